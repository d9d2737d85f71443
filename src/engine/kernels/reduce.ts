import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';
import { replaceKernel } from './register';

/** `Sum` and `Mean` of float32 over neighbouring axes; the stock kernels transpose first, and go value by value. */
export function registerReduce({ heap, threads }: Kernels): void {
  const { backend } = heap;

  for (const name of [tf.Sum, tf.Mean]) {
    replaceKernel(name, backend, (stock) => (call) => {
      const x = call.inputs.x!;
      const { axis, keepDims } = call.attrs as unknown as tf.SumAttrs;
      const axes = tf.util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
      const [first, last] = [axes[0] ?? 0, axes.at(-1) ?? -1];
      const areNeighbours = last - first + 1 === axes.length;
      if (x.dtype !== 'float32' || !areNeighbours || axes.length === 0) return stock(call);
      const outer = tf.util.sizeFromShape(x.shape.slice(0, first));
      const middle = tf.util.sizeFromShape(x.shape.slice(first, last + 1));
      const inner = tf.util.sizeFromShape(x.shape.slice(last + 1));
      const shape = x.shape.flatMap((size, i) => (i < first || i > last ? [size] : keepDims ? [1] : []));
      const y = heap.output(shape);
      const scale = name === tf.Mean ? 1 / middle : 1;
      const flops = outer * middle * inner;
      const addresses = [heap.address(x), heap.address(y)];
      if (outer === 1 && inner > 1) {
        threads.parallel('sumColumns', { count: inner, grain: 16, flops }, middle, inner, ...addresses, scale);
      } else threads.parallel('sumMiddle', { count: outer, flops }, middle, inner, ...addresses, scale);
      return y;
    });
  }
}
