import * as tf from '@tensorflow/tfjs';
import { batchParts } from './batchParts';
import type { Kernels } from './index';
import { withRecord } from './record';
import { replaceGradient, replaceKernel } from './register';

type Conv2DInfo = tf.backend_util.Conv2DInfo;

/** The kernels that fusedConvolution's gradient uses; only this backend has them. */
export const fusedFilterGradient = 'FusedConv2DBackpropFilter';
export const fusedInputGradient = 'FusedConv2DBackpropInput';

/** assembly/convolution.ts computes 8 channels at once, and keeps filters so. */
const blockChannels = 8;
const blockBytes = 4 * blockChannels;
const blocks = (channels: number) => Math.ceil(channels / blockChannels);

/** The numbers that assembly/convolution.ts has for them. */
const activations: readonly string[] = ['linear', 'relu', 'relu6'];

/** What correlate takes, without where it reads and writes: assembly/convolution.ts says what it means. */
interface Window {
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly padTop: number;
  readonly padLeft: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
}

/**
 * Convolutions of NHWC images and their gradients, for float32 and any stride, padding and dilation; conv1d,
 * conv2dTranspose and separable convolutions are made of them. NCHW, activations other than ReLU and ReLU6, and a bias
 * that is no vector are left to the stock kernels.
 */
