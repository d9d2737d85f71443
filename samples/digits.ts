/** Handwritten digits: `count` grey images of 28 × 28 pixels, 0 (paper) to 255 (ink), and their labels 0…9. */
export interface Digits {
  readonly count: number;
  /** count × 784, row by row. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export const imageSide = 28;
export const pixelsPerImage = imageSide * imageSide;
export const classes = 10;
