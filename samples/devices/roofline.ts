/**
 * What a machine can reach at most. Source: Williams, Waterman and Patterson, "Roofline: An Insightful Visual Performance
 * Model for Multicore Architectures", 2009.
 */
export interface Ceilings {
  /** Operations a second; a multiply-accumulate is two. */
  readonly peak: number;
  /** Bytes a second between memory and arithmetic. */
  readonly bandwidth: number;
}

/**
 * Operations a second that work can reach which does `intensity` operations for each byte it moves: as many as the memory
 * feeds, until the arithmetic is busy.
 */
export function attainable({ peak, bandwidth }: Ceilings, intensity: number): number {
  return Math.min(peak, bandwidth * intensity);
}

/** The intensity, in operations a byte, from which on the arithmetic is the limit and no longer the memory. */
export function ridgePoint({ peak, bandwidth }: Ceilings): number {
  return peak / bandwidth;
}

/** What one piece of work computes, and what it must move at least: every operand once. */
export interface Work {
  readonly operations: number;
  readonly bytes: number;
}

export function intensityOf({ operations, bytes }: Work): number {
  return operations / bytes;
}

/** rows × inner times inner × columns, in float32. */
export function matrixProductWork(rows: number, inner: number, columns: number): Work {
  return {
    operations: 2 * rows * inner * columns,
    bytes: bytesPerNumber * (rows * inner + inner * columns + rows * columns),
  };
}

/**
 * The forward pass of fully connected layers for a batch, in float32: weights and signals are each read or written once.
 * @param sizes nodes of the layers, inputs first
 */
export function denseWork(sizes: readonly number[], batchSize: number): Work {
  const products = sizes.slice(1).map((outputs, layer) => matrixProductWork(batchSize, sizes[layer]!, outputs));
  return {
    operations: products.reduce((sum, { operations }) => sum + operations, 0),
    bytes: products.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

const bytesPerNumber = 4;
