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
  let sum = 0;
  for (const { x, y } of points) {
    const error = theta[0] + theta[1] * x - y;
    sum += error * error;
  }
  return sum / points.length;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
