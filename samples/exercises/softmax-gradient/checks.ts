import { activate } from '../../forward-pass/layer';
import { checksFor } from '../check';

type LossGradient = (sums: readonly number[], label: number) => number[];

const softmax = (sums: readonly number[]) => [...activate('softmax', Float64Array.from(sums))];

/** By central differences. Their own error is about h² and 1e-16 / h. */
const measured: LossGradient = (sums, label) => {
  const h = 1e-5;
  const lossAt = (place: number, change: number) =>
    -Math.log(softmax(sums.map((sum, i) => (i === place ? sum + change : sum)))[label]!);
  return sums.map((_, i) => (lossAt(i, h) - lossAt(i, -h)) / (2 * h));
};

export const checks = checksFor<LossGradient>({
  functionName: 'lossGradient',
  cases: [
    { given: [[0, 0], 0], expected: [-0.5, 0.5] },
    { given: [[1, 2, -0.5], 1], expected: measured([1, 2, -0.5], 1), tolerance: 1e-8 },
    { given: [[0.3, -1, 0, 2], 3], expected: measured([0.3, -1, 0, 2], 3), tolerance: 1e-8 },
  ],
  mistakes: [
    {
      diagnosis: 'The signs are turned around: it is probability − target.',
      answer: (sums, label) => softmax(sums).map((p, i) => (i === label ? 1 : 0) - p),
    },
    { diagnosis: 'Those are the probabilities. Subtract 1 at the place of the label.', answer: softmax },
    {
      diagnosis: 'You subtract 1 everywhere. Only the right class should have been 1.',
      answer: (sums) => softmax(sums).map((p) => p - 1),
    },
    {
      diagnosis: 'You multiply by p · (1 − p), which belongs to a sigmoid with squared error. Here it cancels.',
      answer: (sums, label) => softmax(sums).map((p, i) => (p - (i === label ? 1 : 0)) * p * (1 - p)),
    },
  ],
});
