/**
 * Convolutions of images, each a list of rows of pixels of channels (NHWC), directly and without an im2col matrix: in
 * a zero-padded copy of one image the values under a row of the filter lie one after another, so a register tile of
 * pixels × 8 output channels reads them in place. Each image is copied once and its copy stays in the first-level
 * cache.
 */
import { scratch } from './scratch';
import { at, multiplyAdd, storePart } from './vector';

/** How many output channels a tile has, and so a block of the packed filters and of the packed gradients. */
const BLOCK = 8;
const BLOCK_BYTES: usize = 32;

/** What correlate works on; sizes and steps are in float32 values unless they say otherwise. */
@unmanaged
class Correlation {
  /** Images of inHeight × inWidth × inChannels. */
  input: usize;
  /** Where values of this tensor, of the input's shape, are not positive, the input counts as 0; 0: nowhere. */
  positive: usize;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  /** Rows and pixels of zeros before the image; negative: so many of the image are left out. */
  padTop: i32;
  padLeft: i32;
  /** What packFilter or packPhase wrote. */
  filter: usize;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  /** From one output value to that of the next image, row and pixel. */
  output: usize;
  outImage: i32;
  outRow: i32;
  outPixel: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  activation: i32;
}

/** The activations that a convolution applies itself. */
const RELU = 1;
const RELU6 = 2;

/** Rows (or pixels) of the padded copy that `out` results need. */
// @ts-ignore: decorator
@inline function extent(out: i32, stride: i32, filter: i32, dilation: i32): i32 {
  return (out - 1) * stride + (max(filter, 1) - 1) * dilation + 1;
}

/**
 * Packs a filter (filterHeight × filterWidth × inChannels × outChannels) for correlate: blocks of 8 output channels,
 * each with their biases and then the weights in the filter's order; zeros fill the last block.
 */
export function packFilter(filter: usize, bias: usize, taps: i32, outChannels: i32, packed: usize): void {
  for (let block = 0; block < outChannels; block += BLOCK) {
    const channels = min(BLOCK, outChannels - block);
    packed = packRow(bias ? at(bias, block) : 0, channels, packed);
    for (let tap = 0; tap < taps; tap++) packed = packRow(at(filter, tap * outChannels + block), channels, packed);
  }
}

/** Copies up to 8 values, fills up with zeros, and returns where the next 8 go. */
function packRow(from: usize, count: i32, packed: usize): usize {
  const zero = f32x4.splat(0);
  if (from && count == BLOCK) {
    v128.store(packed, v128.load(from));
    v128.store(packed, v128.load(from, 16), 16);
  } else {
    v128.store(packed, zero);
    v128.store(packed, zero, 16);
    if (from) for (let i = 0; i < count; i++) store<f32>(at(packed, i), load<f32>(at(from, i)));
  }
  return packed + BLOCK_BYTES;
}

/**
 * Packs what a filter does to one phase of a strided convolution's input, for correlate to find the input's gradient:
 * turned upside down and left to right, with its channels exchanged, and only every stride-th row and column from
 * (top, left).
 */
export function packPhase(
  filter: usize,
  filterHeight: i32,
  filterWidth: i32,
  inChannels: i32,
  outChannels: i32,
  top: i32,
  left: i32,
  strideHeight: i32,
  strideWidth: i32,
  packed: usize,
): void {
  const lastRow = top + ((filterHeight - 1 - top) / strideHeight) * strideHeight;
  const lastColumn = left + ((filterWidth - 1 - left) / strideWidth) * strideWidth;
  for (let block = 0; block < inChannels; block += BLOCK) {
    const channels = min(BLOCK, inChannels - block);
    packed = packRow(0, channels, packed);
    if (top >= filterHeight || left >= filterWidth) continue;
    for (let row = lastRow; row >= top; row -= strideHeight) {
      for (let column = lastColumn; column >= left; column -= strideWidth) {
        const tap = at(filter, ((row * filterWidth + column) * inChannels + block) * outChannels);
        for (let out = 0; out < outChannels; out++) {
          for (let channel = 0; channel < BLOCK; channel++) {
            const value = channel < channels ? load<f32>(at(tap, channel * outChannels + out)) : 0;
            store<f32>(at(packed, channel), value);
          }
          packed += BLOCK_BYTES;
        }
      }
    }
  }
}

