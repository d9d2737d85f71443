import { checksFor } from '../check';

type Loss = (weights: readonly number[]) => number;
type MeasureGradient = (loss: Loss, weights: readonly number[], h: number) => number[];

const square: Loss = ([w]) => w! ** 2;
const product: Loss = ([a, b, c]) => a! * b! + c! ** 2;
const cube: Loss = ([w]) => w! ** 3;
const moved = (weights: readonly number[], j: number, change: number) =>
  weights.map((weight, i) => (i === j ? weight + change : weight));

export const checks = checksFor<MeasureGradient>({
  functionName: 'measureGradient',
  cases: [
    { given: [square, [3], 0.5], expected: [6], call: 'measureGradient(w², [3], 0.5)' },
    // b, a and 2c: both are polynomials of degree 2, for which central differences are exact.
    { given: [product, [2, 5, -1], 0.1], expected: [5, 2, -2], call: 'measureGradient(ab + c², [2, 5, −1], 0.1)' },
    // (w + h)³ − (w − h)³ = 6w²h + 2h³
    { given: [cube, [2], 0.1], expected: [12.01], call: 'measureGradient(w³, [2], 0.1)' },
  ],
  mistakes: [
    {
      diagnosis: 'You move to one side only. Moving to both sides is far more exact.',
      answer: (loss, weights, h) => weights.map((_, j) => (loss(moved(weights, j, h)) - loss(weights)) / h),
    },
    {
      diagnosis: 'The two points are 2h apart: divide by 2h.',
      answer: (loss, weights, h) =>
        weights.map((_, j) => (loss(moved(weights, j, h)) - loss(moved(weights, j, -h))) / h),
    },
    {
      diagnosis: 'You move all weights at once. Move one, and leave the others where they are.',
      answer: (loss, weights, h) =>
        weights.map(() => (loss(weights.map((w) => w + h)) - loss(weights.map((w) => w - h))) / (2 * h)),
    },
    {
      diagnosis: 'You return the change of the loss. The slope is the change divided by 2h.',
      answer: (loss, weights, h) => weights.map((_, j) => loss(moved(weights, j, h)) - loss(moved(weights, j, -h))),
    },
  ],
});
