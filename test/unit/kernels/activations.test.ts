import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hasRelaxedSimd } from '../../../src/engine/kernels/wasmBinary';
import { engineFiles } from '../../fixtures/engineFiles';

let folder: string;
beforeAll(async () => {
  folder = await engineFiles();
});

/** assembly/matrixProduct.ts numbers them so. */
const activations = [
  { name: 'sigmoid', number: 3, exact: (x: number) => 1 / (1 + Math.exp(-x)), error: 2e-7, atZero: 0.5, atInfinity: 1 },
  { name: 'tanh', number: 4, exact: Math.tanh, error: 4e-7, atZero: 0, atInfinity: 1 },
];
const builds = [...(hasRelaxedSimd() ? ['training.wasm'] : []), 'training-plain.wasm'];

/** A function of as many values as are asked for: a product without terms, whose bias is x, and its activation. */
async function activation(build: string, number: number): Promise<(x: Float32Array) => Float32Array> {
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 65536 });
  const module = new WebAssembly.Module(await readFile(join(folder, build)));
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
    string,
    (...a: number[]) => void
  >;
  return (x) => {
    const [from, to] = [1024, 1024 + x.byteLength];
    new Float32Array(memory.buffer, from, x.length).set(x);
    kernels.gemmRows!(0, 1, x.length, 0, 0, 0, 0, 0, 0, 0, to, x.length, 0, from, number);
    return new Float32Array(memory.buffer, to, x.length).slice();
  };
}

test.each(builds.flatMap((build) => activations.map((one) => ({ ...one, build }))))(
  '$build, $name: close to the exact value for numbers of all sizes',
  async ({ build, number, exact, error }) => {
    const compute = await activation(build, number);
    // Every 7919th of all float32 there are.
    const bits = Int32Array.from({ length: Math.floor(2 ** 32 / 7919) }, (_, i) => i * 7919);
    const numbers = new Float32Array(bits.buffer);
    let largest = 0;
    for (let start = 0; start < numbers.length; start += 100_000) {
      const x = numbers.subarray(start, start + 100_000);
      for (const [i, value] of compute(x).entries()) {
        if (Number.isNaN(x[i]!)) {
          if (!Number.isNaN(value)) largest = Infinity;
          continue;
        }
        const expected = exact(x[i]!);
        // Where the exact value is next to nothing, ours may be anything as small.
        const difference = Math.max(0, Math.abs(value - expected) - 1e-37);
        if (difference > 0) largest = Math.max(largest, difference / Math.abs(expected));
        if (!(Math.abs(value) <= 1)) largest = Infinity;
      }
    }
    expect(largest).toBeGreaterThan(0);
    expect(largest).toBeLessThan(error);
  },
);

test.each(builds.flatMap((build) => activations.map((one) => ({ ...one, build }))))(
  '$build, $name: zero, infinity and what is no number',
  async ({ build, number, exact, atZero, atInfinity }) => {
    const compute = await activation(build, number);
    const [zero, infinite, minusInfinite, notANumber] = compute(Float32Array.of(0, Infinity, -Infinity, NaN));
    expect(zero).toBe(atZero);
    expect(infinite).toBe(atInfinity);
    expect(minusInfinite).toBeCloseTo(exact(-Infinity), 30);
    expect(notANumber).toBeNaN();
  },
);
