/**
 * A bias for every record
 *
 * A batch is a matrix with a row for each record and a column for each node. Each
 * node adds its bias to every record: the row of biases is broadcast over all
 * rows of the batch.
 *
 * Return the sum, in a new matrix.
 */
export function addBiases(batch: readonly number[][], biases: readonly number[]): number[][] {
  return batch.map((row) => row.map((value, node) => value + biases[node]));
}
