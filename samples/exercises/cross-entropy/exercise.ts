/**
 * Cross-entropy
 *
 * A network gives each class a probability. How bad is its answer? Cross-entropy
 * looks at the probability p of the right class alone: −log p is 0 for certainty,
 * and grows without bounds as p goes to 0.
 *
 * Return the mean of −log p over all records, where log is the natural logarithm.
 *
 * @param probabilities a row for each record, in it a number for each class
 * @param labels the right class of each record, counted from 0
 */
export function crossEntropy(probabilities: readonly number[][], labels: readonly number[]): number {
  // Your code here, in place of NaN.
  return NaN;
}
