/**
 * Predict with a line
 *
 * A line has two parameters, θ₀ where it starts and θ₁ how steep it is. For each
 * x it predicts
 *
 *   h(x) = θ₀ + θ₁ · x
 *
 * Return the predictions for all xs, in their order.
 */
export function predict(theta: readonly [number, number], xs: readonly number[]): number[] {
  // Your code here, in place of [].
  return [];
}
