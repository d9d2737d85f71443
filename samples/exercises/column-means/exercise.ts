/**
 * The mean along an axis
 *
 * Reducing a matrix along its first axis takes all rows together: of a batch with
 * a row for each record, it leaves one number for each column.
 *
 * Return the mean of each column.
 */
export function columnMeans(matrix: readonly number[][]): number[] {
  // Your code here, in place of [].
  return [];
}
