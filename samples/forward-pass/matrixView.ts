import type { Layer } from './layer';

/** One layer's step as a product of matrices (deck topic 4): weights · signals = sums. */
export interface MatrixView {
  /** Row j holds the links into node j, column i those that come from node i. */
  readonly weights: readonly (readonly number[])[];
  readonly signals: readonly number[];
  /** Absent in a layer without biases. */
  readonly biases?: readonly number[];
  readonly sums: readonly number[];
  /** "3 × 3 · 3 × 1 = 3 × 1": the inner two must be equal, the outer two give the shape of the result. */
  readonly shapes: string;
}

/** @param shown the nodes to show when the layers are too large to show whole; the sums are still those of all */
export function matrixView(
  layer: Layer,
  signals: ArrayLike<number>,
  sums: ArrayLike<number>,
  shown?: { readonly rows: readonly number[]; readonly columns: readonly number[] },
): MatrixView {
  const { inputs, outputs, biases } = layer;
  const { rows, columns } = shown ?? { rows: upTo(outputs), columns: upTo(inputs) };
  return {
    weights: rows.map((row) => columns.map((column) => layer.weights[row * inputs + column]!)),
    signals: columns.map((column) => signals[column]!),
    ...(biases && { biases: rows.map((row) => biases[row]!) }),
    sums: rows.map((row) => sums[row]!),
    shapes: `${outputs} × ${inputs} · ${inputs} × 1 = ${outputs} × 1`,
  };
}

function upTo(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
