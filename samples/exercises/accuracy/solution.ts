/**
 * Accuracy
 *
 * A network answers with the class of its highest output. Accuracy is the share
 * of records that it answers right, 0 to 1.
 *
 * Return the accuracy. Of equal outputs, the first counts as the highest.
 *
 * @param outputs a row for each record, in it a number for each class
 * @param labels the right class of each record, counted from 0
 */
export function accuracy(outputs: readonly number[][], labels: readonly number[]): number {
  let right = 0;
  for (const [record, row] of outputs.entries()) {
    if (row.indexOf(Math.max(...row)) === labels[record]) right++;
  }
  return right / labels.length;
}
