/**
 * The sigmoid
 *
 * A neuron that can say "a little" needs a smooth step from 0 to 1:
 *
 *   σ(x) = 1 / (1 + e⁻ˣ)
 *
 * Return σ(x).
 */
export function sigmoid(x: number): number {
  // Your code here, in place of NaN.
  return NaN;
}
