import { expect, test } from 'vitest';
import { SeriesLog } from '../../src/runs/seriesLog';

const scalar = (step: number, value = step, name = 'loss') => ({ kind: 'scalar', name, step, value }) as const;

test('keeps series apart by name', () => {
  const log = new SeriesLog();
  log.add(scalar(1, 0.5, 'loss'));
  log.add(scalar(1, 0.9, 'accuracy'));
  expect(log.all()).toEqual([
    { name: 'loss', steps: [1], values: [0.5] },
    { name: 'accuracy', steps: [1], values: [0.9] },
  ]);
});

test('stays bounded, evenly spread, and never loses the newest point', () => {
  const log = new SeriesLog();
  const points = 50_000;
  for (let step = 0; step < points; step++) log.add(scalar(step));
  const { steps } = log.all()[0]!;
  expect(steps.length).toBeLessThanOrEqual(4000);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(points - 1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});

test('steps that are passed again after a checkpoint replace those from before', () => {
  const log = new SeriesLog();
  for (const step of [1, 2, 3]) log.add(scalar(step));
  log.add(scalar(2, 20));
  expect(log.all()).toEqual([{ name: 'loss', steps: [1, 2], values: [1, 20] }]);
});
