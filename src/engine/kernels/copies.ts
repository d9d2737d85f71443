import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';
import { replaceKernel } from './register';

/** Kernels that only hand values on. The stock ones copy each time; `Slice` even copies all that it cuts from. */
export function registerCopies({ heap }: Kernels): void {
  const { backend } = heap;

  replaceKernel(
    tf.Identity,
    backend,
    () =>
      ({ inputs }) =>
        heap.alias(inputs.x!, inputs.x!.shape),
  );

  replaceKernel(tf.Cast, backend, (stock) => (call) => {
    const x = call.inputs.x!;
    const { dtype } = call.attrs as unknown as tf.CastAttrs;
    return dtype === x.dtype ? heap.alias(x, x.shape) : stock(call);
  });

  replaceKernel(tf.Slice, backend, (stock) => (call) => {
    const x = call.inputs.x!;
    const attrs = call.attrs as unknown as tf.SliceAttrs;
    const [begin, size] = tf.slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
    if (x.dtype === 'string' || !tf.slice_util.isSliceContinous(x.shape, begin, size)) return stock(call);
    tf.slice_util.assertParamsValid(x, begin, size);
    const first = tf.slice_util.computeFlatOffset(begin, tf.util.computeStrides(x.shape));
    const y = heap.output(size, x.dtype);
    const bytes = tf.util.bytesPerElement(x.dtype);
    heap.copy(heap.address(y), heap.address(x) + first * bytes, tf.util.sizeFromShape(size) * bytes);
    return y;
  });
}