/** Copies an image into a zeroed one of height × width; what lies outside is left out. */
function pad(
  image: usize,
  positive: usize,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  top: i32,
  left: i32,
  height: i32,
  width: i32,
  to: usize,
): void {
  const rowBytes = <usize>(width * channels) << 2;
  const first = max(0, left);
  const pixels = min(width, inWidth + left) - first;
  for (let row = 0; row < height; row++) {
    const source = row - top;
    if (source < 0 || source >= inHeight || pixels <= 0) memory.fill(to, 0, rowBytes);
    else {
      const start = first * channels;
      const count = pixels * channels;
      const offset = (source * inWidth + first - left) * channels;
      memory.fill(to, 0, <usize>start << 2);
      copy(at(image, offset), positive ? at(positive, offset) : 0, count, at(to, start));
      memory.fill(at(to, start + count), 0, rowBytes - (<usize>(start + count) << 2));
    }
    to += rowBytes;
  }
}

/** Copies values, with 0 where those at `positive` (unless that is 0) are not positive. */
function copy(from: usize, positive: usize, count: i32, to: usize): void {
  const zero = f32x4.splat(0);
  let i = 0;
  if (!positive) {
    for (; i + 4 <= count; i += 4) v128.store(at(to, i), v128.load(at(from, i)));
    for (; i < count; i++) store<f32>(at(to, i), load<f32>(at(from, i)));
    return;
  }
  for (; i + 4 <= count; i += 4) {
    v128.store(at(to, i), v128.and(v128.load(at(from, i)), f32x4.gt(v128.load(at(positive, i)), zero)));
  }
  for (; i < count; i++) store<f32>(at(to, i), load<f32>(at(positive, i)) > 0 ? load<f32>(at(from, i)) : 0);
}

/**
 * Slides the filter over images from … to − 1 and writes activation(bias + sum of products) for each output pixel and
 * channel. Scratch: one padded image.
 */
export function correlate(from: i32, to: i32, c: Correlation): void {
  const padded = scratch();
  const channels = c.inChannels;
  const height = extent(c.outHeight, c.strideHeight, c.filterHeight, c.dilationHeight);
  const width = extent(c.outWidth, c.strideWidth, c.filterWidth, c.dilationWidth);
  const inPlace = !c.positive && !c.padTop && !c.padLeft && height <= c.inHeight && width <= c.inWidth;
  const rowFloats = (inPlace ? c.inWidth : width) * channels;
  const imageFloats = c.inHeight * c.inWidth * channels;
  const together = c.dilationWidth == 1; // Then a row of the filter covers values that lie one after another.
  const runs = together ? 1 : c.filterWidth;
  const run = together ? c.filterWidth * channels : channels;
  const filterBytes = BLOCK_BYTES * <usize>(1 + c.filterHeight * c.filterWidth * channels);

  for (let image = from; image < to; image++) {
    let source = at(c.input, image * imageFloats);
    if (!inPlace) {
      const positive = c.positive ? at(c.positive, image * imageFloats) : 0;
      pad(source, positive, c.inHeight, c.inWidth, channels, c.padTop, c.padLeft, height, width, padded);
      source = padded;
    }
    let filter = c.filter;
    for (let block = 0; block < c.outChannels; block += BLOCK) {
      const count = min(BLOCK, c.outChannels - block);
      for (let row = 0; row < c.outHeight; row++) {
        const x = at(source, row * c.strideHeight * rowFloats);
        const y = at(c.output, image * c.outImage + row * c.outRow + block);
        correlateRow(c, x, rowFloats, runs, run, filter, y, count);
      }
      filter += filterBytes;
    }
  }
}

/** One row of output pixels, in tiles of 6 and 4 pixels; tiles overlap rather than leave pixels over. */
function correlateRow(
  c: Correlation,
  x: usize,
  rowFloats: i32,
  runs: i32,
  run: i32,
  filter: usize,
  y: usize,
  count: i32,
): void {
  const width = c.outWidth;
  const pixelBytes = <usize>(c.strideWidth * c.inChannels) << 2;
  const rowBytes = <usize>(c.dilationHeight * rowFloats) << 2;
  const runBytes = <usize>(c.dilationWidth * c.inChannels) << 2;
  const yBytes = <usize>c.outPixel << 2;
  const rows = c.filterHeight;
  const activation = c.activation;
  for (let pixel = 0; pixel < width; ) {
    const size = tileSize(width - pixel, width);
    const first = <usize>min(pixel, width - size);
    const p = x + first * pixelBytes;
    const q = y + first * yBytes;
    if (size == 6) tile6(p, rowBytes, runBytes, pixelBytes, filter, rows, runs, run, q, yBytes, count, activation);
    else if (size == 4) tile4(p, rowBytes, runBytes, pixelBytes, filter, rows, runs, run, q, yBytes, count, activation);
    else tile1(p, rowBytes, runBytes, filter, rows, runs, run, q, count, activation);
    pixel += size;
  }
}

