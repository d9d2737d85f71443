import { sentBack } from '../../back-propagation/hiddenErrors';
import { checksFor } from '../check';
import { layerOf } from '../layerOf';

type SendBack = (weights: readonly number[][], errors: readonly number[]) => number[];

const bySample: SendBack = (weights, errors) => [...sentBack(layerOf(weights), errors)];

const wide = [
  [0.3, 0.7, 0.5],
  [0.6, 0.5, 0.2],
];
const tall = [
  [1, -2],
  [0.5, 4],
  [-3, 0.25],
];
const square = [
  [2, 3],
  [1, 4],
];

export const checks = checksFor<SendBack>({
  functionName: 'sendBack',
  cases: [
    { given: [square, [0.8, 0.5]], expected: [2.1, 4.4] },
    { given: [wide, [-0.7, 0.3]], expected: bySample(wide, [-0.7, 0.3]) },
    { given: [tall, [1, -1, 2]], expected: bySample(tall, [1, -1, 2]) },
  ],
  mistakes: [
    {
      diagnosis: 'That is W · e, the way forward. Going back, add up the columns.',
      answer: (weights, errors) =>
        weights.map((row) => row.reduce((sum, weight, i) => sum + weight * (errors[i] ?? 0), 0)),
    },
    {
      diagnosis: 'You add up the errors, and then multiply. Each error goes back along its own weight.',
      answer: (weights, errors) =>
        weights[0]!.map((_, i) => weights.reduce((sum, row) => sum + row[i]!, 0) * errors.reduce((a, b) => a + b, 0)),
    },
  ],
});
