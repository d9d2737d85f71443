import { expect, test } from 'vitest';
import { activations, output, smallChange, type ActivationName } from '../../samples/neuron/activations';
import {
  createNetwork,
  evaluate,
  gradient,
  learn,
  probability,
  signals,
  type BoundaryNetwork,
} from '../../samples/neuron/boundaryNetwork';
import { combinations, decide, differences, truthTable, weigh } from '../../samples/neuron/perceptron';
import { makePoints, pointPresets, type LabelledPoint, type PointPresetName } from '../../samples/neuron/points';

const names = Object.keys(activations) as ActivationName[];

test('the festival: good weather alone decides, or the other two together', () => {
  const weatherOnly = { weights: [6, 2, 2], threshold: 5 };
  expect(truthTable(weatherOnly)).toEqual([false, false, false, false, true, true, true, true]);
  const either = { weights: [6, 2, 2], threshold: 3 };
  expect(truthTable(either)).toEqual([false, false, false, true, true, true, true, true]);
  expect(differences(either, truthTable(weatherOnly))).toEqual([3]);
  expect(combinations(3)[3]).toEqual([false, true, true]);
  expect(weigh(either, [false, true, true])).toBe(4);
  expect(decide({ weights: [1], threshold: 1 }, [true]), 'as much as the threshold is not more').toBe(false);
});

test('no weights and no threshold make a perceptron decide XOR', () => {
  // The sums of the two mixed cases and of the two equal cases are the same, so they cannot lie on both sides.
  const xor = [false, true, true, false];
  for (let first = -3; first <= 3; first += 0.5) {
    for (let second = -3; second <= 3; second += 0.5) {
      for (let threshold = -7; threshold <= 7; threshold += 0.25) {
        expect(differences({ weights: [first, second], threshold }, xor)).not.toEqual([]);
      }
    }
  }
});

test.each(names.filter((name) => name !== 'step'))('%s: the slope is the limit of the differences', (name) => {
  const { value, slope } = activations[name];
  for (const sum of [-6, -1.3, -0.2, 0.4, 1, 5]) {
    expect(slope(sum)).toBeCloseTo((value(sum + 1e-5) - value(sum - 1e-5)) / 2e-5, 8);
  }
});

test('a small change of the weight changes a smooth output as the tangent foretells, and a step not at all or wholly', () => {
  const sigmoid = { activation: 'sigmoid', weight: 0.8, bias: -0.3 } as const;
  const { real, foretold } = smallChange(sigmoid, 1.5, 1e-4);
  expect(real / foretold).toBeCloseTo(1, 3);
  const step = { activation: 'step', weight: 0.8, bias: -1.25 } as const;
  expect(smallChange(step, 1, 0.01)).toEqual({ real: 0, foretold: 0 });
  expect(smallChange(step, 1.5, 0.05)).toEqual({ real: 1, foretold: 0 });
  expect(output(sigmoid, 0)).toBeCloseTo(1 / (1 + Math.exp(0.3)), 15);
});

test('a network is its formula: two inputs, two tanh units, one sigmoid', () => {
  const network: BoundaryNetwork = {
    hidden: [2],
    activation: 'tanh',
    layers: [
      { weights: [Float64Array.of(0.5, -1), Float64Array.of(2, 0.25)], biases: Float64Array.of(0.1, -0.2) },
      { weights: [Float64Array.of(1.5, -0.5)], biases: Float64Array.of(0.3) },
    ],
  };
  const first = Math.tanh(0.5 * 0.4 - 1 * -0.6 + 0.1);
  const second = Math.tanh(2 * 0.4 + 0.25 * -0.6 - 0.2);
  expect([...signals(network, 0.4, -0.6)[0]!]).toEqual([first, second]);
  expect(probability(network, 0.4, -0.6)).toBeCloseTo(1 / (1 + Math.exp(-(1.5 * first - 0.5 * second + 0.3))), 15);
});

test.each(['sigmoid', 'tanh', 'relu'] as const)('%s: the gradient is that of finite differences', (activation) => {
  const points = makePoints('spiral', 20, 0.05, 3);
  const network = createNetwork({ hidden: [4, 3], activation }, 5);
  const analytic = gradient(network, points);
  for (const [index, { weights, biases }] of network.layers.entries()) {
    for (const [unit, row] of [...weights, biases].entries()) {
      const expected = unit < weights.length ? analytic[index]!.weights[unit]! : analytic[index]!.biases;
      for (let i = 0; i < row.length; i++) {
        const value = row[i]!;
        const lossAt = (moved: number) => {
          row[i] = moved;
          return evaluate(network, points).loss;
        };
        const difference = (lossAt(value + 1e-5) - lossAt(value - 1e-5)) / 2e-5;
        row[i] = value;
        expect(expected[i]).toBeCloseTo(difference, 7);
      }
    }
  }
});

function train(
  preset: PointPresetName,
  hidden: number[],
  steps: number,
): { accuracy: number; points: LabelledPoint[] } {
  const points = makePoints(preset, 120, 0, 1);
  const network = createNetwork({ hidden, activation: 'tanh' }, 2);
  for (let step = 0; step < steps; step++) learn(network, points, 0.5);
  return { accuracy: evaluate(network, points).accuracy, points };
}

test('one neuron separates two clouds but not XOR; with a hidden layer XOR is learnt', () => {
  expect(train('clouds', [], 300).accuracy).toBe(1);
  expect(train('xor', [], 300).accuracy).toBeLessThan(0.75);
  expect(train('xor', [4], 1500).accuracy).toBe(1);
});

test('points: as many of each class, in the picture, the same for the same seed, XOR as its name says', () => {
  for (const preset of Object.keys(pointPresets) as PointPresetName[]) {
    const points = makePoints(preset, 200, 0.1, 7);
    expect(points.filter(({ label }) => label === 1)).toHaveLength(100);
    for (const { x, y } of points) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
    expect(makePoints(preset, 200, 0.1, 7)).toEqual(points);
    expect(makePoints(preset, 200, 0.1, 8)).not.toEqual(points);
  }
  for (const { x, y, label } of makePoints('xor', 100, 0, 7)) expect(x * y < 0).toBe(label === 1);
});
