import type { GreyImage } from '../../../samples/mnist-mlp/prepareDrawing';

/** One line of the pen: x, y, x, y, …, each 0…1 of the drawing area. */
export type Stroke = readonly number[];

/** About as wide as MNIST's pens, in a digit that fills the drawing area. */
export const penWidth = 0.075;

/** Lays the strokes on a grid of `side` × `side` pixels, 0 (paper) to 255 (ink). */
export function rasterise(strokes: readonly Stroke[], side: number): GreyImage {
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })!;
  context.scale(side, side);
  drawStrokes(context, strokes);
  const { data } = context.getImageData(0, 0, side, side);
  return { width: side, height: side, pixels: Uint8Array.from({ length: side * side }, (_, i) => data[i * 4 + 3]!) };
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws strokes, whose coordinates are 0…1, with the context's own colour. */
export function drawStrokes(context: Context, strokes: readonly Stroke[]): void {
  context.lineWidth = penWidth;
  context.lineCap = context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.beginPath();
    context.moveTo(stroke[0]!, stroke[1]!);
    // A single point becomes a dot.
    for (let i = 0; i < stroke.length; i += 2) context.lineTo(stroke[i]!, stroke[i + 1]!);
    context.stroke();
  }
}
