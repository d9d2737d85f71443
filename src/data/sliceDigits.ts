import { pixelsPerImage } from '../../samples/digits';
import type { Digits } from '../../samples/digits';

/** A copy of the records from `start` up to, not including, `end`. */
export function sliceDigits({ pixels, labels }: Digits, start: number, end: number): Digits {
  return {
    count: end - start,
    pixels: pixels.slice(start * pixelsPerImage, end * pixelsPerImage),
    labels: labels.slice(start, end),
  };
}
