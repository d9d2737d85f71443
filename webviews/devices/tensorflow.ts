/** What the benchmark takes for '@tensorflow/tfjs' in a webview: the same API, with the two backends that compute on a GPU. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';
