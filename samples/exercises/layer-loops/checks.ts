import { activate, weightedSums } from '../../forward-pass/layer';
import { checksFor } from '../check';
import { layerOf } from '../layerOf';

type Layer = (weights: readonly number[][], signals: readonly number[]) => number[];

const sumsOf: Layer = (weights, signals) => [...weightedSums(layerOf(weights), signals)];
const bySample: Layer = (weights, signals) => [...activate('sigmoid', Float64Array.from(sumsOf(weights, signals)))];

const weights = [
  [0.9, 0.3, 0.4],
  [0.2, 0.8, 0.2],
  [0.1, 0.5, 0.6],
];
const wide = [
  [1, -2, 0.5, 0],
  [0.25, 3, -1, 2],
];

export const checks = checksFor<Layer>({
  functionName: 'layer',
  cases: [
    { given: [weights, [0.9, 0.1, 0.8]], expected: [0.76133271, 0.60348325, 0.65021855], tolerance: 1e-8 }, // The deck's
    { given: [wide, [1, 0.5, -1, 2]], expected: bySample(wide, [1, 0.5, -1, 2]) },
    { given: [[[0], [2]], [3]], expected: bySample([[0], [2]], [3]) },
  ],
  mistakes: [
    { diagnosis: 'Those are the sums. Put each of them through the sigmoid.', answer: sumsOf },
    {
      diagnosis: 'You go down the columns: that sends the signals the wrong way. Row j holds the links into node j.',
      answer: (weights, signals) =>
        bySample(
          weights[0]!.map((_, column) => weights.map((row) => row[column]!)),
          signals,
        ),
    },
    {
      diagnosis: 'Your sum goes on from one node to the next. Set it to 0 for each node.',
      answer: (weights, signals) => {
        let sum = 0;
        return sumsOf(weights, signals).map((own) => 1 / (1 + Math.exp(-(sum += own))));
      },
    },
  ],
});
