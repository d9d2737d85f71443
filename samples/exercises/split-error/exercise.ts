/**
 * Split an error among the links
 *
 * An output is wrong. Which of the nodes before it are to blame? Share its error
 * out in proportion to the weights of its links. Node i of the layer before gets,
 * from all outputs,
 *
 *   eᵢ = E₁ · w₁ᵢ / (w₁₁ + w₁₂ + …) + E₂ · w₂ᵢ / (w₂₁ + w₂₂ + …) + …
 *
 * Return the error of each node before. Row k of the weights holds the links into
 * output k.
 */
export function splitErrors(weights: readonly number[][], errors: readonly number[]): number[] {
  // Your code here, in place of [].
  return [];
}
