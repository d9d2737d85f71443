import type { Point } from './data';

/** What is done to x before the model sees it: (x − shift) · factor. The data stay as they are; the cost surface does not. */
export interface Scaling {
  readonly shift: number;
  readonly factor: number;
}

/** Gives x mean 0 and standard deviation 1, which makes the bowl of the cost round. */
export function standardScaling(points: readonly Point[]): Scaling {
  const shift = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const variance = points.reduce((sum, { x }) => sum + (x - shift) ** 2, 0) / points.length;
  // Where all x are the same there is nothing to divide by.
  return { shift, factor: variance === 0 ? 1 : 1 / Math.sqrt(variance) };
}

export function scaled({ shift, factor }: Scaling, x: number): number {
  return (x - shift) * factor;
}