/**
 * How many of the `left` rows of registers a tile takes next, so that few are computed twice: 6, 4, or 1 when there are
 * fewer than 4 altogether. Without fused multiply-add, 6 × 8 sums and a product don't fit the 16 registers.
 */
// @ts-ignore: decorator
@inline function tileSize(left: i32, all: i32): i32 {
  if (all < 4) return 1;
  if (isDefined(RELAXED) && all >= 6 && (left == 5 || left == 6 || left >= 9)) return 6;
  return 4;
}

/** 6 pixels × 8 channels. */
function tile6(
  x: usize,
  rowBytes: usize,
  runBytes: usize,
  pixelBytes: usize,
  filter: usize,
  rows: i32,
  runs: i32,
  run: i32,
  y: usize,
  yBytes: usize,
  count: i32,
  activation: i32,
): void {
  let a0 = v128.load(filter),
    a1 = a0,
    a2 = a0,
    a3 = a0,
    a4 = a0,
    a5 = a0;
  let b0 = v128.load(filter, 16),
    b1 = b0,
    b2 = b0,
    b3 = b0,
    b4 = b0,
    b5 = b0;
  filter += BLOCK_BYTES;
  const twoPixels = pixelBytes + pixelBytes;
  const threePixels = twoPixels + pixelBytes;
  for (let row = rows; row > 0; row--) {
    let start = x;
    for (let r = runs; r > 0; r--) {
      let p = start;
      let q = start + threePixels;
      for (let i = run; i > 0; i--) {
        const a = v128.load(filter);
        const b = v128.load(filter, 16);
        let value = v128.load32_splat(p);
        a0 = multiplyAdd(a0, value, a);
        b0 = multiplyAdd(b0, value, b);
        value = v128.load32_splat(p + pixelBytes);
        a1 = multiplyAdd(a1, value, a);
        b1 = multiplyAdd(b1, value, b);
        value = v128.load32_splat(p + twoPixels);
        a2 = multiplyAdd(a2, value, a);
        b2 = multiplyAdd(b2, value, b);
        value = v128.load32_splat(q);
        a3 = multiplyAdd(a3, value, a);
        b3 = multiplyAdd(b3, value, b);
        value = v128.load32_splat(q + pixelBytes);
        a4 = multiplyAdd(a4, value, a);
        b4 = multiplyAdd(b4, value, b);
        value = v128.load32_splat(q + twoPixels);
        a5 = multiplyAdd(a5, value, a);
        b5 = multiplyAdd(b5, value, b);
        p += 4;
        q += 4;
        filter += BLOCK_BYTES;
      }
      start += runBytes;
    }
    x += rowBytes;
  }
  put(y, a0, b0, count, activation);
  put(y + yBytes, a1, b1, count, activation);
  put(y + 2 * yBytes, a2, b2, count, activation);
  put(y + 3 * yBytes, a3, b3, count, activation);
  put(y + 4 * yBytes, a4, b4, count, activation);
  put(y + 5 * yBytes, a5, b5, count, activation);
}

