/** Pooling of images of pixels of channels (NHWC), four channels at once. */
import { at, loadPart, splat, storePart } from './vector';

/** What these kernels work on. */
@unmanaged
class Pooling {
  /** Images of inHeight × inWidth × channels. */
  input: usize;
  /** The pooled images of outHeight × outWidth × channels, or their gradient. */
  output: usize;
  /** Of the input's shape; only for gradients. */
  inputGradient: usize;
  channels: i32;
  inHeight: i32;
  inWidth: i32;
  padTop: i32;
  padLeft: i32;
  windowHeight: i32;
  windowWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  outHeight: i32;
  outWidth: i32;
}

// @ts-ignore: decorator
@inline function loadUpToFour(address: usize, count: i32): v128 {
  return count >= 4 ? v128.load(address) : loadPart(address, count);
}

// @ts-ignore: decorator
@inline function storeUpToFour(address: usize, v: v128, count: i32): void {
  if (count >= 4) v128.store(address, v);
  else storePart(address, v, count);
}

/** The largest of each 2 × 2 pixels, for images from … to − 1; windows don't overlap, and an odd last row or column is left. */
export function maxPool2x2(from: i32, to: i32, p: Pooling): void {
  const channels = p.channels;
  const pixelBytes = <usize>channels << 2;
  const rowBytes = <usize>(p.inWidth * channels) << 2;
  for (let row = from * p.outHeight; row < to * p.outHeight; row++) {
    const image = row / p.outHeight;
    let x = at(p.input, (image * p.inHeight + 2 * (row - image * p.outHeight)) * p.inWidth * channels);
    let y = at(p.output, row * p.outWidth * channels);
    for (let pixel = 0; pixel < p.outWidth; pixel++) {
      for (let channel = 0; channel < channels; channel += 4) {
        const count = channels - channel;
        const a = loadUpToFour(x, count);
        const b = loadUpToFour(x + pixelBytes, count);
        const c = loadUpToFour(x + rowBytes, count);
        const d = loadUpToFour(x + rowBytes + pixelBytes, count);
        storeUpToFour(y, f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d)), count);
        x += <usize>min(4, count) << 2;
        y += <usize>min(4, count) << 2;
      }
      x += pixelBytes;
    }
  }
}

/** The gradient of maxPool2x2: it goes to the first of the largest values, as in maxPoolGradient. */
export function maxPool2x2Gradient(from: i32, to: i32, p: Pooling): void {
  const channels = p.channels;
  const pixelBytes = <usize>channels << 2;
  const rowBytes = <usize>(p.inWidth * channels) << 2;
  if ((p.inHeight | p.inWidth) & 1) clearGradient(from, to, p);
  for (let row = from * p.outHeight; row < to * p.outHeight; row++) {
    const image = row / p.outHeight;
    const offset = (image * p.inHeight + 2 * (row - image * p.outHeight)) * p.inWidth * channels;
    let x = at(p.input, offset);
    let dx = at(p.inputGradient, offset);
    let dy = at(p.output, row * p.outWidth * channels);
    for (let pixel = 0; pixel < p.outWidth; pixel++) {
      for (let channel = 0; channel < channels; channel += 4) {
        const count = channels - channel;
        const a = loadUpToFour(x, count);
        const b = loadUpToFour(x + pixelBytes, count);
        const c = loadUpToFour(x + rowBytes, count);
        const d = loadUpToFour(x + rowBytes + pixelBytes, count);
        const gradient = loadUpToFour(dy, count);
        const largest = f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d));
        const isA = f32x4.eq(a, largest);
        const isB = v128.andnot(f32x4.eq(b, largest), isA);
        const before = v128.or(isA, isB);
        const isC = v128.andnot(f32x4.eq(c, largest), before);
        const isD = v128.not(v128.or(before, isC));
        storeUpToFour(dx, v128.and(gradient, isA), count);
        storeUpToFour(dx + pixelBytes, v128.and(gradient, isB), count);
        storeUpToFour(dx + rowBytes, v128.and(gradient, isC), count);
        storeUpToFour(dx + rowBytes + pixelBytes, v128.and(gradient, isD), count);
        const step = <usize>min(4, count) << 2;
        x += step;
        dx += step;
        dy += step;
      }
      x += pixelBytes;
      dx += pixelBytes;
    }
  }
}

