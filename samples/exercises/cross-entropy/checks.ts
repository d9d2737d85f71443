import { checksFor } from '../check';

type CrossEntropy = (probabilities: readonly number[][], labels: readonly number[]) => number;

const rows = [
  [0.7, 0.2, 0.1],
  [0.1, 0.3, 0.6],
  [0.25, 0.5, 0.25],
];
const rightOnes = (rows: readonly number[][], labels: readonly number[]) =>
  labels.map((label, record) => rows[record]![label]!);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

export const checks = checksFor<CrossEntropy>({
  functionName: 'crossEntropy',
  cases: [
    { given: [[[0.5, 0.5]], [0]], expected: Math.LN2 },
    { given: [[new Array<number>(10).fill(0.1)], [7]], expected: Math.LN10 }, // What guessing costs: 2.30
    { given: [[[0, 1]], [1]], expected: 0 },
    // The mean of logarithms is the logarithm of the geometric mean.
    { given: [rows, [0, 2, 1]], expected: -Math.log(Math.cbrt(0.7 * 0.6 * 0.5)) },
  ],
  mistakes: [
    {
      diagnosis: 'The sign is missing: logarithms of probabilities are negative.',
      answer: (rows, labels) => mean(rightOnes(rows, labels).map(Math.log)),
    },
    {
      diagnosis: 'You return the sum. Divide by the number of records.',
      answer: (rows, labels) => -labels.length * mean(rightOnes(rows, labels).map(Math.log)),
    },
    {
      diagnosis: 'You use log₂. Take the natural logarithm, Math.log.',
      answer: (rows, labels) => -mean(rightOnes(rows, labels).map(Math.log2)),
    },
    {
      diagnosis: 'That is 1 − p. Cross-entropy is −log p, which punishes certainty in the wrong class far harder.',
      answer: (rows, labels) => 1 - mean(rightOnes(rows, labels)),
    },
    {
      diagnosis: 'You take the logarithm of the mean probability. Take the mean of the logarithms.',
      answer: (rows, labels) => -Math.log(mean(rightOnes(rows, labels))),
    },
  ],
});
