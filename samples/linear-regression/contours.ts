import type { Curvature } from './curvature';

/** A line of equal cost around the minimum of a two-parameter cost: an ellipse, because the cost is a parabola. */
export interface Contour {
  readonly cost: number;
  /** Half the length along each of the curvature's directions; infinite where the cost does not change. */
  readonly radii: readonly [number, number];
}

/**
 * The contours of the true cost J(θ) = least + ½ Σ λ·d², with d the distance to the minimum along each direction.
 * @param highest the cost of the outermost; the rings are evenly spaced, so the costs are as 1 : 4 : 9 : …
 */
export function contours({ eigenvalues }: Curvature, least: number, highest: number, count: number): Contour[] {
  return Array.from({ length: count }, (_, ring) => {
    const excess = (highest - least) * ((ring + 1) / count) ** 2;
    const radius = (eigenvalue: number) => Math.sqrt((2 * excess) / eigenvalue);
    return { cost: least + excess, radii: [radius(eigenvalues[0]!), radius(eigenvalues[1]!)] };
  });
}
