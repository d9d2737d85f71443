import { weightedSums } from '../../forward-pass/layer';
import { checksFor } from '../check';

type AddBiases = (batch: readonly number[][], biases: readonly number[]) => number[][];

/** A layer whose weights are the identity does nothing but add its biases. */
const byLayer: AddBiases = (batch, biases) => {
  const size = biases.length;
  const identity = Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  const layer = { inputs: size, outputs: size, weights: identity, biases: Float64Array.from(biases) };
  return batch.map((row) => [...weightedSums({ activation: 'linear', ...layer }, row)]);
};

const square = [
  [1, 2],
  [3, 4],
];
const tall = [
  [0, 1, -1],
  [0.5, 2, 8],
  [-3, 0, 0.25],
  [1, 1, 1],
];

export const checks = checksFor<AddBiases>({
  functionName: 'addBiases',
  cases: [
    {
      given: [square, [10, 20]],
      expected: [
        [11, 22],
        [13, 24],
      ],
    },
    { given: [tall, [0.5, -2, 1]], expected: byLayer(tall, [0.5, -2, 1]) },
  ],
  mistakes: [
    {
      diagnosis: 'You add a bias for each row. Biases belong to nodes, and those are the columns.',
      answer: (batch, biases) => batch.map((row, record) => row.map((value) => value + (biases[record] ?? 0))),
    },
    {
      diagnosis: 'You write into the batch that you were given. Make new rows, for example with `map`.',
      answer: (batch, biases) => {
        for (const row of batch) for (const node of row.keys()) row[node]! += biases[node]!;
        return batch as number[][];
      },
    },
    {
      diagnosis: 'You add all biases to each value. Each column has its own.',
      answer: (batch, biases) => batch.map((row) => row.map((value) => biases.reduce((a, b) => a + b, value))),
    },
  ],
});
