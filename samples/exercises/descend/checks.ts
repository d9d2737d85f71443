import { descend } from '../../linear-regression/descend';
import { gradient } from '../../linear-regression/model';
import { batch } from '../../linear-regression/optimisers';
import { checksFor } from '../check';

type Theta = readonly [number, number];
type Points = readonly { x: number; y: number }[];
type Descend = (start: Theta, points: Points, learningRate: number, steps: number) => Theta[];

const points = [
  { x: 0, y: 1 },
  { x: 1, y: 4 },
  { x: 2, y: 4 },
];
const examplesOf = (points: Points) => points.map(({ x, y }) => ({ features: [1, x], y }));
const bySample: Descend = (start, points, learningRate, steps) =>
  descend(batch(), examplesOf(points), start, learningRate, steps).path as Theta[];
const slopesAt = (theta: Theta, points: Points) => gradient(theta, examplesOf(points)) as [number, number];

export const checks = checksFor<Descend>({
  functionName: 'descend',
  cases: [
    {
      given: [[0, 0], [{ x: 1, y: 2 }], 0.25, 1],
      expected: [
        [0, 0],
        [1, 1], // The error is −2, both slopes are −4
      ],
    },
    { given: [[0, 0], points, 0.1, 3], expected: bySample([0, 0], points, 0.1, 3) },
    { given: [[5, -1], points, 0.05, 6], expected: bySample([5, -1], points, 0.05, 6) },
    { given: [[2, 3], points, 0.1, 0], expected: [[2, 3]] },
  ],
  mistakes: [
    {
      diagnosis: 'The start is missing: it is the first point of the path.',
      answer: (start, points, rate, steps) => bySample(start, points, rate, steps).slice(1),
    },
    {
      diagnosis: 'You use the slopes of the start all the time. Compute them anew in each step.',
      answer: (start, points, rate, steps) => {
        const slope = slopesAt(start, points);
        return Array.from({ length: steps + 1 }, (_, k) => [
          start[0] - k * rate * slope[0],
          start[1] - k * rate * slope[1],
        ]);
      },
    },
    {
      diagnosis: 'You go uphill. Subtract the slopes instead of adding them.',
      answer: (start, points, rate, steps) => bySample(start, points, -rate, steps),
    },
    {
      diagnosis:
        'You change θ₀ before you compute the slope for θ₁. Both must be updated at once, from the slopes at the same point.',
      answer: (start, points, rate, steps) => {
        const path: Theta[] = [start];
        for (let [b, w] = start; path.length <= steps; path.push([b, w])) {
          b -= rate * slopesAt([b, w], points)[0];
          w -= rate * slopesAt([b, w], points)[1];
        }
        return path;
      },
    },
  ],
});
