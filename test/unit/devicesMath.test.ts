import { expect, test } from 'vitest';
import { bus, car, crossoverGroup, firstArrival, lastArrival, throughput } from '../../samples/devices/busAndCar';
import { multiplyAccumulates, peakOperations, publishedChips, tpu } from '../../samples/devices/chips';
import { crossings, crossover } from '../../samples/devices/crossover';
import { measure } from '../../samples/devices/measure';
import { attainable, denseWork, intensityOf, matrixProductWork, ridgePoint } from '../../samples/devices/roofline';
import { latencyOf, percentile } from '../../samples/devices/statistics';

test('percentiles are NumPy’s', () => {
  const values = [15, 20, 35, 40, 50, 3, 8];
  // numpy.percentile(values, [0, 5, 25, 50, 95, 100])
  const expected = { 0: 3, 0.05: 4.5, 0.25: 11.5, 0.5: 20, 0.95: 47, 1: 50 };
  for (const [share, value] of Object.entries(expected))
    expect(percentile(values, Number(share))).toBeCloseTo(value, 12);
  expect(values[0]).toBe(15);
  expect(percentile([7], 0.95)).toBe(7);
  expect(() => percentile([], 0.5)).toThrow('measure at least once');
  expect(() => percentile([1], 95)).toThrow('from 0 to 1');
});

test('the first step counts as the cold start, and never among the warm ones', async () => {
  let time = 0;
  const costs = [100, 30, 20, ...Array<number>(400).fill(4)];
  let steps = 0;
  const step = () => Promise.resolve(void (time += costs[steps++]!));
  const bench = { now: () => time, breathe: () => Promise.resolve() };
  expect(await measure(step, bench, 90)).toEqual({ first: 100, p50: 4, p95: 4, repetitions: 10 });
  expect(await measure(step, bench, 0)).toMatchObject({ repetitions: 3 });
  expect(latencyOf(9, [1, 2, 3])).toEqual({ first: 9, p50: 2, p95: 2.9, repetitions: 3 });
});

test('cancelling ends a measurement between two steps', async () => {
  let left = 5;
  const bench = { now: () => 0, breathe: () => (left-- > 0 ? Promise.resolve() : Promise.reject(new Error('stop'))) };
  let steps = 0;
  await expect(measure(() => Promise.resolve(void steps++), bench, 1000)).rejects.toThrow('stop');
  expect(steps).toBe(5);
});

test('curves within a tenth of each other do not cross', () => {
  const level = (...ys: number[]) => ys.map((y, index) => ({ x: 4 ** index, y }));
  const flat = level(100, 100, 100, 100);
  expect(crossover(level(95, 104, 97, 103), flat)).toBeUndefined();
  expect(crossover(level(50, 104, 97, 103), flat)).toBeUndefined();
  expect(crossover(level(95, 104, 97, 150), flat)).toBeUndefined();
  // Clearly below, then a touch above, below again, and clearly above: the last of the three counts.
  expect(crossover(level(50, 104, 100 / 1.5, 150), flat)!.x).toBeCloseTo(32, 9);
});

test('two power laws cross where algebra says', () => {
  // 1000 · x^0 and 10 · x^1 meet at x = 100.
  const flat = [1, 10, 1000, 4096].map((x) => ({ x, y: 1000 }));
  const rising = [1, 16, 256, 4096].map((x) => ({ x, y: 10 * x }));
  const point = crossover(rising, flat)!;
  expect(point.x).toBeCloseTo(100, 9);
  expect(point.y).toBeCloseTo(1000, 9);
  expect(crossover(flat, rising)).toBeUndefined();
  expect(crossover(rising, rising)).toBeUndefined();
  expect(crossover(rising.slice(3), flat)).toBeUndefined();
  expect(crossover([], flat)).toBeUndefined();
  expect(
    crossings([
      flat,
      rising,
      [
        { x: 1, y: 1 },
        { x: 4096, y: 1 },
      ],
    ]),
  ).toEqual([{ ...point, above: 1, below: 0 }]);
});

test('the deck’s car and bus: from five people on the bus is faster, whatever the distance', () => {
  expect(firstArrival(car, 300)).toBe(1);
  expect(firstArrival(bus, 300)).toBe(3);
  // Three people: the car drives there, back and there again in the time of the bus.
  expect(lastArrival(car, 3, 300)).toBe(lastArrival(bus, 3, 300));
  expect(lastArrival(car, 5, 300)).toBe(5);
  expect(lastArrival(bus, 5, 300)).toBe(3);
  expect(crossoverGroup(car, bus)).toBe(5);
  expect(crossoverGroup(bus, car)).toBe(1);
  expect(crossoverGroup(car, { name: 'snail', speed: 0.05, seats: 50 }, 100)).toBeUndefined();
  // 50 seats · 100 km/h against 2 · 300.
  expect(throughput(bus, 42) / throughput(car, 42)).toBeCloseTo(5000 / 600, 12);
});

test('the roof: the memory’s slope up to the ridge, then flat', () => {
  const machine = { peak: 1e12, bandwidth: 5e10 };
  expect(ridgePoint(machine)).toBe(20);
  expect(attainable(machine, 2)).toBe(1e11);
  expect(attainable(machine, 20)).toBe(1e12);
  expect(attainable(machine, 2000)).toBe(1e12);
});

test('work by hand: a square product does n / 6 operations a byte, and batches raise the intensity', () => {
  expect(matrixProductWork(2, 3, 4)).toEqual({ operations: 48, bytes: 4 * (6 + 12 + 8) });
  expect(intensityOf(matrixProductWork(600, 600, 600))).toBe(100);
  expect(denseWork([784, 300, 100, 10], 1).operations).toBe(2 * (784 * 300 + 300 * 100 + 100 * 10));
  const intensities = [1, 16, 256, 4096].map((size) => intensityOf(denseWork([784, 300, 100, 10], size)));
  expect(intensities).toEqual(intensities.toSorted((a, b) => a - b));
  expect(intensities[0]).toBeLessThan(0.5);
});

test('the TPU’s published peak follows from its parts, and so do the comparisons of the deck', () => {
  const chip = (id: string) => publishedChips.find((one) => one.id === id)!;
  const peak = peakOperations(tpu.rows * tpu.columns, tpu.operationsPerUnit, tpu.clock);
  expect(tpu.rows * tpu.columns).toBe(65_536);
  expect(peak).toBe(91.7504e12);
  expect(Math.round(peak / 1e12)).toBe(chip('tpu').peak / 1e12);
  const bandwidth = tpu.memoryChannels * tpu.transfersPerSecond * tpu.bytesPerTransfer;
  expect(Math.round(bandwidth / 1e9)).toBe(chip('tpu').bandwidth / 1e9);
  expect(tpu.unifiedBuffer + tpu.accumulators).toBe(chip('tpu').onChipMemory);
  expect(chip('tpu').onChipMemory / chip('gpu').onChipMemory).toBe(3.5);
  expect(65_536 / multiplyAccumulates(chip('gpu'))).toBeGreaterThan(25);
  expect(65_536 / multiplyAccumulates(chip('cpu'))).toBeGreaterThan(100);
});
