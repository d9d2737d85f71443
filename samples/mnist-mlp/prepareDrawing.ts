import { imageSide } from '../digits';

/**
 * What MNIST's makers did with every digit, step by step, for a digit that somebody draws: a network that learnt their
 * digits reads no others. (LeCun, Cortes and Burges, "The MNIST database of handwritten digits": "size normalized to fit
 * in a 20x20 pixel box while preserving their aspect ratio", with anti-aliasing, then centred by the centre of mass.)
 */
export interface PreparedDrawing {
  /** The smallest box in the drawing that holds all ink, in pixels. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** What is in the box. */
  readonly cropped: GreyImage;
  /** The same, its longer side now 20 pixels. */
  readonly scaled: GreyImage;
  /** The centre of mass of `scaled`; the middle of the first pixel is (0.5, 0.5). */
  readonly centre: { readonly x: number; readonly y: number };
  /** Where `scaled` lies in `prepared`. */
  readonly position: { readonly left: number; readonly top: number };
  /** 28 × 28 pixels with the centre of mass in the pixel just right of and below the middle. */
  readonly prepared: GreyImage;
}

/** Row by row, 0 (paper) to 255 (ink). */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** @returns undefined when there is no ink, or so little that it vanishes when scaled */
export function prepareDrawing(drawing: GreyImage): PreparedDrawing | undefined {
  const box = inkBox(drawing);
  if (!box) return undefined;
  const cropped = crop(drawing, box);
  const longerSide = Math.max(box.width, box.height);
  const fit = (side: number) => Math.max(1, Math.round((side * fittedSide) / longerSide));
  const scaled = scale(cropped, fit(box.width), fit(box.height));
  const centre = centreOfMass(scaled);
  if (!centre) return undefined;
  const position = {
    left: centred(centre.x, scaled.width),
    top: centred(centre.y, scaled.height),
  };
  return { box, cropped, scaled, centre, position, prepared: place(scaled, position) };
}

const fittedSide = 20;

function inkBox({ width, height, pixels }: GreyImage): PreparedDrawing['box'] | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (pixels[i] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function crop(image: GreyImage, { left, top, width, height }: PreparedDrawing['box']): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * image.width + left;
    pixels.set(image.pixels.subarray(start, start + width), y * width);
  }
  return { width, height, pixels };
}

/** Each new pixel is the mean of the area that it covers. */
function scale(image: GreyImage, width: number, height: number): GreyImage {
  const pixels = new Uint8Array(width * height);
  const columns = image.width / width;
  const rows = image.height / height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let ink = 0;
      for (let row = Math.floor(y * rows); row < Math.min((y + 1) * rows, image.height); row++) {
        for (let column = Math.floor(x * columns); column < Math.min((x + 1) * columns, image.width); column++) {
          const area = overlap(row, y * rows, (y + 1) * rows) * overlap(column, x * columns, (x + 1) * columns);
          ink += area * image.pixels[row * image.width + column]!;
        }
      }
      pixels[y * width + x] = Math.round(ink / (rows * columns));
    }
  }
  return { width, height, pixels };
}

/** How much of the pixel from `start` to `start + 1` lies between `from` and `to`. */
function overlap(start: number, from: number, to: number): number {
  return Math.min(start + 1, to) - Math.max(start, from);
}

function centreOfMass({ width, pixels }: GreyImage): PreparedDrawing['centre'] | undefined {
  let [mass, x, y] = [0, 0, 0];
  for (const [i, ink] of pixels.entries()) {
    mass += ink;
    x += ink * ((i % width) + 0.5);
    y += ink * (Math.floor(i / width) + 0.5);
  }
  return mass === 0 ? undefined : { x: x / mass, y: y / mass };
}

/**
 * Where a side starts so that its centre comes to lie 14 to 15 pixels from the edge, as in all of MNIST's images, though
 * never so far out that ink is lost.
 */
function centred(centre: number, side: number): number {
  return Math.min(Math.max(Math.ceil(imageSide / 2 - centre), 0), imageSide - side);
}

function place({ width, height, pixels }: GreyImage, { left, top }: PreparedDrawing['position']): GreyImage {
  const placed = new Uint8Array(imageSide * imageSide);
  for (let y = 0; y < height; y++) {
    placed.set(pixels.subarray(y * width, (y + 1) * width), (top + y) * imageSide + left);
  }
  return { width: imageSide, height: imageSide, pixels: placed };
}
