import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addGradients,
  initialParameters,
  medianStep,
  parameterCount,
  shareTraining,
  stepTime,
  type SharePlan,
  type StepTimes,
} from '../../samples/devices/dataParallel';
import { easyDigits } from '../fixtures/easyDigits';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

/** Real threads, each with its share. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parallel-'));
  await build({
    absWorkingDir: root,
    stdin: {
      resolveDir: root,
      loader: 'ts',
      contents: `
        import { parentPort, workerData } from 'node:worker_threads';
        import { trainShare } from './samples/devices/dataParallel';
        import { easyDigits } from './test/fixtures/easyDigits';
        const { plan, shared } = workerData;
        parentPort.postMessage(trainShare(plan, shared, easyDigits(60, 5), () => performance.now()));`,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: join(folder, 'worker.cjs'),
    logLevel: 'error',
  });
});
afterAll(() => rm(folder, { recursive: true }));

const plan: Omit<SharePlan, 'rank' | 'workers'> = { steps: 6, batchSize: 30, learningRate: 0.1 };

async function trainOn(workers: number): Promise<{ parameters: Float64Array; times: StepTimes[][] }> {
  const shared = shareTraining(workers, 3);
  const times = await Promise.all(
    Array.from(
      { length: workers },
      (_, rank) =>
        new Promise<StepTimes[]>((resolve, reject) => {
          const worker = new Worker(join(folder, 'worker.cjs'), {
            workerData: { plan: { ...plan, rank, workers }, shared },
          });
          worker.once('message', resolve).once('error', reject);
        }),
    ),
  );
  return { parameters: shared.parameters, times };
}

test('gradients agree with finite differences', () => {
  const digits = easyDigits(4, 8);
  const parameters = initialParameters(1);
  const gradients = new Float64Array(parameterCount);
  addGradients(parameters, gradients, digits, 1, 4);
  const lossAt = (index: number, value: number) => {
    const moved = parameters.slice();
    moved[index]! += value;
    return addGradients(moved, new Float64Array(parameterCount), digits, 1, 4);
  };
  const step = 1e-5;
  // Some of each kind: weights and biases of both layers.
  const every = [
    ...Array.from({ length: 120 }, (_, i) => i * 661),
    ...Array.from({ length: 80 }, (_, i) => 78_400 + i * 13),
  ];
  let checked = 0;
  for (const index of [...every, parameterCount - 1]) {
    const slope = (lossAt(index, step) - lossAt(index, -step)) / (2 * step);
    expect(gradients[index]).toBeCloseTo(slope, 6);
    if (slope !== 0) checked++;
  }
  expect(checked).toBeGreaterThan(50);
});

test('two, three and four workers reach the weights of one, but for rounding, and learn', async () => {
  const alone = await trainOn(1);
  const digits = easyDigits(60, 5);
  const lossOf = (parameters: Float64Array) =>
    addGradients(parameters, new Float64Array(parameterCount), digits, 0, 60);
  expect(lossOf(alone.parameters)).toBeLessThan(0.8 * lossOf(initialParameters(3)));
  for (const workers of [2, 3, 4]) {
    const { parameters, times } = await trainOn(workers);
    const furthest = parameters.reduce((most, value, i) => Math.max(most, Math.abs(value - alone.parameters[i]!)), 0);
    expect(furthest).toBeLessThan(1e-13);
    expect(times).toHaveLength(workers);
    for (const steps of times) expect(steps).toHaveLength(plan.steps);
  }
});

test('the median step is one of the steps after the warm-up', () => {
  const steps = [90, 1, 5, 3, 4].map((gradient) => ({ gradient, waiting: 1, allReduce: 2 }));
  expect(stepTime(medianStep(steps, 1))).toBe(6);
});
