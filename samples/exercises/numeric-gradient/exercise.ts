/**
 * A gradient by measuring
 *
 * Is your gradient right? Measure it: move one weight a little to both sides, and
 * see how much the loss changes.
 *
 *   ∂loss/∂wⱼ ≈ (loss(… wⱼ + h …) − loss(… wⱼ − h …)) / 2h
 *
 * Return the slope along each weight. All other weights stay where they are while
 * one is moved.
 *
 * @param loss gives the loss for any weights
 * @param h how far to move
 */
export function measureGradient(
  loss: (weights: readonly number[]) => number,
  weights: readonly number[],
  h: number,
): number[] {
  // Your code here, in place of [].
  return [];
}
