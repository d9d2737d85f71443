/**
 * Downhill in many steps
 *
 * Gradient descent repeats one update: θⱼ ← θⱼ − α · ∂J/∂θⱼ. The slopes are
 * there, in `gradient` below.
 *
 * Return all points of the path, the start first: one more than there are steps.
 *
 * @param start (θ₀, θ₁) at the beginning
 * @param learningRate α
 * @param steps how many updates to make
 */
export function descend(start: Theta, points: readonly Point[], learningRate: number, steps: number): Theta[] {
  const path = [start];
  for (let step = 0; step < steps; step++) {
    const theta = path[step];
    const slope = gradient(theta, points);
    path.push([theta[0] - learningRate * slope[0], theta[1] - learningRate * slope[1]]);
  }
  return path;
}

export type Theta = readonly [number, number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** (∂J/∂θ₀, ∂J/∂θ₁) */
function gradient([theta0, theta1]: Theta, points: readonly Point[]): Theta {
  const errors = points.map(({ x, y }) => theta0 + theta1 * x - y);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [2 * mean(errors), 2 * mean(errors.map((error, i) => error * points[i].x))];
}
