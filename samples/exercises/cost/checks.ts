import { cost } from '../../linear-regression/model';
import { checksFor } from '../check';

interface Point {
  readonly x: number;
  readonly y: number;
}
type Cost = (theta: readonly [number, number], points: readonly Point[]) => number;

const points = [
  { x: 0, y: 1 },
  { x: 1, y: 4 },
  { x: 2, y: 4 },
];
const examples = points.map(({ x, y }) => ({ features: [1, x], y }));

export const checks = checksFor<Cost>({
  functionName: 'cost',
  cases: [
    { given: [[1, 2], [{ x: 3, y: 5 }]], expected: 4 }, // (1 + 2·3 − 5)²
    { given: [[0, 0], points], expected: 11 }, // (1 + 16 + 16) / 3
    { given: [[1.5, 1.5], points], expected: cost([1.5, 1.5], examples) },
    { given: [[-3, 0.25], points], expected: cost([-3, 0.25], examples) },
  ],
  mistakes: [
    {
      diagnosis: 'You return the sum of the squared errors. The cost is their mean.',
      answer: ([b, w], all) => all.reduce((sum, { x, y }) => sum + (b + w * x - y) ** 2, 0),
    },
    {
      diagnosis: 'You divide by 2m, as some books do. Here the cost is the mean: divide by m.',
      answer: ([b, w], all) => all.reduce((sum, { x, y }) => sum + (b + w * x - y) ** 2, 0) / all.length / 2,
    },
    {
      diagnosis:
        'You add up the errors as they are, so that positive and negative ones cancel. Square each of them first.',
      answer: ([b, w], all) => all.reduce((sum, { x, y }) => sum + (b + w * x - y), 0) / all.length,
    },
    {
      diagnosis: 'You add up absolute errors. The cost takes their squares.',
      answer: ([b, w], all) => all.reduce((sum, { x, y }) => sum + Math.abs(b + w * x - y), 0) / all.length,
    },
  ],
});
