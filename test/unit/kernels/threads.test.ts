import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { ThreadPolicy } from '../../../src/engine/kernels/threadPolicy';
import { engineFiles } from '../../fixtures/engineFiles';

let kernels: Kernels;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
});
afterAll(() => kernels.threads.dispose());

test('parts of a call add up to the whole, however many threads take them, thousands of times', () => {
  const [rows, depth, columns] = [120, 37, 90];
  const [a, b] = [
    tf.randomNormal([rows, depth], 0, 1, 'float32', 1),
    tf.randomNormal([depth, columns], 0, 1, 'float32', 2),
  ];
  kernels.threads.use(1);
  const expected = a.matMul(b).dataSync();
  kernels.threads.use(kernels.threads.available);
  expect(kernels.threads.available).toBeGreaterThanOrEqual(1);
  for (let i = 0; i < 3000; i++) {
    const product = a.matMul(b);
    if (i % 100 === 0) expect(product.dataSync()).toEqual(expected);
    product.dispose();
  }
  kernels.threads.use(undefined);
  tf.dispose([a, b]);
});

/** Milliseconds that a call takes, by the number of threads. */
type Machine = (threads: number) => number;

let clock = 0;

/** Makes `calls` calls on a simulated machine: how long they take together. */
function simulate(policy: ThreadPolicy, machine: Machine, calls: number): number {
  let sum = 0;
  for (let i = 0; i < calls; i++) {
    const threads = policy.threadsFor('call');
    const duration = machine(threads);
    sum += duration;
    policy.record('call', threads, duration, (clock += duration));
  }
  return sum;
}

const idle: Machine = (threads) => 0.2 / threads + 0.01;
/** Another process has the second core for half of the time: one call in ten waits for a time slice of 4 ms. */
const busy = (): Machine => {
  let calls = 0;
  return (threads) => (threads === 1 ? 0.21 : calls++ % 10 === 0 ? 4 : 0.11);
};

test('threads: all on an idle machine, one on a busy one, all again when it is idle', () => {
  const policy = new ThreadPolicy(2);
  const alone = 0.21 * 10_000;
  expect(simulate(policy, idle, 10_000)).toBeLessThan(0.6 * alone);
  expect(simulate(policy, busy(), 10_000)).toBeLessThan(alone / 0.95);
  simulate(policy, idle, 2_000);
  expect(simulate(policy, idle, 10_000)).toBeLessThan(0.6 * alone);
});

test('threads: a core that became free while nothing was computed is used at once', () => {
  const policy = new ThreadPolicy(2);
  simulate(policy, busy(), 10_000);
  clock += 1000;
  expect(simulate(policy, idle, 100)).toBeLessThan(0.6 * 0.21 * 100);
});

test('a call that gains nothing from threads keeps to one', () => {
  const policy = new ThreadPolicy(2);
  const counts = [0, 0];
  for (let i = 0; i < 10_000; i++) {
    for (const [kind, times] of [
      ['large', [1, 0.5]],
      ['small', [0.05, 0.06]],
    ] as const) {
      const threads = policy.threadsFor(kind);
      policy.record(kind, threads, times[threads - 1]!, 0);
      if (kind === 'small') counts[threads - 1]!++;
    }
  }
  expect(counts[1]! / counts[0]!).toBeLessThan(0.1);
  expect(policy.awake).toBe(2);
});

test('with eight threads, as many as pay', () => {
  const policy = new ThreadPolicy(8);
  // Four cores are free; threads beyond them only wait.
  const machine: Machine = (threads) => (threads <= 4 ? 1 / threads : 0.9);
  expect(simulate(policy, machine, 20_000)).toBeLessThan(20_000 * 0.3);
});
