import { expect, test } from 'vitest';
import { cpu, gpu, instructions, numbersDone, schedule } from '../../samples/devices/processors';
import { runSystolicArray, type Rows } from '../../samples/devices/systolicArray';
import { RandomState } from '../../samples/numpyRandom';

const product = (a: Rows, b: Rows) =>
  a.map((row) => b[0]!.map((_, column) => row.reduce((sum, value, k) => sum + value * b[k]![column]!, 0)));

test.each([
  [1, 1, 1],
  [3, 3, 3],
  [5, 3, 2],
  [2, 4, 7],
  [9, 1, 4],
])('an array fed %d rows, %d high and %d wide, gives the matrix product', (rows, height, width) => {
  const random = new RandomState(rows * 100 + height * 10 + width);
  const matrix = (m: number, n: number): Rows => Array.from({ length: m }, () => [...random.randint(-9, 10, n)]);
  const [inputs, weights] = [matrix(rows, height), matrix(height, width)];
  const states = runSystolicArray(inputs, weights);
  expect(states).toHaveLength(rows + height + width - 1);
  expect(states.at(-1)!.results).toEqual(product(inputs, weights));
  expect(states.at(-2)!.results.flat()).toContain(undefined);
});

test('inputs enter one row later each, move right, and meet the sum from above', () => {
  const states = runSystolicArray(
    [[2, 3]],
    [
      [10, 100],
      [7, 70],
    ],
  );
  expect(states.map(({ inputs }) => inputs)).toEqual([
    [undefined, undefined, undefined, undefined],
    [2, undefined, undefined, undefined],
    [undefined, 2, 3, undefined],
    [undefined, undefined, undefined, 3],
  ]);
  expect(states[2]!.sums).toEqual([undefined, 200, 41, undefined]);
  expect(states[3]!.results).toEqual([[41, 410]]);
});

test('rows that don’t fit the array are refused', () => {
  expect(() => runSystolicArray([[1, 2]], [[1]])).toThrow('needs 1 numbers');
  expect(() => runSystolicArray([[1, 2]], [[1, 2], [3]])).toThrow(RangeError);
});

test('one vector on the CPU: load, wait, multiply, add, store', () => {
  expect(schedule(cpu, 4)).toMatchObject({ ticks: 5, groups: [[0, 'waiting', 1, 2, 3]] });
});

test('every group runs each instruction once and in order, and one instruction is issued in a tick at most', () => {
  for (const processor of [cpu, gpu]) {
    for (const numbers of [1, 16, 100, 512]) {
      const { groups, ticks } = schedule(processor, numbers);
      expect(groups).toHaveLength(Math.ceil(numbers / processor.lanes));
      for (const activities of groups) {
        expect(activities).toHaveLength(ticks);
        expect(activities.filter((activity) => typeof activity === 'number')).toEqual([...instructions.keys()]);
        // Between the load and what needs it lies the memory's latency.
        expect(activities.indexOf(1) - activities.indexOf(0)).toBeGreaterThan(processor.memoryLatency);
      }
      for (let tick = 0; tick < ticks; tick++) {
        expect(groups.filter((activities) => typeof activities[tick] === 'number').length).toBeLessThanOrEqual(1);
        const waiting = groups.filter((activities) => activities[tick] === 'waiting').length;
        expect(waiting).toBeLessThanOrEqual(processor.groupsInFlight);
      }
      expect(numbersDone({ processor, groups, ticks }, numbers, ticks)).toBe(numbers);
    }
  }
});

test('the CPU is done first with few numbers, the GPU with many, because it computes while it waits', () => {
  expect(schedule(cpu, 4).ticks).toBeLessThan(schedule(gpu, 4).ticks);
  expect(schedule(gpu, 256).ticks).toBeLessThan(schedule(cpu, 256).ticks / 4);
  // Enough groups in flight hide all of the memory's latency but the first.
  expect(schedule(gpu, 256).ticks).toBeLessThanOrEqual(16 * instructions.length + gpu.memoryLatency);
  expect(schedule({ ...gpu, groupsInFlight: 1 }, 256).ticks).toBe(16 * (instructions.length + gpu.memoryLatency));
});
