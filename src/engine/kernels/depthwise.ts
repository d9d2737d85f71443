import * as tf from '@tensorflow/tfjs';
import { batchParts } from './batchParts';
import type { Kernels } from './index';
import { withRecord } from './record';
import { replaceKernel } from './register';

type Shape4D = [number, number, number, number];
type Attrs = Pick<tf.DepthwiseConv2dNativeAttrs, 'strides' | 'pad'> &
  Partial<Pick<tf.DepthwiseConv2dNativeAttrs, 'dilations' | 'dimRoundingMode'>>;

/**
 * The gradients of depthwise convolutions, which the stock backend lacks. The results stay with its fast kernel, but
 * where that one is wrong: 'same' padding with a filter smaller than its stride. Channels come last and are float32.
 */
export function registerDepthwise({ heap, threads }: Kernels): void {
  const { backend } = heap;

  const run = (
    kernel: string,
    count: number,
    imagesPerPart: number,
    info: tf.backend_util.Conv2DInfo,
    [input, output, filter]: readonly [number, number, number],
  ) => {
    const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
    const record = {
      ...{ input, output, filter, images: batchSize, imagesPerPart },
      ...{ channels: inChannels, multiplier: info.filterShape[3], inHeight: info.inHeight, inWidth: info.inWidth },
      ...{ padTop: info.padInfo.top, padLeft: info.padInfo.left, filterHeight, filterWidth },
      ...{ strideHeight: info.strideHeight, strideWidth: info.strideWidth },
      ...{ dilationHeight: info.dilationHeight, dilationWidth: info.dilationWidth, outHeight, outWidth },
    };
    const flops = 2 * batchSize * outHeight * outWidth * outChannels * filterHeight * filterWidth;
    withRecord(heap, record, (address) => threads.parallel(kernel, { count, flops }, address));
  };

  replaceKernel(tf.DepthwiseConv2dNative, backend, (stock) => (call) => {
    const { x, filter } = call.inputs as unknown as Record<'x' | 'filter', tf.TensorInfo>;
    const settings = call.attrs as unknown as tf.DepthwiseConv2dNativeAttrs;
    const info = infoOf(x.shape, filter.shape, settings);
    const isSmall = info.filterHeight < info.strideHeight || info.filterWidth < info.strideWidth;
    if (settings.pad !== 'same' || !isSmall || x.dtype !== 'float32') return stock(call);
    const result = heap.output(info.outShape);
    const addresses = [heap.address(x), heap.address(result), heap.address(filter)] as const;
    run('depthwiseConvolution', info.batchSize, 1, info, addresses);
    return result;
  });

  replaceKernel(tf.DepthwiseConv2dNativeBackpropInput, backend, () => ({ inputs, attrs }) => {
    const { dy, filter } = inputs as unknown as Record<'dy' | 'filter', tf.TensorInfo>;
    const settings = attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs;
    const info = infoOf(settings.inputShape, filter.shape, settings);
    const result = heap.output(info.inShape);
    const addresses = [heap.address(result), heap.address(dy), heap.address(filter)] as const;
    run('depthwiseInputGradient', info.batchSize, 1, info, addresses);
    return result;
  });

  replaceKernel(tf.DepthwiseConv2dNativeBackpropFilter, backend, () => ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as Record<'x' | 'dy', tf.TensorInfo>;
    const settings = attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs;
    const info = infoOf(x.shape, settings.filterShape, settings);
    const result = heap.output(info.filterShape);
    const size = tf.util.sizeFromShape(info.filterShape);
    const { parts, imagesPerPart } = batchParts(info.batchSize, 4 * size);
    const sums = heap.allocate(4 * size * parts);
    const addresses = [heap.address(x), heap.address(dy), sums.address] as const;
    run('depthwiseFilterGradient', parts, imagesPerPart, info, addresses);
    threads.run('addParts', sums.address, parts, size, heap.address(result));
    sums.free();
    return result;
  });
}

function infoOf(inShape: readonly number[], filterShape: readonly number[], settings: Attrs) {
  const { strides, pad, dimRoundingMode } = settings;
  const dilations = settings.dilations ?? 1; // DepthwiseConv2D layers say null.
  const shapes = [inShape as Shape4D, filterShape as Shape4D] as const;
  return tf.backend_util.computeConv2DInfo(...shapes, strides, dilations, pad, dimRoundingMode, true);
}
