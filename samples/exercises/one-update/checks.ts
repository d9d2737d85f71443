import { update } from '../../linear-regression/model';
import { checksFor } from '../check';

type Update = (theta: readonly number[], slope: readonly number[], learningRate: number) => number[];

export const checks = checksFor<Update>({
  functionName: 'update',
  cases: [
    { given: [[1, 2], [10, -20], 0.1], expected: [0, 4] },
    { given: [[5], [3], 0.5], expected: [3.5] },
    { given: [[0.5, -1, 2], [0.25, 8, -4], 0.01], expected: update([0.5, -1, 2], [0.25, 8, -4], 0.01) },
  ],
  mistakes: [
    {
      diagnosis: 'You go along the slope, which is uphill. Subtract instead of adding.',
      answer: (theta, slope, rate) => theta.map((value, j) => value + rate * slope[j]!),
    },
    {
      diagnosis: 'You return the steps. Subtract them from the parameters.',
      answer: (theta, slope, rate) => theta.map((_, j) => rate * slope[j]!),
    },
    {
      diagnosis: 'Your step is the whole slope. Multiply it by the learning rate.',
      answer: (theta, slope) => theta.map((value, j) => value - slope[j]!),
    },
    {
      diagnosis: 'You write into the array that you were given. Make a new one, for example with `map`.',
      answer: (theta, slope, rate) => {
        const same = theta as number[];
        for (const j of same.keys()) same[j]! -= rate * slope[j]!;
        return same;
      },
    },
  ],
});
