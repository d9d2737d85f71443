import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

type Nested = number | Nested[];
export interface Case {
  kind: 'lstm' | 'gru' | 'simpleRNN';
  x: number[][][];
  kernel: number[][];
  weights: number[][];
  bias: number[];
  initial: number[][][];
  target: number[][][];
  outputs: number[][][];
  cell?: number[][];
  cellTarget?: number[][];
  gradients: { x: Nested; kernel: Nested; weights: Nested; bias: Nested; initial: Nested[] };
}
export const { cases: recurrentCases } = JSON.parse(
  readFileSync(new URL('../../fixtures/recurrent.json', import.meta.url), 'utf8'),
) as {
  cases: Case[];
};

/** The layer's states and gradients on the current backend are PyTorch's. */
export function expectRecurrent(one: Case): void {
  const units = one.weights.length;
  const common = { units, returnSequences: true, returnState: true };
  const layer = {
    lstm: () => tf.layers.lstm({ ...common, recurrentActivation: 'sigmoid' }),
    gru: () => tf.layers.gru({ ...common, recurrentActivation: 'sigmoid' }),
    simpleRNN: () => tf.layers.simpleRNN(common),
  }[one.kind]();
  const [x, ...initial] = [one.x, ...one.initial].map((values) => tf.tensor(values));
  layer.apply(x!); // Makes the weights.
  const weights = [one.kernel, one.weights, one.bias].map((values) => tf.tensor(values));
  layer.setWeights(weights);
  const variables = layer.weights.map((weight) => weight.read());

  const run = (x: tf.Tensor, initial: tf.Tensor[]) =>
    layer.apply(x, { initialState: initial }) as [tf.Tensor, ...tf.Tensor[]];
  const [outputs, ...states] = run(x!, initial);
  expectClose(outputs, one.outputs);
  expectClose(
    states[0]!,
    one.outputs.map((steps) => steps.at(-1)!),
  );
  if (one.cell) expectClose(states[1]!, one.cell);

  const gradients = tf.grads((x, ...rest) => {
    const [outputs, , cell] = run(x, rest.slice(0, initial.length));
    const loss = outputs.mul(one.target).sum();
    return cell ? loss.add(cell.mul(one.cellTarget!).sum()) : loss;
  })([x!, ...initial, ...variables]);
  const { kernel, weights: recurrent, bias } = one.gradients;
  const expected = [one.gradients.x, ...one.gradients.initial, kernel, recurrent, bias];
  for (const [i, gradient] of gradients.entries()) expectClose(gradient, expected[i]!);
}

function expectClose(actual: tf.Tensor, expected: Nested, tolerance = 3e-6) {
  const numbers = [expected].flat(Infinity as 1) as unknown as number[];
  const values = actual.dataSync();
  expect(values.length).toBe(numbers.length);
  const scale = Math.max(1, ...numbers.map(Math.abs));
  let largest = 0;
  for (const [i, value] of values.entries()) largest = Math.max(largest, Math.abs(value - numbers[i]!) / scale);
  expect(largest).toBeLessThan(tolerance);
}
