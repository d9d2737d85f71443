import { expect, test } from 'vitest';
import { axis, isMarked, niceTicks } from '../../webviews/shared/chart/lineChart';

test.each([
  [0, 5, [0, 1, 2, 3, 4, 5]],
  [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [0, 0.3, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]],
  [0, 2.5, [0, 0.5, 1, 1.5, 2, 2.5]],
  [-3, 4, [-4, -2, 0, 2, 4]],
  [0.1, 0.7, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]],
])('ticks from %d to %d', (min, max, ticks) => {
  expect(niceTicks(min, max)).toEqual(ticks);
});

test('ticks of any range are few, evenly spaced, and hold the range', () => {
  for (let max = 1e-6; max < 1e7; max *= 1.37) {
    const ticks = niceTicks(0, max);
    expect(ticks.length).toBeGreaterThanOrEqual(4);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticks[0]).toBe(0);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
    ticks.forEach((tick, index) => expect(tick).toBeCloseTo((ticks.at(-1)! * index) / (ticks.length - 1), 9));
  }
});

test('ticks have the decimals that their distance needs', () => {
  const write = ({ ticks, formatTick }: ReturnType<typeof axis>) => ticks.map(formatTick);
  expect(write(axis('epochs', 0, 5))).toEqual(['0', '1', '2', '3', '4', '5']);
  expect(write(axis('loss', 0, 0.2))).toEqual(['0.00', '0.05', '0.10', '0.15', '0.20']);
  expect(write(axis('epochs', 0, 10_000)).at(-1)).toBe('10,000');
  expect(write(axis('accuracy (%)', 0, 1, 'percent'))).toEqual(['0%', '20%', '40%', '60%', '80%', '100%']);
  expect(write(axis('accuracy (%)', 0.97, 0.98, 'percent'))[1]).toBe('97.2%');
});

test('an axis without extent still has one', () => {
  expect(axis('epochs', 0, 0)).toMatchObject({ min: 0, max: 1 });
});

test('every point of a short line is marked, about eight of a long one, always the last', () => {
  const marked = (count: number) => Array.from({ length: count }, (_, i) => i).filter((i) => isMarked(i, count));
  expect(marked(6)).toHaveLength(6);
  for (const count of [13, 100, 4000]) {
    expect(marked(count).length).toBeGreaterThan(6);
    expect(marked(count).length).toBeLessThanOrEqual(8);
    expect(marked(count).at(-1)).toBe(count - 1);
  }
});
