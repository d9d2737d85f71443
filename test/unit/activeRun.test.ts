/** Runs with the real worker (built into dist/) and with workers that misbehave. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mnistMlp } from '../../samples/mnist-mlp';
import { parametersFor } from '../../samples/sample';
import { installedModules } from '../../src/native/installation';
import type { RunRequest, RunStatus } from '../../src/protocol';
import { ActiveRun, type Workers } from '../../src/runs/activeRun';
import { RunRecord } from '../../src/runs/runRecord';
import { nativeModules, workersFor } from '../../src/worker/nativeModules';
import { startProcess, startThread } from '../../src/worker/startWorker';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const misbehaving = (name: string) => join(import.meta.dirname, '..', 'fixtures', 'workers', `${name}.js`);
const thread: Workers = { thread: () => startThread(dist) };

/** Long enough that only a stop ends it. */
const endless = { trainRecords: 8000, epochs: 1000 };
const short = { trainRecords: 100, epochs: 2 };

function requestFor(parameters: Record<string, unknown>, engine: RunRequest['engine'] = 'auto'): RunRequest {
  return {
    sampleId: 'mnist-mlp',
    parameters: parametersFor(mnistMlp, parameters),
    seed: 42,
    data: { kind: 'bundled' },
    engine,
  };
}

function runOf(request: RunRequest, workers = thread) {
  const record = new RunRecord({ id: 'test', title: 'test', request, status: 'starting', startedAt: 0, step: 0 });
  const run = new ActiveRun(record, workers);
  onTestFinished(() => run.abandon());
  return { record, run };
}

function reached(record: RunRecord, status: RunStatus): Promise<void> {
  return new Promise((resolve) => {
    const check = () => record.summary.status === status && resolve();
    record.on('changed', check);
    check();
  });
}

const accuracies = (record: RunRecord) => record.allSeries().find(({ name }) => name === 'test accuracy')?.values;

test('a run finishes, says which engine and why, and the same seed gives the same numbers', async () => {
  const first = runOf(requestFor(short));
  const second = runOf(requestFor(short));
  await Promise.all([first.run.run(), second.run.run()]);
  expect(first.record.summary).toMatchObject({ status: 'finished', step: 2, secondsLeft: 0 });
  expect(first.record.summary.engine?.reason).not.toBe('');
  expect(accuracies(first.record)).toHaveLength(3);
  expect(accuracies(first.record)).toEqual(accuracies(second.record));
});

test('pauses, stands still, resumes, and ends with the numbers of an undisturbed run', async () => {
  const parameters = { trainRecords: 4000, epochs: 1 };
  const undisturbed = runOf(requestFor(parameters));
  await undisturbed.run.run();
  const { record, run } = runOf(requestFor(parameters));
  const done = run.run();
  await reached(record, 'running');
  run.pause();
  await reached(record, 'paused');
  const { step } = record.summary;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(record.summary.step).toBe(step);
  run.resume();
  await done;
  expect(record.summary.status).toBe('finished');
  expect(accuracies(record)).toEqual(accuracies(undisturbed.record));
});

test('stops while it trains, while it is paused, and while its worker hangs', async () => {
  const training = runOf(requestFor(endless));
  const trainingDone = training.run.run();
  await reached(training.record, 'running');
  training.run.stop();
  await trainingDone;
  expect(training.record.summary.status).toBe('stopped');

  const paused = runOf(requestFor(endless));
  const pausedDone = paused.run.run();
  paused.run.pause();
  await reached(paused.record, 'paused');
  paused.run.stop();
  await pausedDone;
  expect(paused.record.summary.status).toBe('stopped');

  const hanging = runOf(requestFor(endless), { thread: () => startThread(dist, misbehaving('hangs')) });
  const hangingDone = hanging.run.run();
  hanging.run.stop();
  await hangingDone;
  expect(hanging.record.summary.status).toBe('stopped');
});

test('a new learning rate takes effect while the run goes on, and is kept', async () => {
  const { record, run } = runOf(requestFor({ ...endless, trainRecords: 100 }));
  const done = run.run();
  await reached(record, 'running');
  run.tune({ learningRate: 1e-5 });
  const losses: number[] = [];
  await new Promise<void>((resolve) =>
    record.on('scalars', (scalars) => {
      losses.push(...scalars.filter(({ name }) => name === 'test loss').map(({ value }) => value));
      if (losses.length >= 4) resolve();
    }),
  );
  // At 0.1 the test loss falls by a tenth from one of these epochs to the next; at this rate it all but stands still.
  const [before, after] = losses.slice(-2);
  expect(Math.abs(before! - after!) / before!).toBeLessThan(0.01);
  expect(record.summary.tuned).toEqual({ learningRate: 1e-5 });
  run.stop();
  await done;
});

test.each([
  ['throws', /throws while it loads/],
  ['exits', /ended unexpectedly \(code 7\)/],
])('a worker that %s ends its run with the reason', async (name, reason) => {
  const { record, run } = runOf(requestFor(short), { thread: () => startThread(dist, misbehaving(name)) });
  await run.run();
  expect(record.summary.status).toBe('failed');
  expect(record.summary.error).toMatch(reason);
});

test('a worker that runs out of memory ends its run, says its limit, and leaves this process alive', async () => {
  const workers = { thread: () => startThread(dist, misbehaving('runsOutOfMemory'), 64) };
  const { record, run } = runOf(requestFor(short), workers);
  await run.run();
  expect(record.summary).toMatchObject({ status: 'failed' });
  expect(record.summary.error).toMatch(/out of memory.*64 MB/);
});

