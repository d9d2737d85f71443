import type { Example } from './model';

/** The shape of the cost: a bowl whose steepest and flattest direction decide which learning rates work. */
export interface Curvature {
  /** λ, the largest first: how fast the slope grows along each direction. */
  readonly eigenvalues: readonly number[];
  /** Unit vectors in parameter space, one for each eigenvalue. */
  readonly directions: readonly (readonly number[])[];
}

/** The second derivatives of the cost, H = 2/m Σ features · featuresᵀ: the same everywhere, for the cost is a parabola. */
export function hessian(examples: readonly Example[]): number[][] {
  const size = examples[0]?.features.length ?? 0;
  const indices = Array.from({ length: size }, (_, j) => j);
  const mean = (j: number, k: number) =>
    examples.reduce((sum, { features }) => sum + features[j]! * features[k]!, 0) / examples.length;
  return indices.map((j) => indices.map((k) => 2 * mean(j, k)));
}

/** Eigenvalues and directions of a 1 × 1 or symmetric 2 × 2 matrix, in closed form. */
export function curvature(matrix: readonly (readonly number[])[]): Curvature {
  const a = matrix[0]![0]!;
  if (matrix.length === 1) return { eigenvalues: [a], directions: [[1]] };
  const b = matrix[0]![1]!;
  const d = matrix[1]![1]!;
  const middle = (a + d) / 2;
  const largest = middle + Math.hypot((a - d) / 2, b);
  // The product of the eigenvalues is the determinant: exact where the smaller one is tiny and a difference would not be.
  const smallest = largest === 0 ? 0 : Math.max(0, (a * d - b * b) / largest);
  const angle = Math.atan2(2 * b, a - d) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    eigenvalues: [largest, smallest],
    directions: [
      [cos, sin],
      [-sin, cos],
    ],
  };
}

/** Above 2/λmax every step of gradient descent lands higher up on the other side: it diverges. */
export function stabilityBound({ eigenvalues }: Curvature): number {
  return 2 / eigenvalues[0]!;
}

/** The constant learning rate that gets closest to the minimum per step, 2/(λmin + λmax). */
export function bestConstantRate({ eigenvalues }: Curvature): number {
  return 2 / (eigenvalues[0]! + eigenvalues.at(-1)!);
}

/** What one step multiplies the distance to the minimum with along a direction of curvature λ: 1 − αλ. */
export function stepFactor(learningRate: number, eigenvalue: number): number {
  return 1 - learningRate * eigenvalue;
}
