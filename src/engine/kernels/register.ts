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
  addKernel(name, make(stock), registered);
}

/** Adds a kernel that the stock backend doesn't have. */
export function addKernel(name: string, kernel: Kernel, like?: tf.KernelConfig): void {
  tf.registerKernel({
    ...like,
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => kernel({ inputs, attrs: attrs ?? {} }),
  });
}

/** What goes back through an operation: see TensorFlow.js's `GradConfig`. */
type Gradient = tf.GradFunc;

/** Makes ours the gradient of operation `name` on WebAssembly; other backends keep theirs, and ours may fall back to it. */
export function replaceGradient(name: string, make: (stock: Gradient) => Gradient): void {
  const registered = tf.getGradient(name);
  const ours = make(registered.gradFunc);
  tf.unregisterGradient(name);
  tf.registerGradient({
    ...registered,
    gradFunc: (dy, saved, attrs) => (tf.getBackend() === 'wasm' ? ours : registered.gradFunc)(dy, saved, attrs),
  });
}
