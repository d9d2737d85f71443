/**
 * Mini-batches
 *
 * Mini-batches are so many records at a time, in the order in which they are to
 * be learnt. The last batch is smaller when the records don't divide evenly.
 *
 * Return the batches.
 *
 * @param order the numbers of the records, shuffled
 */
export function batchesOf(order: readonly number[], batchSize: number): number[][] {
  // Your code here, in place of [].
  return [];
}
