import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';
import { addKernel, replaceGradient, replaceKernel } from './register';

/** Parts of a tensor are whole vectors of four. */
const grain = 1024;

/** Functions of float32 that the stock backend computes value by value, and the gradient of ReLU in one step. */
export function registerElementwise({ heap, threads }: Kernels): void {
  const { backend } = heap;

  for (const [name, kernel] of [
    [tf.Exp, 'exponentialOf'],
    [tf.Tanh, 'tangentOf'],
  ] as const) {
    replaceKernel(name, backend, (stock) => (call) => {
      const x = call.inputs.x!;
      if (x.dtype !== 'float32') return stock(call);
      const y = heap.output(x.shape);
      const count = tf.util.sizeFromShape(x.shape);
      threads.parallel(kernel, { count, grain, flops: 15 * count }, heap.address(x), heap.address(y));
      return y;
    });
  }

  addKernel('ReluGrad', ({ inputs }) => {
    const [x, dy] = [inputs.x!, inputs.dy!];
    const dx = heap.output(x.shape);
    const count = tf.util.sizeFromShape(x.shape);
    const addresses = [x, dy, dx].map((tensor) => heap.address(tensor));
    threads.parallel('reluGradient', { count, grain, flops: count }, ...addresses);
    return dx;
  });
  replaceGradient(tf.Relu, (stock) => (dy, saved, attrs) => {
    const [x] = saved as [tf.Tensor];
    if (x.dtype !== 'float32' || Array.isArray(dy)) return stock(dy, saved, attrs);
    return { x: () => tf.engine().runKernel<tf.Tensor>('ReluGrad', { x, dy }) };
  });
}
