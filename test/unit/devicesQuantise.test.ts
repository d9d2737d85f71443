import { expect, test } from 'vitest';
import { float16Bits, float16FromBits, quantiseInt8, quantiseLayers } from '../../samples/devices/quantise';

test.each<[number, number]>([
  // The examples of IEEE 754 binary16, and numpy.float16(x).view(numpy.uint16).
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [1 / 3, 0x3555],
  [0.1, 0x2e66],
  [65504, 0x7bff],
  [65519.99, 0x7bff],
  [65520, 0x7c00],
  [-1e9, 0xfc00],
  [Infinity, 0x7c00],
  [2 ** -14, 0x0400],
  [2 ** -14 - 2 ** -24, 0x03ff],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [2 ** -25 * 1.0001, 0x0001],
  [NaN, 0x7e00],
])('%d as a 16-bit number', (value, bits) => {
  expect(float16Bits(value)).toBe(bits);
});

test('all 16-bit numbers come back as they were', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = float16FromBits(bits);
    if (!Number.isNaN(value)) expect(float16Bits(value)).toBe(bits);
    else expect(bits & 0x7fff).toBeGreaterThan(0x7c00);
  }
});

test('what lies half way between two goes to the even one, and a rounding further to the nearer', () => {
  for (let bits = 0; bits < 0x7bff; bits += 7) {
    const middle = (float16FromBits(bits) + float16FromBits(bits + 1)) / 2;
    expect(float16Bits(middle)).toBe(bits % 2 === 0 ? bits : bits + 1);
    expect(float16Bits(middle * (1 - 1e-12))).toBe(bits);
    expect(float16Bits(-middle * (1 + 1e-12))).toBe(0x8000 | (bits + 1));
  }
});

test('8-bit numbers follow the formula', () => {
  const { scale, values } = quantiseInt8(Float32Array.of(-0.5, 0.25, 0.126, 0, 0.4));
  expect(scale).toBe(0.5 / 127);
  expect([...values]).toEqual([-127, 64, 32, 0, 102]); // 63.5 → 64, 32.004 → 32, 101.6 → 102
  expect(quantiseInt8([0, 0])).toEqual({ scale: 1, values: Int8Array.of(0, 0) });
});

test('no weight moves by more than half a step, and the bytes are counted', () => {
  const weights = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i) * 3);
  const layers = [
    { activation: 'relu', inputs: 20, outputs: 3, weights, biases: Float32Array.of(0.1, -0.2, 0.3) } as const,
  ];
  const largestMove = (moved: ArrayLike<number>) => Math.max(...weights.map((w, i) => Math.abs(w - moved[i]!)));
  const original = quantiseLayers(layers, 'original');
  expect(original.bytes).toBe(63 * 4);
  expect(largestMove(original.layers[0]!.weights)).toBe(0);
  const half = quantiseLayers(layers, 'float16');
  expect(half.bytes).toBe(63 * 2);
  expect(largestMove(half.layers[0]!.weights)).toBeLessThanOrEqual(2 ** -10); // values up to 4 lie 2⁻⁹ apart
  const eighth = quantiseLayers(layers, 'int8');
  expect(eighth.bytes).toBe(63 + 2 * 4);
  const step = Math.max(...weights.map(Math.abs)) / 127;
  expect(largestMove(eighth.layers[0]!.weights)).toBeLessThanOrEqual((step / 2) * (1 + 1e-6));
  expect(largestMove(eighth.layers[0]!.weights)).toBeGreaterThan(0);
});
