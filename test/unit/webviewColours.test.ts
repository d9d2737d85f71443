import { expect, test } from 'vitest';
import { contrast, css, diverging, mix, mostReadable, type Rgb } from '../../webviews/shared/colours';

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
const blue: Rgb = [0, 0, 200];
const red: Rgb = [200, 0, 0];

test('contrast is the ratio of WCAG', () => {
  expect(contrast(black, white)).toBeCloseTo(21, 10);
  expect(contrast(white, black)).toBeCloseTo(21, 10);
  expect(contrast(white, white)).toBe(1);
  // The well-known lightest grey on white that passes 4.5.
  expect(contrast([118, 118, 118], white)).toBeCloseTo(4.54, 2);
});

test('the most readable text is dark on light and light on dark', () => {
  expect(mostReadable([240, 240, 240], [white, black])).toBe(black);
  expect(mostReadable([30, 30, 30], [white, black])).toBe(white);
});

test('colours mix channel by channel', () => {
  expect(mix(black, white, 0)).toEqual(black);
  expect(mix(black, white, 1)).toEqual(white);
  expect(css(mix(black, [100, 200, 50], 0.5))).toBe('rgb(50, 100, 25)');
});

test('a diverging scale is symmetric around zero and ends at its limits', () => {
  const scale = { negative: blue, zero: white, positive: red, limit: 2 };
  expect(diverging(0, scale)).toEqual(white);
  expect(diverging(2, scale)).toEqual(red);
  expect(diverging(-2, scale)).toEqual(blue);
  expect(diverging(-7, scale)).toEqual(blue);
  expect(diverging(1, scale)).toEqual(mix(white, red, 0.5));
  expect(diverging(0, { ...scale, limit: 0 })).toEqual(white);
});
