/** Depthwise convolutions, and their gradients, of images of pixels of channels (NHWC): each channel has filters of its own. */
import { at, multiplyAdd } from './vector';

/** What these kernels work on; output channel c · multiplier + m is input channel c times filter m. */
@unmanaged
class Depthwise {
  /** Images of inHeight × inWidth × channels; depthwiseInputGradient writes their gradient. */
  input: usize;
  /** The results, outHeight × outWidth × (channels · multiplier), or their gradient; depthwiseConvolution writes them. */
  output: usize;
  /** filterHeight × filterWidth × channels × multiplier; depthwiseFilterGradient writes one for each part of the batch. */
  filter: usize;
  images: i32;
  imagesPerPart: i32;
  channels: i32;
  multiplier: i32;
  inHeight: i32;
  inWidth: i32;
  padTop: i32;
  padLeft: i32;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  outHeight: i32;
  outWidth: i32;
}

/** Which of the three tensors a visit of all products writes. */
enum Result {
  Output,
  Input,
  Filter,
}

/** The results for images from … to − 1. */
export function depthwiseConvolution(from: i32, to: i32, d: Depthwise): void {
  const floats = d.outHeight * d.outWidth * d.channels * d.multiplier;
  memory.fill(at(d.output, from * floats), 0, <usize>((to - from) * floats) << 2);
  for (let image = from; image < to; image++) overImage(image, d, d.filter, Result.Output);
}

/** The gradient of images from … to − 1. */
export function depthwiseInputGradient(from: i32, to: i32, d: Depthwise): void {
  const floats = d.inHeight * d.inWidth * d.channels;
  memory.fill(at(d.input, from * floats), 0, <usize>((to - from) * floats) << 2);
  for (let image = from; image < to; image++) overImage(image, d, d.filter, Result.Input);
}

/** The filter's gradient, for each part of the batch from … to − 1. */
export function depthwiseFilterGradient(from: i32, to: i32, d: Depthwise): void {
  const floats = d.filterHeight * d.filterWidth * d.channels * d.multiplier;
  for (let part = from; part < to; part++) {
    const filter = at(d.filter, part * floats);
    memory.fill(filter, 0, <usize>floats << 2);
    const end = min(d.images, (part + 1) * d.imagesPerPart);
    for (let image = part * d.imagesPerPart; image < end; image++) overImage(image, d, filter, Result.Filter);
  }
}

/** Visits each pair of an input and an output pixel that a row of weights joins. */
// @ts-ignore: decorator
@inline function overImage(image: i32, d: Depthwise, filter: usize, result: Result): void {
  const channels = d.channels;
  const outChannels = channels * d.multiplier;
  const x = at(d.input, image * d.inHeight * d.inWidth * channels);
  let y = at(d.output, image * d.outHeight * d.outWidth * outChannels);
  for (let outRow = 0; outRow < d.outHeight; outRow++) {
    for (let outColumn = 0; outColumn < d.outWidth; outColumn++) {
      for (let filterRow = 0; filterRow < d.filterHeight; filterRow++) {
        const row = outRow * d.strideHeight - d.padTop + filterRow * d.dilationHeight;
        if (row < 0 || row >= d.inHeight) continue;
        for (let filterColumn = 0; filterColumn < d.filterWidth; filterColumn++) {
          const column = outColumn * d.strideWidth - d.padLeft + filterColumn * d.dilationWidth;
          if (column < 0 || column >= d.inWidth) continue;
          const pixel = at(x, (row * d.inWidth + column) * channels);
          const weights = at(filter, (filterRow * d.filterWidth + filterColumn) * outChannels);
          if (d.multiplier != 1) addProductsOfMany(pixel, y, weights, channels, d.multiplier, result);
          else if (result == Result.Output) addProducts(pixel, weights, y, channels);
          else if (result == Result.Input) addProducts(weights, y, pixel, channels);
          else addProducts(pixel, y, weights, channels);
        }
      }
      y = at(y, outChannels);
    }
  }
}

/** sum += a · b, one by one. */
// @ts-ignore: decorator
@inline function addProducts(a: usize, b: usize, sum: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(at(sum, i), multiplyAdd(v128.load(at(sum, i)), v128.load(at(a, i)), v128.load(at(b, i))));
  }
  for (; i < count; i++) {
    store<f32>(at(sum, i), load<f32>(at(sum, i)) + load<f32>(at(a, i)) * load<f32>(at(b, i)));
  }
}

/** The same where each channel of the pixel has several weights and results. */
function addProductsOfMany(
  pixel: usize,
  y: usize,
  weights: usize,
  channels: i32,
  multiplier: i32,
  result: Result,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const value = load<f32>(pixel);
    let sum = value;
    for (let m = 0; m < multiplier; m++) {
      if (result == Result.Output) store<f32>(y, load<f32>(y) + value * load<f32>(weights));
      else if (result == Result.Input) sum += load<f32>(weights) * load<f32>(y);
      else store<f32>(weights, load<f32>(weights) + value * load<f32>(y));
      weights += 4;
      y += 4;
    }
    if (result == Result.Input) store<f32>(pixel, sum);
    pixel += 4;
  }
}

/** Adds the parts' gradients of `count` weights up, in their order. */
export function addParts(parts: usize, numberOfParts: i32, count: i32, result: usize): void {
  memory.fill(result, 0, <usize>count << 2);
  for (let part = 0; part < numberOfParts; part++) {
    const from = at(parts, part * count);
    let i = 0;
    for (; i + 4 <= count; i += 4) {
      v128.store(at(result, i), f32x4.add(v128.load(at(result, i)), v128.load(at(from, i))));
    }
    for (; i < count; i++) store<f32>(at(result, i), load<f32>(at(result, i)) + load<f32>(at(from, i)));
  }
}
