import { forwardPass } from '../../forward-pass/forwardPass';
import { checksFor } from '../check';
import { layerOf } from '../layerOf';

type Forward = (layers: readonly number[][][], inputs: readonly number[]) => number[];

const signalsOf = (layers: readonly number[][][], inputs: readonly number[]) =>
  forwardPass(layers.map(layerOf), inputs).signals.map((signals) => [...signals]);
const bySample: Forward = (layers, inputs) => signalsOf(layers, inputs).at(-1)!;

const deck = [
  [
    [0.9, 0.3, 0.4],
    [0.2, 0.8, 0.2],
    [0.1, 0.5, 0.6],
  ],
  [
    [0.3, 0.7, 0.5],
    [0.6, 0.5, 0.2],
    [0.8, 0.1, 0.9],
  ],
];
const narrow = [
  [
    [1, -1],
    [0.5, 2],
    [-2, 0.25],
  ],
  [[1, 2, -1]],
  [[3], [-3]],
];

export const checks = checksFor<Forward>({
  functionName: 'forward',
  cases: [
    { given: [deck, [0.9, 0.1, 0.8]], expected: [0.72630335, 0.70859807, 0.77809706], tolerance: 1e-8 }, // The deck's
    { given: [narrow, [0.3, -0.8]], expected: bySample(narrow, [0.3, -0.8]) },
    { given: [[], [1, 2]], expected: [1, 2] },
  ],
  mistakes: [
    {
      diagnosis: 'You stop after the first layer.',
      answer: (layers, inputs) => signalsOf(layers.slice(0, 1), inputs).at(-1)!,
    },
    {
      diagnosis:
        'Only the last layer counts in your answer, and it gets the inputs. Hand it what the layers before it put out.',
      answer: (layers, inputs) =>
        layers
          .slice(-1)
          .reduce<number[]>(
            (signals, weights) =>
              weights.map((row) => 1 / (1 + Math.exp(-signals.reduce((sum, s, i) => sum + s * (row[i] ?? NaN), 0)))),
            [...inputs],
          ),
    },
    {
      diagnosis: 'You return the signals of all layers. Only those of the last are asked for.',
      answer: (layers, inputs) => signalsOf(layers, inputs).slice(1).flat(),
    },
  ],
});
