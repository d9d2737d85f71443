/**
 * The slope of the sigmoid
 *
 * How much does the output of a neuron change with its input? The derivative of
 * σ(x) = 1 / (1 + e⁻ˣ) needs no new exponential:
 *
 *   σ′(x) = σ(x) · (1 − σ(x))
 *
 * Return σ′(x).
 */
export function sigmoidSlope(x: number): number {
  const output = 1 / (1 + Math.exp(-x));
  return output * (1 - output);
}
