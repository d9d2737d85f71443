import { checksFor } from '../check';

type FlatIndex = (shape: readonly number[], position: readonly number[]) => number;

/** All positions of a shape in the order in which they lie in memory. */
function positions([size, ...rest]: readonly number[]): number[][] {
  if (size === undefined) return [[]];
  return Array.from({ length: size }, (_, i) => positions(rest).map((inner) => [i, ...inner])).flat();
}
const byCounting: FlatIndex = (shape, position) =>
  positions(shape).findIndex((one) => one.every((p, axis) => p === position[axis]));

export const checks = checksFor<FlatIndex>({
  functionName: 'flatIndex',
  cases: [
    {
      given: [
        [2, 3],
        [1, 0],
      ],
      expected: 3,
    },
    {
      given: [
        [2, 3],
        [1, 2],
      ],
      expected: 5,
    },
    {
      given: [
        [2, 3, 4],
        [1, 2, 1],
      ],
      expected: byCounting([2, 3, 4], [1, 2, 1]),
    },
    {
      given: [
        [3, 2, 2, 5],
        [2, 0, 1, 4],
      ],
      expected: byCounting([3, 2, 2, 5], [2, 0, 1, 4]),
    },
    { given: [[7], [6]], expected: 6 },
  ],
  mistakes: [
    {
      diagnosis: 'That is the order in which the first axis changes fastest. Here it is the last.',
      answer: (shape, position) => byCounting(shape.toReversed(), position.toReversed()),
    },
    {
      diagnosis: 'You add the positions up. A step along the first axis jumps over everything that lies behind it.',
      answer: (_, position) => position.reduce((a, b) => a + b, 0),
    },
    {
      diagnosis:
        'You multiply each position by the size of its own axis. What counts is how much lies within one step.',
      answer: (shape, position) =>
        position.reduce((sum, p, axis) => sum + (axis < shape.length - 1 ? p * shape[axis]! : p), 0),
    },
  ],
});