/** 4 pixels × 8 channels. */
function tile4(
  x: usize,
  rowBytes: usize,
  runBytes: usize,
  pixelBytes: usize,
  filter: usize,
  rows: i32,
  runs: i32,
  run: i32,
  y: usize,
  yBytes: usize,
  count: i32,
  activation: i32,
): void {
  let a0 = v128.load(filter),
    a1 = a0,
    a2 = a0,
    a3 = a0;
  let b0 = v128.load(filter, 16),
    b1 = b0,
    b2 = b0,
    b3 = b0;
  filter += BLOCK_BYTES;
  const twoPixels = pixelBytes + pixelBytes;
  for (let row = rows; row > 0; row--) {
    let start = x;
    for (let r = runs; r > 0; r--) {
      let p = start;
      let q = start + twoPixels;
      for (let i = run; i > 0; i--) {
        const a = v128.load(filter);
        const b = v128.load(filter, 16);
        let value = v128.load32_splat(p);
        a0 = multiplyAdd(a0, value, a);
        b0 = multiplyAdd(b0, value, b);
        value = v128.load32_splat(p + pixelBytes);
        a1 = multiplyAdd(a1, value, a);
        b1 = multiplyAdd(b1, value, b);
        value = v128.load32_splat(q);
        a2 = multiplyAdd(a2, value, a);
        b2 = multiplyAdd(b2, value, b);
        value = v128.load32_splat(q + pixelBytes);
        a3 = multiplyAdd(a3, value, a);
        b3 = multiplyAdd(b3, value, b);
        p += 4;
        q += 4;
        filter += BLOCK_BYTES;
      }
      start += runBytes;
    }
    x += rowBytes;
  }
  put(y, a0, b0, count, activation);
  put(y + yBytes, a1, b1, count, activation);
  put(y + 2 * yBytes, a2, b2, count, activation);
  put(y + 3 * yBytes, a3, b3, count, activation);
}

/** 1 pixel × 8 channels. */
function tile1(
  x: usize,
  rowBytes: usize,
  runBytes: usize,
  filter: usize,
  rows: i32,
  runs: i32,
  run: i32,
  y: usize,
  count: i32,
  activation: i32,
): void {
  let a0 = v128.load(filter);
  let b0 = v128.load(filter, 16);
  filter += BLOCK_BYTES;
  for (let row = rows; row > 0; row--) {
    let start = x;
    for (let r = runs; r > 0; r--) {
      let p = start;
      for (let i = run; i > 0; i--) {
        const value = v128.load32_splat(p);
        a0 = multiplyAdd(a0, value, v128.load(filter));
        b0 = multiplyAdd(b0, value, v128.load(filter, 16));
        p += 4;
        filter += BLOCK_BYTES;
      }
      start += runBytes;
    }
    x += rowBytes;
  }
  put(y, a0, b0, count, activation);
}

/** Applies the activation and writes the first `count` of 8 channels. pmax and pmin in this order let NaN through. */
// @ts-ignore: decorator
@inline function put(y: usize, a: v128, b: v128, count: i32, activation: i32): void {
  if (activation) {
    const zero = f32x4.splat(0);
    a = f32x4.pmax(a, zero);
    b = f32x4.pmax(b, zero);
    if (activation == RELU6) {
      const six = f32x4.splat(6);
      a = f32x4.pmin(a, six);
      b = f32x4.pmin(b, six);
    }
  }
  if (count == BLOCK) {
    v128.store(y, a);
    v128.store(y, b, 16);
  } else if (count >= 4) {
    v128.store(y, a);
    if (count > 4) storePart(at(y, 4), b, count - 4);
  } else storePart(y, a, count);
}

/** What filterGradient works on; sizes are in float32 values. */
@unmanaged
class FilterGradient {
  /** Images of inHeight × inWidth × inChannels, and the gradient of the convolution of each. */
  input: usize;
  outputGradient: usize;
  /** Where values of this tensor, of the output's shape, are not positive, its gradient counts as 0; 0: nowhere. */
  positive: usize;
  images: i32;
  imagesPerPart: i32;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
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
  outChannels: i32;
  /** For each part of the batch the gradients of bias and filter, packed as packFilter does. */
  sums: usize;
}

/**
 * Sums the gradients of filter and bias over each part of the batch from … to − 1. Parts are the same for any number of
 * threads, and so is every rounding. Scratch: one padded image, 8 values, and one image's packed output gradient.
 */