function clearGradient(from: i32, to: i32, p: Pooling): void {
  const floats = p.inHeight * p.inWidth * p.channels;
  memory.fill(at(p.inputGradient, from * floats), 0, <usize>((to - from) * floats) << 2);
}

/** The gradient of max pooling with any window, stride and padding: it goes to the first of the largest values of a window. */
export function maxPoolGradient(from: i32, to: i32, p: Pooling): void {
  const channels = p.channels;
  clearGradient(from, to, p);
  for (let image = from; image < to; image++) {
    const start = image * p.inHeight * p.inWidth * channels;
    let dy = at(p.output, image * p.outHeight * p.outWidth * channels);
    for (let outRow = 0; outRow < p.outHeight; outRow++) {
      const corner = outRow * p.strideHeight - p.padTop;
      const top = max(0, corner);
      const bottom = min(p.inHeight, corner + p.windowHeight);
      for (let outColumn = 0; outColumn < p.outWidth; outColumn++) {
        const edge = outColumn * p.strideWidth - p.padLeft;
        const left = max(0, edge);
        const right = min(p.inWidth, edge + p.windowWidth);
        for (let channel = 0; channel < channels; channel += 4) {
          const count = channels - channel;
          let largest = splat(-Infinity);
          let place = i32x4.splat(-1);
          for (let row = top; row < bottom; row++) {
            for (let column = left; column < right; column++) {
              const pixel = row * p.inWidth + column;
              const value = loadUpToFour(at(p.input, start + pixel * channels + channel), count);
              const larger = f32x4.gt(value, largest);
              largest = v128.bitselect(value, largest, larger);
              place = v128.bitselect(i32x4.splat(pixel), place, larger);
            }
          }
          const gradient = loadUpToFour(at(dy, channel), count);
          for (let row = top; row < bottom; row++) {
            for (let column = left; column < right; column++) {
              const pixel = row * p.inWidth + column;
              const dx = at(p.inputGradient, start + pixel * channels + channel);
              const share = v128.and(gradient, i32x4.eq(place, i32x4.splat(pixel)));
              storeUpToFour(dx, f32x4.add(loadUpToFour(dx, count), share), count);
            }
          }
        }
        dy = at(dy, channels);
      }
    }
  }
}

/** The gradient of average pooling: each pixel of a window, of those inside the image, gets an equal share. */
export function averagePoolGradient(from: i32, to: i32, p: Pooling): void {
  const channels = p.channels;
  clearGradient(from, to, p);
  for (let image = from; image < to; image++) {
    const start = image * p.inHeight * p.inWidth * channels;
    let dy = at(p.output, image * p.outHeight * p.outWidth * channels);
    for (let outRow = 0; outRow < p.outHeight; outRow++) {
      const corner = outRow * p.strideHeight - p.padTop;
      const top = max(0, corner);
      const bottom = min(p.inHeight, corner + p.windowHeight);
      for (let outColumn = 0; outColumn < p.outWidth; outColumn++) {
        const edge = outColumn * p.strideWidth - p.padLeft;
        const left = max(0, edge);
        const right = min(p.inWidth, edge + p.windowWidth);
        const part = splat(1 / <f32>max(1, (bottom - top) * (right - left)));
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) {
            const dx = at(p.inputGradient, start + (row * p.inWidth + column) * channels);
            for (let channel = 0; channel < channels; channel += 4) {
              const count = channels - channel;
              const share = f32x4.mul(loadUpToFour(at(dy, channel), count), part);
              storeUpToFour(at(dx, channel), f32x4.add(loadUpToFour(at(dx, channel), count), share), count);
            }
          }
        }
        dy = at(dy, channels);
      }
    }
  }
}
