import { scaled, standardScaling } from '../../linear-regression/scaling';
import { checksFor } from '../check';

type Standardise = (xs: readonly number[]) => number[];

const bySample: Standardise = (xs) => {
  const scaling = standardScaling(xs.map((x) => ({ x, y: 0 })));
  return xs.map((x) => scaled(scaling, x));
};
const meanOf = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
const squares = (xs: readonly number[]) => xs.reduce((sum, x) => sum + (x - meanOf(xs)) ** 2, 0);
const dividedBy = (xs: readonly number[], deviation: number) =>
  xs.map((x) => (deviation === 0 ? 0 : (x - meanOf(xs)) / deviation));

export const checks = checksFor<Standardise>({
  functionName: 'standardise',
  cases: [
    { given: [[2, 4, 4, 4, 5, 5, 7, 9]], expected: [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2] }, // Mean 5, deviation 2
    { given: [[0, 1000]], expected: [-1, 1] },
    { given: [[0.1, 0.7, -3, 12.5]], expected: bySample([0.1, 0.7, -3, 12.5]) },
    { given: [[3, 3, 3]], expected: [0, 0, 0] },
  ],
  mistakes: [
    {
      diagnosis:
        'You divide the squares by m − 1, which estimates the deviation of a larger population. Divide by m here.',
      answer: (xs) => dividedBy(xs, Math.sqrt(squares(xs) / (xs.length - 1))),
    },
    {
      diagnosis: 'You divide by the variance. Take its square root.',
      answer: (xs) => dividedBy(xs, squares(xs) / xs.length),
    },
    { diagnosis: 'You only move the values. Divide them by the deviation too.', answer: (xs) => dividedBy(xs, 1) },
    {
      diagnosis: 'Where all values are the same you divide 0 by 0, which is NaN. Return zeros there.',
      answer: (xs) => xs.map((x) => (x - meanOf(xs)) / Math.sqrt(squares(xs) / xs.length)),
    },
    {
      diagnosis: 'That scales to 0…1. Standardised values have mean 0 and deviation 1.',
      answer: (xs) => {
        const smallest = Math.min(...xs);
        const range = Math.max(...xs) - smallest;
        return xs.map((x) => (range === 0 ? 0 : (x - smallest) / range));
      },
    },
  ],
});
