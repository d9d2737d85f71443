import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';
import { replaceKernel } from './register';

/** `GatherV2` along the first axis, and its gradient, `UnsortedSegmentSum`, which the stock backend lacks. */
export function registerGather({ heap, threads }: Kernels): void {
  const { backend } = heap;

  replaceKernel(tf.GatherV2, backend, (stock) => (call) => {
    const { x, indices } = call.inputs as tf.NamedTensorInfoMap & Record<'x' | 'indices', tf.TensorInfo>;
    const { axis, batchDims } = call.attrs as unknown as tf.GatherV2Attrs;
    const isWords = x.dtype === 'float32' || x.dtype === 'int32';
    if (axis !== 0 || batchDims || !isWords || indices.dtype !== 'int32') return stock(call);
    const [rows, ...rest] = x.shape as [number, ...number[]];
    const size = tf.util.sizeFromShape(rest);
    const count = tf.util.sizeFromShape(indices.shape);
    const y = heap.output([...indices.shape, ...rest], x.dtype);
    const work = { count, flops: count * size };
    threads.parallel('gatherRows', work, heap.address(x), rows, size, heap.address(indices), heap.address(y));
    return y;
  });

  replaceKernel(tf.UnsortedSegmentSum, backend, () => ({ inputs, attrs }) => {
    const { x, segmentIds } = inputs as tf.NamedTensorInfoMap & Record<'x' | 'segmentIds', tf.TensorInfo>;
    const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs;
    const count = tf.util.sizeFromShape(segmentIds.shape);
    const rest = x.shape.slice(segmentIds.shape.length);
    const size = tf.util.sizeFromShape(rest);
    const y = heap.output([numSegments, ...rest]);
    // Every part reads all numbers; only the additions are shared.
    const work = { count: numSegments, flops: count * size };
    threads.parallel('segmentSum', work, heap.address(x), count, size, heap.address(segmentIds), heap.address(y));
    return y;
  });
}
