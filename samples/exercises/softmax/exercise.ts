/**
 * Softmax
 *
 * Ten output nodes are to say how probable each digit is: numbers above 0 that
 * add up to 1. Softmax makes them from any sums:
 *
 *   pᵢ = e^sᵢ / (e^s₁ + e^s₂ + …)
 *
 * Sums of 1000 are possible, but e¹⁰⁰⁰ is beyond the largest number there is.
 * Subtract the largest sum from all of them first: the quotients stay the same.
 *
 * Return the probabilities.
 */
export function softmax(sums: readonly number[]): number[] {
  // Your code here, in place of [].
  return [];
}
