import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backQuery, blendedTargets, logit, rescale } from '../../samples/back-propagation/backQuery';
import { outputWeightDerivative, sigmoidSlopeBySubstitution } from '../../samples/back-propagation/derivation';
import { centralDifference, checkGradients, errorByStepSize } from '../../samples/back-propagation/finiteDifference';
import { ascend } from '../../samples/back-propagation/gradientAscent';
import { gradientHistogram } from '../../samples/back-propagation/gradientHistogram';
import { byWeightShares } from '../../samples/back-propagation/hiddenErrors';
import { learnRecord, lossOf } from '../../samples/back-propagation/learnRecord';
import type { Activation, Layer } from '../../samples/forward-pass/layer';
import { randomNetwork } from '../../samples/forward-pass/network';

interface Case {
  inputs: number[];
  targets: number[];
  lr: number;
  wih: number[][];
  who: number[][];
  output_errors: number[];
  hidden_errors: number[];
  hidden_errors_split_by_weight_share: number[] | null;
  who_after: number[][];
  wih_after: number[][];
  grad_who_of_half_squared_error: number[][];
  grad_wih_of_half_squared_error: number[][];
  back_query_of_targets: number[];
}
const { cases } = JSON.parse(
  readFileSync(new URL('../fixtures/three-layer-network.json', import.meta.url), 'utf8'),
) as { cases: Case[] };
const eachCase = test.each(cases.map((one, index) => [index, one] as const));

const sigmoidLayer = (weights: number[][]): Layer => ({
  activation: 'sigmoid',
  inputs: weights[0]!.length,
  outputs: weights.length,
  weights: Float64Array.from(weights.flat()),
});
const layersOf = ({ wih, who }: Case) => [sigmoidLayer(wih), sigmoidLayer(who)];

function expectClose(actual: ArrayLike<number>, expected: number[] | number[][], tolerance = 1e-12) {
  const numbers = expected.flat();
  expect(actual).toHaveLength(numbers.length);
  for (const [i, number] of numbers.entries()) expect(Math.abs(actual[i]! - number)).toBeLessThanOrEqual(tolerance);
}
const negated = (numbers: Float64Array) => numbers.map((number) => -number);

eachCase('case %i: the deck’s rule', (_, one) => {
  const { errors, after } = learnRecord(layersOf(one), one, one.lr, 'transposed weights');
  expectClose(errors[1]!, one.output_errors);
  expectClose(errors[0]!, one.hidden_errors);
  expectClose(after[0]!.weights, one.wih_after);
  expectClose(after[1]!.weights, one.who_after);
});

eachCase('case %i: the exact gradients', (_, one) => {
  const { weightSteps } = learnRecord(layersOf(one), one, one.lr, 'exact gradient');
  expectClose(negated(weightSteps[0]!), one.grad_wih_of_half_squared_error);
  expectClose(negated(weightSteps[1]!), one.grad_who_of_half_squared_error);
});

test('errors split by weight shares are numpy’s, and none gets lost', () => {
  const withShares = cases.filter((one) => one.hidden_errors_split_by_weight_share);
  expect(withShares).not.toHaveLength(0);
  for (const one of withShares) {
    const { errors } = learnRecord(layersOf(one), one, one.lr, 'weight shares');
    expectClose(errors[0]!, one.hidden_errors_split_by_weight_share!);
    const sum = (numbers: Float64Array) => numbers.reduce((a, b) => a + b);
    expect(sum(errors[0]!)).toBeCloseTo(sum(errors[1]!), 13);
  }
});

test('weights that cancel have no shares', () => {
  const layer: Layer = { activation: 'sigmoid', inputs: 2, outputs: 2, weights: Float64Array.of(1, 2, 0.5, -0.5) };
  expect(() => byWeightShares(layer, [1, 1])).toThrow('The weights into node 2 add up to 0');
});

