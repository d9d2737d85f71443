import { expect, test } from 'vitest';
import { nextIndex } from '../../webviews/shared/nextIndex';

// 0 1 2
// 3 4 5
// 6
test.each([
  ['ArrowRight', 1, 2],
  ['ArrowLeft', 1, 0],
  ['ArrowDown', 1, 4],
  ['ArrowUp', 4, 1],
  ['Home', 4, 0],
  ['End', 0, 6],
])('%s from %d goes to %d', (key, from, to) => {
  expect(nextIndex(key, from, 7, 3)).toBe(to);
});

test.each([
  ['ArrowLeft', 0],
  ['ArrowUp', 2],
  ['ArrowRight', 6],
  ['ArrowDown', 4],
])('%s from %d stays within the grid', (key, from) => {
  expect(nextIndex(key, from, 7, 3)).toBe(from);
});

test('other keys are not the grid’s', () => {
  expect(nextIndex('Tab', 3, 7, 3)).toBeUndefined();
});
