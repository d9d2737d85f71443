import { backQuery } from '../../back-propagation/backQuery';
import { checksFor } from '../check';
import { layerOf } from '../layerOf';

type BackQuery = (weights: readonly number[][], outputs: readonly number[]) => number[];

const stepOf = (weights: readonly number[][], outputs: readonly number[]) => backQuery([layerOf(weights)], outputs)[0]!;
const stretched = (values: readonly number[]) => {
  const smallest = Math.min(...values);
  return values.map((value) => ((value - smallest) / (Math.max(...values) - smallest)) * 0.98 + 0.01);
};
const back = (weights: readonly number[][], sums: readonly number[]) =>
  weights[0]!.map((_, i) => sums.reduce((total, sum, k) => total + weights[k]![i]! * sum, 0));

const weights = [
  [0.3, 0.7, 0.5],
  [0.6, 0.5, 0.2],
  [0.8, 0.1, 0.9],
];

export const checks = checksFor<BackQuery>({
  functionName: 'backQuery',
  cases: [
    { given: [[[1, 2, 3]], [0.99]], expected: [0.01, 0.5, 0.99] },
    { given: [[[1, 2, 3]], [0.01]], expected: [0.99, 0.5, 0.01] }, // Its logit is negative
    { given: [weights, [0.01, 0.99, 0.01]], expected: [...stepOf(weights, [0.01, 0.99, 0.01]).inputs] },
    { given: [weights, [0.2, 0.6, 0.9]], expected: [...stepOf(weights, [0.2, 0.6, 0.9]).inputs] },
  ],
  mistakes: [
    {
      diagnosis: 'The logit is missing: undo the sigmoid before you go back along the links.',
      answer: (weights, outputs) => stretched(back(weights, outputs)),
    },
    {
      diagnosis: 'You put the outputs through the sigmoid again. The way back needs its inverse, the logit.',
      answer: (weights, outputs) =>
        stretched(
          back(
            weights,
            outputs.map((output) => 1 / (1 + Math.exp(-output))),
          ),
        ),
    },
    {
      diagnosis: 'The result is not stretched into 0.01 to 0.99.',
      answer: (weights, outputs) => [...stepOf(weights, outputs).sentBack],
    },
    {
      diagnosis: 'You stretch to 0…1. Signals go from 0.01 to 0.99.',
      answer: (weights, outputs) => [...stepOf(weights, outputs).inputs].map((input) => (input - 0.01) / 0.98),
    },
  ],
});
