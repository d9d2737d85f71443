import { checksFor } from '../check';

type EarlyStopping = (losses: readonly number[], patience: number) => { best: number; last: number };

const lowest = (losses: readonly number[]) => losses.indexOf(Math.min(...losses));

/** Written another way: the first epoch that ends `patience` epochs in a row without a loss below all before them. */
const bySearch: EarlyStopping = (losses, patience) => {
  const stop = losses.findIndex(
    (_, epoch) => epoch >= patience && lowest(losses.slice(0, epoch + 1)) <= epoch - patience,
  );
  const last = stop < 0 ? losses.length - 1 : stop;
  return { best: lowest(losses.slice(0, last + 1)), last };
};
const bumpy = [0.9, 0.7, 0.75, 0.65, 0.66, 0.65, 0.7, 0.5];

export const checks = checksFor<EarlyStopping>({
  functionName: 'earlyStopping',
  cases: [
    { given: [[1, 0.5, 0.4, 0.6, 0.7, 0.3], 2], expected: { best: 2, last: 4 } },
    { given: [[1, 0.8, 0.6], 3], expected: { best: 2, last: 2 } },
    { given: [[1, 0.5, 0.6, 0.4, 0.6], 2], expected: { best: 3, last: 4 } },
    { given: [bumpy, 3], expected: bySearch(bumpy, 3) },
    { given: [bumpy, 1], expected: bySearch(bumpy, 1) },
  ],
  mistakes: [
    {
      diagnosis:
        'You know the losses that are still to come. Training stops before the lowest of all, if patience runs out.',
      answer: (losses) => ({ best: lowest(losses), last: losses.length - 1 }),
    },
    {
      diagnosis:
        'You stop one epoch too late: with patience 2, the second epoch in a row without a lower loss is the last.',
      answer: (losses, patience) => bySearch(losses, patience + 1),
    },
    {
      diagnosis: 'You keep the last epoch. The weights to keep are those of the lowest loss.',
      answer: (losses, patience) => {
        const { last } = bySearch(losses, patience);
        return { best: last, last };
      },
    },
    {
      diagnosis: 'You count epochs that are worse than the one before them. Compare with the lowest loss so far.',
      answer: (losses, patience) => {
        let worse = 0;
        const stop = losses.findIndex(
          (loss, e) => (worse = e > 0 && loss >= losses[e - 1]! ? worse + 1 : 0) >= patience,
        );
        const last = stop < 0 ? losses.length - 1 : stop;
        return { best: lowest(losses.slice(0, last + 1)), last };
      },
    },
  ],
});
