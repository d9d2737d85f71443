import { byTransposedWeights, byWeightShares } from '../../back-propagation/hiddenErrors';
import { checksFor } from '../check';
import { layerOf } from '../layerOf';

type SplitErrors = (weights: readonly number[][], errors: readonly number[]) => number[];

const bySample: SplitErrors = (weights, errors) => [...byWeightShares(layerOf(weights), errors)];

const two = [
  [2, 3],
  [1, 4],
];
const wide = [
  [0.5, -0.25, 1],
  [2, 1, 1],
];

export const checks = checksFor<SplitErrors>({
  functionName: 'splitErrors',
  cases: [
    { given: [[[2, 1]], [6]], expected: [4, 2] },
    { given: [two, [0.8, 0.5]], expected: [0.42, 0.88] }, // 0.8 · 2/5 + 0.5 · 1/5, and 0.8 · 3/5 + 0.5 · 4/5
    { given: [wide, [1, -0.4]], expected: bySample(wide, [1, -0.4]) },
  ],
  mistakes: [
    {
      diagnosis:
        'That is Wᵀ · e, without the denominators. Divide each share by the sum of the weights into its output.',
      answer: (weights, errors) => [...byTransposedWeights(layerOf(weights), errors)],
    },
    {
      diagnosis: 'Your denominators are the sums of the columns. The links into one output are a row.',
      answer: (weights, errors) =>
        weights[0]!.map((_, i) => {
          const total = weights.reduce((sum, row) => sum + row[i]!, 0);
          return weights.reduce((sum, row, k) => sum + (errors[k]! * row[i]!) / total, 0);
        }),
    },
    {
      diagnosis: 'You split each error evenly. Nodes with larger weights are more to blame.',
      answer: (weights, errors) =>
        weights[0]!.map((_, __, row) => errors.reduce((sum, error) => sum + error / row.length, 0)),
    },
  ],
});
