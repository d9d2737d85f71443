import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';
import { withRecord } from './record';
import { replaceKernel } from './register';

type PoolInfo = tf.backend_util.Conv2DInfo;

/**
 * Max pooling over 2 × 2 pixels without overlap, and the gradients of max and average pooling over any windows. All else,
 * int32 among it, is left to the stock kernels.
 *
 * At the edges of 'same' padding the stock gradient of average pooling divides by the whole window's size, though pooling
 * itself divided by the part inside the image; ours divides by that part, as TensorFlow and PyTorch do.
 */
export function registerPooling({ heap, threads }: Kernels): void {
  const { backend } = heap;

  const run = (kernel: string, info: PoolInfo, input: number, output: number, inputGradient: number) => {
    const { batchSize: count, inChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
    const record = {
      ...{ input, output, inputGradient, channels: inChannels, inHeight: info.inHeight, inWidth: info.inWidth },
      ...{ padTop: info.padInfo.top, padLeft: info.padInfo.left, filterHeight, filterWidth },
      ...{ strideHeight: info.strideHeight, strideWidth: info.strideWidth, outHeight, outWidth },
    };
    const flops = 2 * count * outHeight * outWidth * inChannels * filterHeight * filterWidth;
    withRecord(heap, record, (address) => threads.parallel(kernel, { count, flops }, address));
  };

  replaceKernel(tf.MaxPool, backend, (stock) => (call) => {
    const { x } = call.inputs as unknown as Record<'x', tf.TensorInfo>;
    const info = infoOf(x, call.attrs as unknown as tf.MaxPoolAttrs);
    if (x.dtype !== 'float32' || !is2x2(info)) return stock(call);
    const result = heap.output(info.outShape);
    run('maxPool2x2', info, heap.address(x), heap.address(result), 0);
    return result;
  });

  replaceKernel(tf.MaxPoolGrad, backend, (stock) => (call) => {
    const { dy, input } = call.inputs as unknown as Record<'dy' | 'input', tf.TensorInfo>;
    if (input.dtype !== 'float32') return stock(call);
    const info = infoOf(input, call.attrs as unknown as tf.MaxPoolGradAttrs);
    const result = heap.output(info.inShape);
    const kernel = is2x2(info) ? 'maxPool2x2Gradient' : 'maxPoolGradient';
    run(kernel, info, heap.address(input), heap.address(dy), heap.address(result));
    return result;
  });

  replaceKernel(tf.AvgPoolGrad, backend, (stock) => (call) => {
    const { dy, input } = call.inputs as unknown as Record<'dy' | 'input', tf.TensorInfo>;
    if (dy.dtype !== 'float32') return stock(call);
    const info = infoOf(input, call.attrs as unknown as tf.AvgPoolGradAttrs);
    const result = heap.output(info.inShape);
    run('averagePoolGradient', info, 0, heap.address(dy), heap.address(result));
    return result;
  });
}

function infoOf(x: tf.TensorInfo, attrs: tf.MaxPoolAttrs | tf.AvgPoolGradAttrs): PoolInfo {
  const { filterSize, strides, pad } = attrs;
  const rounding = 'dimRoundingMode' in attrs ? attrs.dimRoundingMode : undefined;
  const shape = x.shape as [number, number, number, number];
  return tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, rounding);
}

/** Whether windows are 2 × 2 pixels, side by side, and none reaches beyond the image. */
function is2x2(info: PoolInfo): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo, inHeight, inWidth } = info;
  const allTwo = [filterHeight, filterWidth, strideHeight, strideWidth].every((size) => size === 2);
  const unpadded = padInfo.top === 0 && padInfo.left === 0;
  return allTwo && unpadded && info.outHeight === inHeight >> 1 && info.outWidth === inWidth >> 1;
}