export function registerConvolution({ heap, threads }: Kernels): void {
  const { backend } = heap;

  const correlate = (
    images: number,
    input: { address: number; positive: number },
    window: Window,
    packedFilter: number,
    output: { address: number; image: number; row: number; pixel: number },
    [outHeight, outWidth, outChannels]: readonly [number, number, number],
    activation: number,
  ) => {
    const { inHeight, inWidth, inChannels, padTop, padLeft, ...filterAndSteps } = window;
    const record = {
      ...{ input: input.address, positive: input.positive },
      ...{ inHeight, inWidth, inChannels, padTop, padLeft },
      ...{ filter: packedFilter, ...filterAndSteps },
      ...{ output: output.address, outImage: output.image, outRow: output.row, outPixel: output.pixel },
      ...{ outHeight, outWidth, outChannels, activation },
    };
    const taps = window.filterHeight * window.filterWidth * inChannels;
    const flops = 2 * images * outHeight * outWidth * outChannels * taps;
    const scratch = paddedBytes(window, outHeight, outWidth);
    withRecord(heap, record, (address) => threads.parallel('correlate', { count: images, flops, scratch }, address));
  };

  const convolution = (
    x: tf.TensorInfo,
    filter: tf.TensorInfo,
    info: Conv2DInfo,
    bias?: tf.TensorInfo,
    activation = 0,
  ): tf.TensorInfo => {
    const result = heap.output(info.outShape);
    if (tf.util.sizeFromShape(info.outShape) === 0) return result;
    const { outHeight, outWidth, outChannels } = info;
    const taps = info.filterHeight * info.filterWidth * info.inChannels;
    const packed = heap.allocate(blocks(outChannels) * (1 + taps) * blockBytes);
    const biasAddress = bias ? heap.address(bias) : 0;
    threads.run('packFilter', heap.address(filter), biasAddress, taps, outChannels, packed.address);
    const output = {
      address: heap.address(result),
      image: outHeight * outWidth * outChannels,
      row: outWidth * outChannels,
      pixel: outChannels,
    };
    const input = { address: heap.address(x), positive: 0 };
    const size = [outHeight, outWidth, outChannels] as const;
    correlate(info.batchSize, input, windowOf(info), packed.address, output, size, activation);
    packed.free();
    return result;
  };

  /**
   * A strided convolution reaches the input in phases: every stride-th row and column from (top, left) sees only every
   * stride-th weight. So the gradient of each phase is a convolution of dy with stride 1. (TensorFlow.js has no
   * convolutions that are both strided and dilated.)
   */
  const inputGradient = (
    dy: tf.TensorInfo,
    filter: tf.TensorInfo,
    info: Conv2DInfo,
    y?: tf.TensorInfo,
  ): tf.TensorInfo => {
    const result = heap.output(info.inShape);
    const { inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth, strideHeight, strideWidth } = info;
    const packed = heap.allocate(blocks(inChannels) * (1 + filterHeight * filterWidth * outChannels) * blockBytes);
    for (let top = 0; top < strideHeight; top++) {
      for (let left = 0; left < strideWidth; left++) {
        const { dilationHeight, dilationWidth } = info;
        const rows = phase(top, inHeight, filterHeight, strideHeight, info.padInfo.top, dilationHeight);
        const columns = phase(left, inWidth, filterWidth, strideWidth, info.padInfo.left, dilationWidth);
        if (rows.count <= 0 || columns.count <= 0) continue;
        const filterSize = [filterHeight, filterWidth, inChannels, outChannels];
        const steps = [top, left, strideHeight, strideWidth];
        threads.run('packPhase', heap.address(filter), ...filterSize, ...steps, packed.address);
        const window = {
          ...{ inHeight: info.outHeight, inWidth: info.outWidth, inChannels: outChannels },
          ...{ padTop: rows.pad, padLeft: columns.pad, filterHeight: rows.taps, filterWidth: columns.taps },
          ...{ strideHeight: 1, strideWidth: 1, dilationHeight, dilationWidth },
        };
        const output = {
          address: heap.address(result) + 4 * (rows.first * inWidth + columns.first) * inChannels,
          image: inHeight * inWidth * inChannels,
          row: strideHeight * inWidth * inChannels,
          pixel: strideWidth * inChannels,
        };
        const input = { address: heap.address(dy), positive: y ? heap.address(y) : 0 };
        const size = [rows.count, columns.count, inChannels] as const;
        correlate(info.batchSize, input, window, packed.address, output, size, 0);
      }
    }
    packed.free();
    return result;
  };

  /** @returns the gradients of the filter and, only if `withBias`, of the bias */
  const filterGradient = (
    x: tf.TensorInfo,
    dy: tf.TensorInfo,
    info: Conv2DInfo,
    { y, withBias = false }: { y?: tf.TensorInfo; withBias?: boolean } = {},
  ): [filter: tf.TensorInfo, bias?: tf.TensorInfo] => {
    const filter = heap.output(info.filterShape);
    const bias = withBias ? heap.output([info.outChannels]) : undefined;
    const { batchSize, outHeight, outWidth, outChannels, inHeight, inWidth, inChannels } = info;
    const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
    const taps = filterHeight * filterWidth * inChannels;
    const sumBytes = blocks(outChannels) * (1 + taps) * blockBytes;
    const { parts, imagesPerPart } = batchParts(batchSize, sumBytes);
    const sums = heap.allocate(parts * sumBytes);
    const record = {
      ...{ input: heap.address(x), outputGradient: heap.address(dy), positive: y ? heap.address(y) : 0 },
      ...{ images: batchSize, imagesPerPart },
      ...{ inHeight, inWidth, inChannels, padTop: info.padInfo.top, padLeft: info.padInfo.left },
      ...{ filterHeight, filterWidth, strideHeight, strideWidth },
      ...{ dilationHeight: info.dilationHeight, dilationWidth: info.dilationWidth },
      ...{ outHeight, outWidth, outChannels, sums: sums.address },
    };
    const flops = 2 * batchSize * outHeight * outWidth * outChannels * taps;
    const packedGradient = outHeight * outWidth * blocks(outChannels) * blockBytes;
    const scratch = paddedBytes(windowOf(info), outHeight, outWidth) + 2 * blockBytes + packedGradient;
    withRecord(heap, record, (address) =>
      threads.parallel('filterGradient', { count: parts, flops, scratch }, address),
    );
    const [filterAddress, biasAddress] = [heap.address(filter), bias ? heap.address(bias) : 0];
    threads.run('addFilterGradients', sums.address, parts, taps, outChannels, filterAddress, biasAddress);
    sums.free();
    return bias ? [filter, bias] : [filter];
  };

  replaceKernel(tf.Conv2D, backend, (stock) => (call) => {
    const { x, filter } = call.inputs as unknown as Record<'x' | 'filter', tf.TensorInfo>;
    const attrs = call.attrs as unknown as tf.Conv2DAttrs;
    if (!isPlain(attrs, x, filter)) return stock(call);
    return convolution(x, filter, infoOf(x.shape, filter.shape, attrs));
  });

  replaceKernel(tf.FusedConv2D, backend, (stock) => (call) => {
    const { x, filter, bias } = call.inputs as unknown as Record<'x' | 'filter', tf.TensorInfo> & {
      bias?: tf.TensorInfo;
    };
    const attrs = call.attrs as unknown as tf.FusedConv2DAttrs;
    const activation = activations.indexOf(attrs.activation ?? 'linear');
    const isVector = !bias || tf.util.arraysEqual(bias.shape, filter.shape.slice(-1));
    if (activation < 0 || !isVector || !isPlain(attrs, x, filter)) return stock(call);
    return convolution(x, filter, infoOf(x.shape, filter.shape, attrs), bias, activation);
  });

  replaceKernel(tf.Conv2DBackpropInput, backend, (stock) => (call) => {
    const { dy, filter } = call.inputs as unknown as Record<'dy' | 'filter', tf.TensorInfo>;
    const attrs = call.attrs as unknown as tf.Conv2DBackpropInputAttrs;
    if (!isPlain(attrs, dy, filter)) return stock(call);
    return inputGradient(dy, filter, infoOf(attrs.inputShape, filter.shape, attrs));
  });

  replaceKernel(tf.Conv2DBackpropFilter, backend, (stock) => (call) => {
    const { x, dy } = call.inputs as unknown as Record<'x' | 'dy', tf.TensorInfo>;
    const attrs = call.attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    if (!isPlain(attrs, x, dy)) return stock(call);
    return filterGradient(x, dy, infoOf(x.shape, attrs.filterShape, attrs))[0];
  });

  replaceKernel(fusedInputGradient, backend, () => ({ inputs, attrs }) => {
    const { dy, filter, y } = inputs as unknown as Record<'dy' | 'filter', tf.TensorInfo> & { y?: tf.TensorInfo };
    const settings = attrs as unknown as tf.Conv2DBackpropInputAttrs;
    return inputGradient(dy, filter, infoOf(settings.inputShape, filter.shape, settings), y);
  });

  replaceKernel(fusedFilterGradient, backend, () => ({ inputs, attrs }) => {
    const { x, dy, y } = inputs as unknown as Record<'x' | 'dy', tf.TensorInfo> & { y?: tf.TensorInfo };
    const settings = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const info = infoOf(x.shape, settings.filterShape, settings);
    return filterGradient(x, dy, info, { ...(y && { y }), withBias: true }) as tf.TensorInfo[];
  });

  // TensorFlow.js refuses the gradient of a dilated convolution.
  replaceGradient(tf.Conv2D, (stock) => (dy, saved, attrs) => {
    const { strides, pad, dilations, dataFormat } = attrs as unknown as tf.Conv2DAttrs;
    const [x, filter] = saved as [tf.Tensor, tf.Tensor];
    if (Array.isArray(dy) || tf.backend_util.tupleValuesAreOne(dilations) || !isPlain({ dataFormat }, x, filter, dy))
      return stock(dy, saved, attrs);
    const settings = { strides, pad, dilations };
    const run = (kernel: string, inputs: tf.NamedTensorMap, shapes: Record<string, number[]>) =>
      tf.engine().runKernel(kernel, inputs, { ...settings, ...shapes });
    return {
      x: () => run(fusedInputGradient, { dy, filter }, { inputShape: x.shape }) as tf.Tensor,
      filter: () => (run(fusedFilterGradient, { x, dy }, { filterShape: filter.shape }) as tf.Tensor[])[0]!,
    };
  });
}

