/**
 * One update of all parameters
 *
 * Gradient descent moves every parameter a little against its slope, all of them
 * at once:
 *
 *   θⱼ ← θⱼ − α · ∂J/∂θⱼ
 *
 * Return the new parameters, in a new array; leave the old ones as they are.
 *
 * @param theta the parameters, as many as there are
 * @param slope ∂J/∂θⱼ for each of them
 * @param learningRate α
 */
export function update(theta: readonly number[], slope: readonly number[], learningRate: number): number[] {
  // Your code here, in place of [].
  return [];
}
