import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { RandomState } from '../../../samples/numpyRandom';
import type { Kernels } from '../../../src/engine/kernels';

export interface Input {
  readonly values: Float32Array;
  readonly shape: number[];
}

export function randomInput(random: RandomState, ...shape: number[]): Input {
  return { values: Float32Array.from(random.uniform(-1, 1, tf.util.sizeFromShape(shape))), shape };
}

/** A value from `choices`. */
export function pick<T>(random: RandomState, choices: readonly T[]): T {
  return choices[Math.floor(random.random() * choices.length)]!;
}

/** A whole number from `low` to `high`, both included. */
export function between(random: RandomState, low: number, high: number): number {
  return low + Math.floor(random.random() * (high - low + 1));
}

type Operation = (...tensors: tf.Tensor[]) => tf.Tensor;

/** The result, and its gradients when each of its values has another weight: flat. */
export function resultAndGradients(operation: Operation, inputs: readonly Input[]): Float32Array[] {
  return tf.tidy(() => {
    const tensors = inputs.map(({ values, shape }) => tf.tensor(values, shape, 'float32'));
    const weighted = (...x: tf.Tensor[]) => {
      const y = operation(...x);
      return tf.sum<tf.Scalar>(tf.mul(y, tf.tensor(weights(y.size), y.shape)));
    };
    return [operation(...tensors), ...tf.grads(weighted)(tensors)].map((tensor) => tensor.dataSync() as Float32Array);
  });
}

function weights(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(1 + i));
}

/** Differences are taken relative to the largest value of each tensor, or to 1. */
export function expectClose(
  actual: readonly ArrayLike<number>[],
  expected: readonly ArrayLike<number>[],
  what: string,
) {
  expected.forEach((values, i) => {
    expect(actual[i]!.length, `${what}, tensor ${i}`).toBe(values.length);
    const scale = Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    let worst = 0;
    for (let k = 0; k < values.length; k++) {
      const difference = Math.abs(actual[i]![k]! - values[k]!) / scale;
      if (!(difference <= worst)) worst = difference;
    }
    expect(worst, `${what}, tensor ${i}: largest difference`).toBeLessThan(tolerance);
  });
}

/** Sums of some thousand float32 products, in another order and with fused roundings. */
const tolerance = 2e-5;

/** The same numbers on WebAssembly, with one thread and with all, as on the plain JavaScript backend. */
export async function expectAsOnCpu(
  { threads }: Kernels,
  what: string,
  operation: Operation,
  inputs: readonly Input[],
) {
  await tf.setBackend('cpu');
  const expected = resultAndGradients(operation, inputs);
  await tf.setBackend('wasm');
  for (const count of new Set([1, threads.available])) {
    threads.use(count);
    expectClose(resultAndGradients(operation, inputs), expected, `${what}, ${count} threads`);
  }
  threads.use(undefined);
}

/** The gradients are what finite differences of the result say. Takes inputs whose every value matters smoothly. */
export function expectFiniteDifferences(what: string, operation: Operation, inputs: readonly Input[]): void {
  const [, ...gradients] = resultAndGradients(operation, inputs);
  const step = 1 / 64;
  const loss = (changed: readonly Input[]) =>
    tf.tidy(() => {
      const y = operation(...changed.map(({ values, shape }) => tf.tensor(values, shape)));
      const factors = weights(y.size);
      return (y.dataSync() as Float32Array).reduce((sum, value, i) => sum + value * factors[i]!, 0);
    });
  inputs.forEach((input, which) => {
    for (let i = 0; i < input.values.length; i++) {
      const [up, down] = [step, -step].map((change) => {
        const values = input.values.slice();
        values[i]! += change;
        return loss(inputs.map((other, j) => (j === which ? { ...other, values } : other)));
      });
      const slope = (up! - down!) / (2 * step);
      expect(Math.abs(gradients[which]![i]! - slope), `${what}, input ${which}, value ${i}`).toBeLessThan(2e-3);
    }
  });
}