interface Settings {
  strides: [number, number] | number;
  pad: tf.Conv2DAttrs['pad'];
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: [number, number] | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function isPlain({ dataFormat = 'NHWC' }: { dataFormat?: string }, ...tensors: tf.TensorInfo[]): boolean {
  return dataFormat === 'NHWC' && tensors.every(({ dtype }) => dtype === 'float32');
}

type Shape4D = [number, number, number, number];

function infoOf(inShape: readonly number[], filterShape: readonly number[], settings: Settings): Conv2DInfo {
  const { strides, dilations = 1, pad, dimRoundingMode } = settings;
  const shapes = [inShape as Shape4D, filterShape as Shape4D] as const;
  return tf.backend_util.computeConv2DInfo(...shapes, strides, dilations, pad, dimRoundingMode);
}

function windowOf(info: Conv2DInfo): Window {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, strideHeight, strideWidth } = info;
  return {
    ...{ inHeight, inWidth, inChannels, padTop: info.padInfo.top, padLeft: info.padInfo.left },
    ...{ filterHeight, filterWidth, strideHeight, strideWidth },
    ...{ dilationHeight: info.dilationHeight, dilationWidth: info.dilationWidth },
  };
}

/** What a padded image takes that just fits the window. */
function paddedBytes(window: Window, outHeight: number, outWidth: number): number {
  const extent = (out: number, stride: number, filter: number, dilation: number) =>
    (out - 1) * stride + (Math.max(filter, 1) - 1) * dilation + 1;
  const height = extent(outHeight, window.strideHeight, window.filterHeight, window.dilationHeight);
  const width = extent(outWidth, window.strideWidth, window.filterWidth, window.dilationWidth);
  return 4 * height * width * window.inChannels;
}

/**
 * One dimension of one phase of a strided convolution's input: the positions that the weights offset, offset + stride
 * … reach.
 * @returns how many weights those are, the first position and how many there are, and the zeros to put before dy
 */
function phase(offset: number, size: number, filterSize: number, stride: number, pad: number, dilation: number) {
  const taps = Math.max(0, Math.ceil((filterSize - offset) / stride));
  const start = Math.max(0, Math.ceil((pad - offset) / stride));
  const first = start * stride + offset - pad;
  return { taps, first, count: Math.ceil((size - first) / stride), pad: (Math.max(taps, 1) - 1) * dilation - start };
}