test.each<Activation[]>([
  ['sigmoid', 'sigmoid', 'sigmoid'],
  ['tanh', 'relu', 'linear'],
  ['relu', 'tanh', 'sigmoid'],
])('a deeper network (%s, %s, %s): derived gradients are the measured ones', (...activations) => {
  const { inputs, layers } = randomNetwork([3, 5, 4, 2], activations, { seed: 3, biases: true });
  const record = { inputs, targets: [0.2, 0.9] };
  const checks = checkGradients(layers, record, 1e-5).flat();
  expect(checks).toHaveLength(15 + 20 + 8);
  expect(checks.some(({ derived }) => Math.abs(derived) > 0.01)).toBe(true);
  for (const { derived, measured } of checks) expect(Math.abs(derived - measured)).toBeLessThan(1e-9);

  const { deltas, loss, after } = learnRecord(layers, record, 0.01, 'exact gradient');
  deltas.forEach((delta, layer) =>
    delta.forEach((step, node) =>
      expect(Math.abs(step + centralDifference(layers, record, { kind: 'bias', layer, node }, 1e-5))).toBeLessThan(
        1e-9,
      ),
    ),
  );
  expect(lossOf(after, record)).toBeLessThan(loss);
});

test('the check is best in between: large steps see the curve, tiny ones the rounding', () => {
  const errors = errorByStepSize(layersOf(cases[0]!), cases[0]!, { kind: 'weight', layer: 0, node: 0, from: 0 });
  expect(errors.map(({ h }) => h)).toEqual([1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12]);
  const error = (h: number) => errors.find((one) => one.h === h)!.error;
  expect(error(1e-1) / error(1e-2)).toBeCloseTo(100, 0); // The curve's part shrinks with h².
  expect(Math.min(...errors.map((one) => one.error))).toBeLessThan(1e-10);
  expect(error(1e-12)).toBeGreaterThan(1e-7);
});

test.each(['relu', 'sigmoid'] as const)('softmax can’t be stepped through behind %s', (hidden) => {
  const { inputs, layers } = randomNetwork([2, 3, 2], [hidden, 'softmax'], { seed: 1, biases: false });
  expect(() => learnRecord(layers, { inputs, targets: [0, 1] }, 0.1, 'exact gradient')).toThrow('softmax');
});

test('targets that do not fit are refused', () => {
  expect(() => lossOf(layersOf(cases[0]!), { inputs: [1, 2, 3], targets: [1] })).toThrow(
    'The network has 3 outputs, but there are 1 targets.',
  );
});

test.each([0, 1.05, -3, 30])('the sigmoid’s slope at %d by substitution', (x) => {
  const steps = sigmoidSlopeBySubstitution(x);
  const sigmoid = (at: number) => 1 / (1 + Math.exp(-at));
  expect(steps.find(({ symbol }) => symbol === 'σ')!.value).toBe(sigmoid(x));
  expect(steps.at(-1)!.value).toBeCloseTo(steps.at(-2)!.value, 14);
  const product = steps.slice(4, 8).reduce((all, { value }) => all * value, 1);
  expect(product).toBeCloseTo(steps.at(-2)!.value, 14);
  expect((sigmoid(x + 1e-5) - sigmoid(x - 1e-5)) / 2e-5).toBeCloseTo(steps.at(-1)!.value, 9);
});

test('far out, where eᵘ is too large for a number, the overflow is named', () => {
  expect(() => sigmoidSlopeBySubstitution(-800)).toThrow('e to the power of 800 is beyond 1.8e308');
});

test('the derivative of one weight, line by line, is the fixture’s', () => {
  const [one] = cases;
  const { forward } = learnRecord(layersOf(one!), one!, one!.lr, 'transposed weights');
  const [signal, sum] = [forward.signals[1]![2]!, forward.sums[1]![0]!];
  const steps = outputWeightDerivative({ target: one!.targets[0]!, sum, signal }, one!.lr);
  const [ofSquare, ofHalf] = steps.filter(({ symbol }) => symbol === '∂E/∂w').map(({ value }) => value);
  expect(ofHalf).toBeCloseTo(one!.grad_who_of_half_squared_error[0]![2]!, 14);
  expect(ofSquare).toBeCloseTo(2 * ofHalf!, 14);
  expect(steps.slice(0, 3).reduce((all, { value }) => all * value, 1)).toBeCloseTo(ofSquare!, 14);
  expect(one!.who[0]![2]! + steps.at(-1)!.value).toBeCloseTo(one!.who_after[0]![2]!, 14);
});

