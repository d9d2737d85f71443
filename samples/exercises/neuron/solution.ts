/**
 * A sigmoid neuron
 *
 * A neuron multiplies each input by its weight, adds up, adds its bias, and puts
 * the sum through the sigmoid:
 *
 *   h = σ(w₁x₁ + w₂x₂ + … + b),  σ(s) = 1 / (1 + e⁻ˢ)
 *
 * Return h, for any number of inputs.
 */
export function neuron(weights: readonly number[], inputs: readonly number[], bias: number): number {
  let sum = bias;
  for (const [i, weight] of weights.entries()) sum += weight * inputs[i];
  return 1 / (1 + Math.exp(-sum));
}
