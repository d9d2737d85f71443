/**
 * The gradient of softmax and cross-entropy
 *
 * Softmax and cross-entropy belong together, for their derivatives nearly cancel.
 * With p = softmax(s) and the loss −log p of the right class, the derivative by
 * each sum is
 *
 *   ∂loss/∂sᵢ = pᵢ − 1  at the label's place,  pᵢ  elsewhere
 *
 * Return the derivatives. `softmax` is there, below.
 */
export function lossGradient(sums: readonly number[], label: number): number[] {
  return softmax(sums).map((probability, i) => probability - (i === label ? 1 : 0));
}

function softmax(sums: readonly number[]): number[] {
  const largest = Math.max(...sums);
  const exponentials = sums.map((sum) => Math.exp(sum - largest));
  const total = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((exponential) => exponential / total);
}
