import type { Point } from './data';

/** x in another unit: the data are the same, the cost surface is not. */
export function scaleFeature(points: readonly Point[], factor: number): Point[] {
  return points.map(({ x, y }) => ({ x: x * factor, y }));
}

/** x with mean 0 and standard deviation 1, which makes the bowl of the cost round; where all x are the same, 0. */
export function standardise(points: readonly Point[]): Point[] {
  const mean = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const variance = points.reduce((sum, { x }) => sum + (x - mean) ** 2, 0) / points.length;
  const deviation = Math.sqrt(variance) || 1;
  return points.map(({ x, y }) => ({ x: (x - mean) / deviation, y }));
}
