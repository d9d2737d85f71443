/**
 * A layer, by loops
 *
 * Row j of the weights holds the links into node j. Each node adds up weight ×
 * signal over all its links, and puts the sum through the sigmoid, σ(s) = 1 / (1
 * + e⁻ˢ).
 *
 * Return what leaves the nodes of the layer, one number for each row.
 */
export function layer(weights: readonly number[][], signals: readonly number[]): number[] {
  // Your code here, in place of [].
  return [];
}
