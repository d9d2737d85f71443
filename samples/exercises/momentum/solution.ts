/**
 * Momentum
 *
 * A ball that rolls downhill gains speed where the slope stays the same, and does
 * not zigzag. The velocity adds up the slopes and forgets a part of itself in
 * each step; the parameters follow the velocity:
 *
 *   v ← decay · v + ∂J/∂θ
 *   θ ← θ − α · v
 *
 * Return the new parameters and the new velocity.
 *
 * @param state the parameters, and a velocity for each of them
 * @param slope ∂J/∂θ for each of them
 * @param learningRate α
 * @param decay how much of the velocity stays, such as 0.9
 */
export function momentumStep(state: State, slope: readonly number[], learningRate: number, decay: number): State {
  const velocity = state.velocity.map((value, j) => decay * value + slope[j]);
  const theta = state.theta.map((value, j) => value - learningRate * velocity[j]);
  return { theta, velocity };
}

export interface State {
  readonly theta: readonly number[];
  readonly velocity: readonly number[];
}
