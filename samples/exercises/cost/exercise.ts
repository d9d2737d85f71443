/**
 * The cost of a line
 *
 * The line h(x) = θ₀ + θ₁ · x predicts y from x. How bad is it? Its cost is the
 * mean of the squared errors over all m points:
 *
 *   J = 1/m · Σ (h(x) − y)²
 *
 * Return the cost of the line for the points.
 */
export function cost(theta: readonly [number, number], points: readonly Point[]): number {
  // Your code here, in place of NaN.
  return NaN;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
