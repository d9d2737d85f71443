import * as tf from '@tensorflow/tfjs';

/** A kernel as TensorFlow.js calls it: tensors by name, settings by name. */
export type Kernel = (call: KernelCall) => tf.TensorInfo | tf.TensorInfo[];

export interface KernelCall {
  readonly inputs: tf.NamedTensorInfoMap;
  readonly attrs: tf.NamedAttrMap;
}

/**
 * Makes ours the WebAssembly backend's kernel `name`.
 * @param make gets the stock kernel to fall back to; where there is none, one that throws and says so
 */
export function replaceKernel(name: string, backend: tf.KernelBackend, make: (stock: Kernel) => Kernel): void {
  const registered = tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined;
  const stock: Kernel = (call) => {
    if (!registered) throw new Error(`${name} is not available on WebAssembly for these tensors and settings.`);
    return registered.kernelFunc({ ...call, backend });
  };
  if (registered) tf.unregisterKernel(name, 'wasm');
  const kernel = make(stock);
  tf.registerKernel({
    ...registered,
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => kernel({ inputs, attrs: attrs ?? {} }),
  });
}
