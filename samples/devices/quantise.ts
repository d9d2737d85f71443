import type { DenseLayer } from '../observation';

/** How the weights are kept: as they were trained, as 16-bit floating point, or as 8-bit whole numbers. */
export type Precision = 'original' | 'float16' | 'int8';

/**
 * The nearest 16-bit floating-point number (IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits), ties to even.
 * @returns its bits, 0…65535
 */
export function float16Bits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00; // half way beyond the largest, 65504: infinity
  // Below 2⁻¹⁴ all numbers share one exponent.
  const exponent = Math.max(-14, exponentOf(size));
  // A fraction that rounds up to 2¹¹ carries into the exponent, as it should.
  return sign | (((exponent + 14) << 10) + roundHalfToEven(size / 2 ** (exponent - 10)));
}

/** The number that 16 bits mean. */
export function float16FromBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** Whole numbers −127…127 and the one factor that turns them back: value ≈ scale · whole number. */
export interface Int8Tensor {
  readonly scale: number;
  readonly values: Int8Array;
}

/**
 * Symmetric 8-bit quantisation of a whole tensor: scale = largest absolute value / 127, each value rounded to the nearest
 * multiple. Source: Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
 * Inference", 2018, with zero point 0.
 */
export function quantiseInt8(values: ArrayLike<number>): Int8Tensor {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  const scale = largest === 0 ? 1 : largest / 127;
  return { scale, values: Int8Array.from(values, (value) => Math.round(value / scale)) };
}

/** Bytes of one number. */
export function bytesPerNumber(precision: Precision, original: Float32Array | Float64Array): number {
  return { original: original.BYTES_PER_ELEMENT, float16: 2, int8: 1 }[precision];
}

/** The layers with weights and biases as they come back from this precision; a tensor of int8 also keeps its scale. */
export function quantiseLayers(
  layers: readonly DenseLayer[],
  precision: Precision,
): { readonly layers: readonly DenseLayer[]; readonly bytes: number } {
  let bytes = 0;
  const convert = (numbers: Float32Array | Float64Array) => {
    bytes += numbers.length * bytesPerNumber(precision, numbers) + (precision === 'int8' ? scaleBytes : 0);
    return Float64Array.from(roundTrip(numbers, precision));
  };
  const quantised = layers.map((layer) => ({
    ...layer,
    weights: convert(layer.weights),
    ...(layer.biases && { biases: convert(layer.biases) }),
  }));
  return { layers: quantised, bytes };
}

/** A float32. */
const scaleBytes = 4;

function roundTrip(numbers: Float32Array | Float64Array, precision: Precision): ArrayLike<number> {
  switch (precision) {
    case 'original':
      return numbers;
    case 'float16':
      return numbers.map((value) => float16FromBits(float16Bits(value)));
    case 'int8': {
      const { scale, values } = quantiseInt8(numbers);
      return Float64Array.from(values, (value) => value * scale);
    }
  }
}

/** The e of 2ᵉ ≤ size < 2ᵉ⁺¹; logarithms would be a rounding off near powers of two. */
function exponentOf(size: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
