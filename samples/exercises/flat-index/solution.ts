/**
 * Where a number lies in memory
 *
 * A tensor's numbers lie in one long row, the last axis changing fastest. In a 2
 * × 3 matrix, the number at row 1, column 0 has three others before it: its index
 * is 3.
 *
 * Return the index of the number at the position. Shape and position have one
 * entry for each axis.
 */
export function flatIndex(shape: readonly number[], position: readonly number[]): number {
  let index = 0;
  for (const [axis, size] of shape.entries()) index = index * size + position[axis];
  return index;
}
