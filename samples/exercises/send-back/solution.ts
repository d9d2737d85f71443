/**
 * Send errors back with Wᵀ
 *
 * The deck's network leaves out the denominators of the shares: they only make
 * each error larger or smaller. What is left is one product with the transposed
 * matrix:
 *
 *   e_before = Wᵀ · e,  so eᵢ = Σ wₖᵢ · eₖ,  summed over the nodes k that have errors
 *
 * Return the error of each node before. Row k of the weights holds the links into
 * node k.
 */
export function sendBack(weights: readonly number[][], errors: readonly number[]): number[] {
  return weights[0].map((_, i) => errors.reduce((sum, error, k) => sum + weights[k][i] * error, 0));
}
