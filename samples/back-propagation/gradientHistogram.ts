/** How many gradients of a layer are how large. */
export interface GradientHistogram {
  /** Powers of ten: counts[i] gradients have a size from 10^(lowest + i) up to 10^(lowest + i + 1). */
  readonly lowest: number;
  readonly counts: readonly number[];
  /** Gradients that are 0, as behind a ReLU that is off: they have no power of ten. */
  readonly zeros: number;
  /** √(mean of squares): one number for the whole layer, to follow while it trains. */
  readonly rootMeanSquare: number;
}

/** From 10⁻¹² to 10²; what is smaller or larger counts with the first or last. */
const lowest = -12;
const powers = 14;

/** Sorts gradients by size, on a logarithmic scale: gradients that vanish do so by factors, layer by layer. */
export function gradientHistogram(gradients: ArrayLike<number>): GradientHistogram {
  const counts = new Array<number>(powers).fill(0);
  let zeros = 0;
  let squares = 0;
  for (let i = 0; i < gradients.length; i++) {
    const size = Math.abs(gradients[i]!);
    squares += size ** 2;
    if (size === 0) zeros++;
    else counts[Math.min(Math.max(Math.floor(Math.log10(size)) - lowest, 0), powers - 1)]!++;
  }
  return { lowest, counts, zeros, rootMeanSquare: Math.sqrt(squares / gradients.length) };
}
