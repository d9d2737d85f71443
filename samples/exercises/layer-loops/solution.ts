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
  const outputs: number[] = [];
  for (const row of weights) {
    let sum = 0;
    for (let i = 0; i < signals.length; i++) sum += row[i] * signals[i];
    outputs.push(1 / (1 + Math.exp(-sum)));
  }
  return outputs;
}