export function filterGradient(from: i32, to: i32, g: FilterGradient): void {
  const padded = scratch();
  const channels = g.inChannels;
  const height = extent(g.outHeight, g.strideHeight, g.filterHeight, g.dilationHeight);
  const width = extent(g.outWidth, g.strideWidth, g.filterWidth, g.dilationWidth);
  // Weights whose pixels lie side by side: a row of the filter, or one weight of each channel.
  const runs = g.dilationWidth == 1 ? 1 : g.filterWidth;
  const run = g.dilationWidth == 1 ? g.filterWidth * channels : channels;
  const taps = g.filterHeight * g.filterWidth * channels;
  const blockBytes = BLOCK_BYTES * <usize>(1 + taps);
  const blocks = (g.outChannels + BLOCK - 1) / BLOCK;
  const pixels = g.outHeight * g.outWidth;
  const gradient = at(padded, (height * width * channels + BLOCK + 3) & ~3);
  const rowBytes = <usize>(g.strideHeight * width * channels) << 2;
  const pixelBytes = <usize>(g.strideWidth * channels) << 2;

  for (let part = from; part < to; part++) {
    const sums = g.sums + <usize>part * <usize>blocks * blockBytes;
    memory.fill(sums, 0, <usize>blocks * blockBytes);
    const end = min(g.images, (part + 1) * g.imagesPerPart);
    for (let image = part * g.imagesPerPart; image < end; image++) {
      const source = at(g.input, image * g.inHeight * g.inWidth * channels);
      pad(source, 0, g.inHeight, g.inWidth, channels, g.padTop, g.padLeft, height, width, padded);
      const offset = image * pixels * g.outChannels;
      const positive = g.positive ? at(g.positive, offset) : 0;
      packGradient(at(g.outputGradient, offset), positive, pixels, g.outChannels, gradient);
      for (let block = 0; block < blocks; block++) {
        const dy = gradient + <usize>(block * pixels) * BLOCK_BYTES;
        let sum = sums + <usize>block * blockBytes;
        addBlock(dy, pixels, sum);
        sum += BLOCK_BYTES;
        for (let index = 0; index < g.filterHeight * runs; index++) {
          const row = (index / runs) * g.dilationHeight;
          const column = (index % runs) * g.dilationWidth;
          const x = at(padded, (row * width + column) * channels);
          for (let tap = 0; tap < run; ) {
            // A tile may read beyond the run, but doesn't add what that gives.
            const left = run - tap;
            const large = isDefined(RELAXED) && (left == 5 || left == 6 || left >= 9);
            const p = at(x, tap);
            const s = sum + <usize>tap * BLOCK_BYTES;
            if (large) gradientTile6(p, rowBytes, pixelBytes, dy, g.outHeight, g.outWidth, s, left);
            else gradientTile4(p, rowBytes, pixelBytes, dy, g.outHeight, g.outWidth, s, left);
            tap += large ? 6 : 4;
          }
          sum += <usize>run * BLOCK_BYTES;
        }
      }
    }
  }
}

/** Blocks of 8 channels of all pixels, one block after another; zeros fill the last, and where `positive` says so. */
function packGradient(from: usize, positive: usize, pixels: i32, channels: i32, to: usize): void {
  const zero = f32x4.splat(0);
  for (let block = 0; block < channels; block += BLOCK) {
    const count = min(BLOCK, channels - block);
    let p = at(from, block);
    let q = positive ? at(positive, block) : 0;
    const step = <usize>channels << 2;
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (count == BLOCK) {
        let a = v128.load(p);
        let b = v128.load(p, 16);
        if (positive) {
          a = v128.and(a, f32x4.gt(v128.load(q), zero));
          b = v128.and(b, f32x4.gt(v128.load(q, 16), zero));
        }
        v128.store(to, a);
        v128.store(to, b, 16);
      } else {
        v128.store(to, zero);
        v128.store(to, zero, 16);
        copy(p, q, count, to);
      }
      p += step;
      q += positive ? step : 0;
      to += BLOCK_BYTES;
    }
  }
}

/** sum += the sum of the rows of 8 values. */
function addBlock(from: usize, rows: i32, sum: usize): void {
  let a = v128.load(sum);
  let b = v128.load(sum, 16);
  for (let i = 0; i < rows; i++) {
    a = f32x4.add(a, v128.load(from));
    b = f32x4.add(b, v128.load(from, 16));
    from += BLOCK_BYTES;
  }
  v128.store(sum, a);
  v128.store(sum, b, 16);
}

// @ts-ignore: decorator
@inline function addTo(sum: usize, a: v128, b: v128): void {
  v128.store(sum, f32x4.add(v128.load(sum), a));
  v128.store(sum, f32x4.add(v128.load(sum, 16), b), 16);
}