eachCase('case %i: back query', (_, one) => {
  const steps = backQuery(layersOf(one), one.targets);
  expect(steps).toHaveLength(2);
  expectClose(steps[0]!.outputs, one.targets);
  expectClose(steps[1]!.inputs, one.back_query_of_targets);
  for (const [i, output] of steps[1]!.outputs.entries()) {
    expect(1 / (1 + Math.exp(-steps[1]!.sums[i]!))).toBeCloseTo(output, 14);
  }
});

test('a back query refuses what has no inverse, and never gives NaN', () => {
  const { layers } = randomNetwork([2, 2], ['relu'], { seed: 1, biases: false });
  expect(() => backQuery(layers, [0.1, 0.9])).toThrow('Only a network of sigmoid nodes can be asked backwards');
  expect(() => backQuery(layersOf(cases[0]!), [1])).toThrow('The network has 3 outputs, but there are 1 targets.');
  expect(logit(1)).toBeCloseTo(Math.log(999999), 9);
  expect(logit(0)).toBeCloseTo(-Math.log(999999), 9);
  expect([...rescale(Float64Array.of(3, 3))]).toEqual([0.5, 0.5]);
  expect(backQuery(layersOf(cases[0]!), [0, 1, 0]).at(-1)!.inputs.every(Number.isFinite)).toBe(true);
});

test('targets of two labels, blended', () => {
  expect([...blendedTargets(0, 2, 0, 3)]).toEqual([0.99, 0.01, 0.01]);
  expectClose(blendedTargets(0, 2, 0.25, 3), [0.745, 0.01, 0.255]);
  expect([...blendedTargets(0, 2, 1, 3)]).toEqual([0.01, 0.01, 0.99]);
});

test('gradient ascent moves the picture along the measured gradient, and within what a pixel can be', () => {
  const { layers } = randomNetwork([6, 4, 3], [], { seed: 5, biases: false });
  const record = { inputs: Float64Array.of(0.2, 0.4, 0.5, 0.6, 0.7, 0.8), targets: [0.01, 0.99, 0.01] };
  const { inputs, loss } = ascend(layers, record, 0.1);
  expect(loss).toBe(lossOf(layers, record));
  inputs.forEach((input, node) => {
    const gradient = centralDifference(layers, record, { kind: 'input', node }, 1e-5);
    expect(input).toBeCloseTo(record.inputs[node]! - 0.1 * gradient, 9);
  });
  let picture: Float64Array = record.inputs;
  for (let step = 0; step < 200; step++) ({ inputs: picture } = ascend(layers, { ...record, inputs: picture }, 1));
  expect(lossOf(layers, { ...record, inputs: picture })).toBeLessThan(loss);
  expect(picture.every((input) => input >= 0.01 && input <= 1)).toBe(true);
});

test('gradients sorted by size', () => {
  const { lowest, counts, zeros, rootMeanSquare } = gradientHistogram([0, -0.5, 0.02, 0.03, 1e-20, 1e5]);
  const count = (power: number) => counts[power - lowest];
  expect(zeros).toBe(1);
  expect([count(-1), count(-2), count(-12), count(1)]).toEqual([1, 2, 1, 1]);
  expect(counts.reduce((a, b) => a + b)).toBe(5);
  expect(rootMeanSquare).toBeCloseTo(1e5 / Math.sqrt(6), 4);
});

test('gradients vanish with depth through sigmoids, by a factor each layer, and far less through ReLU', () => {
  const sizes = (activation: Activation) => {
    const nodes = [12, 12, 12, 12, 12, 12];
    const { inputs, layers } = randomNetwork(nodes, Array<Activation>(5).fill(activation), { seed: 1, biases: false });
    const { weightSteps } = learnRecord(layers, { inputs, targets: new Float64Array(12) }, 0, 'exact gradient');
    return weightSteps.map((steps) => gradientHistogram(steps).rootMeanSquare);
  };
  const [sigmoid, relu] = [sizes('sigmoid'), sizes('relu')];
  for (let l = 1; l < sigmoid.length; l++) expect(sigmoid[l - 1]! / sigmoid[l]!).toBeLessThan(0.5);
  expect(sigmoid[0]! / sigmoid[4]!).toBeLessThan(relu[0]! / relu[4]! / 10);
});
