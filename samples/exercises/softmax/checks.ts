import { checksFor } from '../check';

type Softmax = (sums: readonly number[]) => number[];

/** Of two sums, the first one's probability is the sigmoid of their difference. */
const sigmoid = (x: number) => (1 + Math.tanh(x / 2)) / 2;
const exponentials = (sums: readonly number[]) => sums.map((sum) => Math.exp(sum));
const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

export const checks = checksFor<Softmax>({
  functionName: 'softmax',
  cases: [
    { given: [[0, 0, 0, 0]], expected: [0.25, 0.25, 0.25, 0.25] },
    { given: [[Math.log(1), Math.log(2), Math.log(5)]], expected: [0.125, 0.25, 0.625] },
    { given: [[2, -1]], expected: [sigmoid(3), sigmoid(-3)] },
    { given: [[1000, 999]], expected: [sigmoid(1), sigmoid(-1)] },
    { given: [[-1000, -1000]], expected: [0.5, 0.5] },
  ],
  mistakes: [
    {
      diagnosis: 'For large sums the exponentials overflow. Subtract the largest sum from all of them first.',
      answer: (sums) => exponentials(sums).map((exponential) => exponential / total(exponentials(sums))),
    },
    {
      diagnosis: 'You divide the sums by their total, without the exponentials.',
      answer: (sums) => sums.map((sum) => sum / total(sums)),
    },
    {
      diagnosis: 'That is a sigmoid of each sum. Probabilities add up to 1.',
      answer: (sums) => sums.map(sigmoid),
    },
  ],
});
