/**
 * What the bundled worker takes for '@tensorflow/tfjs': the same API without WebGL, file formats and data pipelines,
 * which a worker cannot use.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-backend-cpu';

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';
