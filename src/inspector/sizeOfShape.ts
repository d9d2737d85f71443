/** How many numbers a tensor of this shape has. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