test('a sample that fails says why', async () => {
  const { record, run } = runOf(requestFor({ ...short, trainRecords: 9000 }));
  await run.run();
  expect(record.summary.status).toBe('failed');
  expect(record.summary.error).toMatch(/9,?000.*8,?000/);
});

test.each(['throws', 'exits'])('native TensorFlow that %s gives way to WebAssembly, and says why', async (name) => {
  const { record, run } = runOf(requestFor({ ...short, model: 'tensorflow' }), {
    ...thread,
    native: () => startProcess(dist, '/nowhere', misbehaving(name)),
  });
  await run.run();
  expect(record.summary).toMatchObject({ status: 'finished', engine: { name: 'wasm' } });
  expect(record.summary.engine?.reason).toMatch(/native TensorFlow does not start/);
});

test('native TensorFlow that fails its probe is not started: the run goes on with WebAssembly, and says why', async () => {
  const { record, run } = runOf(requestFor({ ...short, model: 'tensorflow' }), {
    ...thread,
    native: () => {
      throw new Error('it was started');
    },
    checkNative: () => Promise.reject(new Error('the library is too old')),
  });
  await run.run();
  expect(record.summary).toMatchObject({ status: 'finished', engine: { name: 'wasm' } });
  expect(record.summary.engine?.reason).toMatch(/^native TensorFlow does not start: the library is too old; /);
});

test('native TensorFlow that is asked for and fails its probe is an error', async () => {
  const { record, run } = runOf(requestFor({ ...short, model: 'tensorflow' }, 'native'), {
    ...thread,
    native: () => startProcess(dist, '/nowhere'),
    checkNative: () => Promise.reject(new Error('the library is too old')),
  });
  await run.run();
  expect(record.summary).toMatchObject({
    status: 'failed',
    error: 'Native TensorFlow does not start: the library is too old',
  });
});

test('a stop and an abandoned run do not wait for the probe, and start no other engine', async () => {
  const started: string[] = [];
  const workers: Workers = {
    thread: () => {
      started.push('thread');
      return startThread(dist);
    },
    native: () => {
      started.push('native');
      return startProcess(dist, '/nowhere');
    },
    checkNative: () => new Promise(() => undefined),
  };
  const stopped = runOf(requestFor({ ...short, model: 'tensorflow' }), workers);
  const stoppedDone = stopped.run.run();
  stopped.run.stop();
  await stoppedDone;
  expect(stopped.record.summary.status).toBe('stopped');

  const abandoned = runOf(requestFor({ ...short, model: 'tensorflow' }), workers);
  const abandonedDone = abandoned.run.run();
  abandoned.run.abandon();
  await abandonedDone;
  expect(abandoned.record.summary.status).toBe('starting');
  expect(started).toEqual([]);
});

test('native TensorFlow that loads computes in a process of its own (a stand-in for it here)', async () => {
  const modules = mkdtempSync(join(tmpdir(), 'modules-'));
  onTestFinished(() => rmSync(modules, { recursive: true }));
  mkdirSync(join(modules, '@tensorflow', 'tfjs-node'), { recursive: true });
  writeFileSync(join(modules, '@tensorflow', 'tfjs-node', 'package.json'), '{ "main": "index.js" }');
  copyFileSync(
    join(import.meta.dirname, '..', 'fixtures', 'tfjsNodeStandIn.js'),
    join(modules, '@tensorflow', 'tfjs-node', 'index.js'),
  );
  const installed = join(import.meta.dirname, '..', '..', 'node_modules', '@tensorflow');
  for (const name of ['tfjs', 'tfjs-backend-cpu'])
    symlinkSync(join(installed, name), join(modules, '@tensorflow', name), 'junction');

  const request = requestFor({ model: 'tensorflow', hiddenUnits: 20, trainRecords: 100, epochs: 1 });
  const native = runOf(request, workersFor(dist, [modules]));
  const bundled = runOf({ ...request, engine: 'cpu' });
  await Promise.all([native.run.run(), bundled.run.run()]);
  expect(native.record.summary).toMatchObject({ status: 'finished', engine: { name: 'native' } });
  expect(accuracies(native.record)).toEqual(accuracies(bundled.record));
});

test('native TensorFlow that is asked for but missing is an error that says what to do', async () => {
  const { record, run } = runOf(requestFor({ ...short, model: 'tensorflow', batchSize: 50 }, 'native'));
  await run.run();
  expect(record.summary.status).toBe('failed');
  expect(record.summary.error).toMatch(/not installed.*"auto"/);
});

test('real native TensorFlow trains to the same accuracies', async (context) => {
  const root = join(import.meta.dirname, '..', '..');
  const modules = [installedModules(join(root, '.native')), join(root, 'node_modules')];
  context.skip(nativeModules(modules) === undefined, 'native TensorFlow is not installed: npm run native');
  const request = requestFor({ model: 'tensorflow', batchSize: 50, trainRecords: 2000, epochs: 2 }, 'native');
  const native = runOf(request, workersFor(dist, modules));
  const bundled = runOf({ ...request, engine: 'wasm' });
  await native.run.run();
  await bundled.run.run();
  expect(native.record.summary).toMatchObject({ status: 'finished', engine: { name: 'native' } });
  // Sums in another order change the last digits, and so at most a few of the 2,000 answers.
  const expected = accuracies(bundled.record)!;
  expect(expected.at(-1)).toBeGreaterThan(expected[0]!);
  for (const [epoch, accuracy] of accuracies(native.record)!.entries())
    expect(Math.abs(accuracy - expected[epoch]!), `epoch ${epoch}`).toBeLessThan(0.005);
});
