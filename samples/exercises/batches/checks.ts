import { checksFor } from '../check';

type BatchesOf = (order: readonly number[], batchSize: number) => number[][];

/** Each record goes to the batch with the number that its place gives. */
const byPlace: BatchesOf = (order, batchSize) => {
  const batches: number[][] = [];
  for (const [place, record] of order.entries()) (batches[Math.floor(place / batchSize)] ??= []).push(record);
  return batches;
};
const seven = [4, 0, 6, 1, 5, 2, 3];

export const checks = checksFor<BatchesOf>({
  functionName: 'batchesOf',
  cases: [
    {
      given: [[2, 0, 3, 1], 2],
      expected: [
        [2, 0],
        [3, 1],
      ],
    },
    { given: [seven, 3], expected: byPlace(seven, 3) },
    { given: [seven, 10], expected: [seven] },
    { given: [seven, 1], expected: byPlace(seven, 1) },
  ],
  mistakes: [
    {
      diagnosis: 'The last, smaller batch is missing: its records would never be learnt.',
      answer: (order, batchSize) => byPlace(order, batchSize).filter((batch) => batch.length === batchSize),
    },
    {
      diagnosis: 'You take batch size for the number of batches.',
      answer: (order, batchSize) => byPlace(order, Math.ceil(order.length / batchSize)),
    },
    {
      diagnosis: 'You sort the records. They are to be learnt in the order given.',
      answer: (order, batchSize) =>
        byPlace(
          [...order].sort((a, b) => a - b),
          batchSize,
        ),
    },
  ],
});
