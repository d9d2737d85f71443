import { cost } from '../../linear-regression/model';
import { checksFor } from '../check';

type Theta = readonly [number, number];
type Gradient = (theta: Theta, points: readonly { x: number; y: number }[]) => [number, number];

const points = [
  { x: 0, y: 1 },
  { x: 1, y: 4 },
  { x: 3, y: 4 },
];

/** The slopes by central differences: for a parabola they are exact but for rounding. */
const measured: Gradient = ([b, w], points) => {
  const examples = points.map(({ x, y }) => ({ features: [1, x], y }));
  const at = (theta: Theta) => cost(theta, examples);
  return [at([b + 0.5, w]) - at([b - 0.5, w]), at([b, w + 0.5]) - at([b, w - 0.5])];
};

const sums = ([b, w]: Theta, all: readonly { x: number; y: number }[], factor: (x: number) => number) =>
  all.reduce((sum, { x, y }) => sum + (b + w * x - y) * factor(x), 0);

export const checks = checksFor<Gradient>({
  functionName: 'gradient',
  cases: [
    { given: [[1, 2], [{ x: 3, y: 5 }]], expected: [4, 12] }, // The error is 2: 2 · 2, and 2 · 2 · 3
    { given: [[0, 0], points], expected: measured([0, 0], points) },
    { given: [[1.5, -2], points], expected: measured([1.5, -2], points) },
  ],
  mistakes: [
    {
      diagnosis: 'The 2 of the outer derivative is missing.',
      answer: (theta, all) => [sums(theta, all, () => 1) / all.length, sums(theta, all, (x) => x) / all.length],
    },
    {
      diagnosis: 'You return the sums. The cost is a mean, so its slopes are too: divide by m.',
      answer: (theta, all) => [2 * sums(theta, all, () => 1), 2 * sums(theta, all, (x) => x)],
    },
    {
      diagnosis: 'Both slopes are the same. For θ₁ the inner derivative is x.',
      answer: (theta, all) => {
        const slope = (2 * sums(theta, all, () => 1)) / all.length;
        return [slope, slope];
      },
    },
    {
      diagnosis: 'The signs are turned around: the error is h(x) − y.',
      answer: (theta, all) => [
        (-2 * sums(theta, all, () => 1)) / all.length,
        (-2 * sums(theta, all, (x) => x)) / all.length,
      ],
    },
  ],
});