/** 6 neighbouring weights × 8 channels, summed over all pixels of an image; `count` of them, at least 5, are added. */
function gradientTile6(
  x: usize,
  rowBytes: usize,
  pixelBytes: usize,
  dy: usize,
  height: i32,
  width: i32,
  sum: usize,
  count: i32,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero,
    a1 = zero,
    a2 = zero,
    a3 = zero,
    a4 = zero,
    a5 = zero;
  let b0 = zero,
    b1 = zero,
    b2 = zero,
    b3 = zero,
    b4 = zero,
    b5 = zero;
  for (let row = height; row > 0; row--) {
    let p = x;
    for (let pixel = width; pixel > 0; pixel--) {
      const a = v128.load(dy);
      const b = v128.load(dy, 16);
      let value = v128.load32_splat(p);
      a0 = multiplyAdd(a0, value, a);
      b0 = multiplyAdd(b0, value, b);
      value = v128.load32_splat(p, 4);
      a1 = multiplyAdd(a1, value, a);
      b1 = multiplyAdd(b1, value, b);
      value = v128.load32_splat(p, 8);
      a2 = multiplyAdd(a2, value, a);
      b2 = multiplyAdd(b2, value, b);
      value = v128.load32_splat(p, 12);
      a3 = multiplyAdd(a3, value, a);
      b3 = multiplyAdd(b3, value, b);
      value = v128.load32_splat(p, 16);
      a4 = multiplyAdd(a4, value, a);
      b4 = multiplyAdd(b4, value, b);
      value = v128.load32_splat(p, 20);
      a5 = multiplyAdd(a5, value, a);
      b5 = multiplyAdd(b5, value, b);
      p += pixelBytes;
      dy += BLOCK_BYTES;
    }
    x += rowBytes;
  }
  addTo(sum, a0, b0);
  addTo(sum + BLOCK_BYTES, a1, b1);
  addTo(sum + 2 * BLOCK_BYTES, a2, b2);
  addTo(sum + 3 * BLOCK_BYTES, a3, b3);
  addTo(sum + 4 * BLOCK_BYTES, a4, b4);
  if (count > 5) addTo(sum + 5 * BLOCK_BYTES, a5, b5);
}

/** The same for 4 neighbouring weights, of which `count` are added. */
function gradientTile4(
  x: usize,
  rowBytes: usize,
  pixelBytes: usize,
  dy: usize,
  height: i32,
  width: i32,
  sum: usize,
  count: i32,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero,
    a1 = zero,
    a2 = zero,
    a3 = zero;
  let b0 = zero,
    b1 = zero,
    b2 = zero,
    b3 = zero;
  for (let row = height; row > 0; row--) {
    let p = x;
    for (let pixel = width; pixel > 0; pixel--) {
      const a = v128.load(dy);
      const b = v128.load(dy, 16);
      let value = v128.load32_splat(p);
      a0 = multiplyAdd(a0, value, a);
      b0 = multiplyAdd(b0, value, b);
      value = v128.load32_splat(p, 4);
      a1 = multiplyAdd(a1, value, a);
      b1 = multiplyAdd(b1, value, b);
      value = v128.load32_splat(p, 8);
      a2 = multiplyAdd(a2, value, a);
      b2 = multiplyAdd(b2, value, b);
      value = v128.load32_splat(p, 12);
      a3 = multiplyAdd(a3, value, a);
      b3 = multiplyAdd(b3, value, b);
      p += pixelBytes;
      dy += BLOCK_BYTES;
    }
    x += rowBytes;
  }
  addTo(sum, a0, b0);
  if (count > 1) addTo(sum + BLOCK_BYTES, a1, b1);
  if (count > 2) addTo(sum + 2 * BLOCK_BYTES, a2, b2);
  if (count > 3) addTo(sum + 3 * BLOCK_BYTES, a3, b3);
}

/** Adds the parts' sums up, in their order, into the filter's gradient and, unless that address is 0, the bias's. */
export function addFilterGradients(
  sums: usize,
  parts: i32,
  taps: i32,
  outChannels: i32,
  filter: usize,
  bias: usize,
): void {
  const blocks = (outChannels + BLOCK - 1) / BLOCK;
  const partBytes = <usize>(blocks * (1 + taps)) * BLOCK_BYTES;
  for (let block = 0; block < blocks; block++) {
    const count = min(BLOCK, outChannels - block * BLOCK);
    for (let tap = -1; tap < taps; tap++) {
      let a = f32x4.splat(0);
      let b = a;
      for (let part = 0; part < parts; part++) {
        const from = sums + <usize>part * partBytes;
        a = f32x4.add(a, v128.load(from));
        b = f32x4.add(b, v128.load(from, 16));
      }
      sums += BLOCK_BYTES;
      if (tap >= 0) put(at(filter, tap * outChannels + block * BLOCK), a, b, count, 0);
      else if (bias) put(at(bias, block * BLOCK), a, b, count, 0);
    }
  }
}
