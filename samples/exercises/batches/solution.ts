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
  const batches: number[][] = [];
  for (let start = 0; start < order.length; start += batchSize) batches.push(order.slice(start, start + batchSize));
  return batches;
}
