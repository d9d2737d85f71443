/**
 * The slope of the cost
 *
 * Which way is downhill? The cost J = 1/m · Σ (h(x) − y)², with h(x) = θ₀ + θ₁ ·
 * x, has a slope along each parameter. By the chain rule it is the outer
 * derivative, 2 · error, times the inner one, which is 1 for θ₀ and x for θ₁:
 *
 *   ∂J/∂θ₀ = 2/m · Σ (h(x) − y)
 *   ∂J/∂θ₁ = 2/m · Σ (h(x) − y) · x
 *
 * Return both slopes.
 */
export function gradient(theta: readonly [number, number], points: readonly Point[]): [number, number] {
  // Your code here, in place of NaN.
  return [NaN, NaN];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
