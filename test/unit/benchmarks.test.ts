import { createBirpc } from 'birpc';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ceilingsOf,
  devices,
  isMeasured,
  throughputCurve,
  transferCost,
  type DeviceResult,
} from '../../samples/devices/results';
import { Benchmarks } from '../../src/devices/benchmarks';
import { benchmarkAsCsv, benchmarkAsJson } from '../../src/devices/exportBenchmark';
import { linuxPower } from '../../src/devices/machine';
import type {
  BenchmarkProgress,
  BenchmarkRecord,
  DeviceWorkerFunctions,
  DeviceWorkerHostFunctions,
  MachineInfo,
  Measured,
} from '../../src/protocol';
import type { Workerish } from '../../src/worker/startWorker';

const latency = (p50: number) => ({ first: 2 * p50, p50, p95: 1.5 * p50, repetitions: 7 });

const measured: Measured = {
  workloads: [
    { id: 'matrixProduct', title: 'Matrix product', work: { operations: 4e6, bytes: 1e5 }, latency: latency(2) },
    { id: 'cnn', title: 'Training step, "CNN"', missing: 'Kernel not registered' },
  ],
  batches: [
    { size: 1, resident: latency(1), roundTrip: latency(4) },
    { size: 4, resident: latency(2), roundTrip: latency(5) },
  ],
  transfer: { bytes: 100, roundTrip: latency(3), resident: latency(1) },
  stream: { bytes: 6e6, latency: latency(3) },
};

const machine: MachineInfo = {
  cpu: 'Test, "quoted"',
  cores: 2,
  memory: 2 ** 34,
  os: 'Linux',
  versions: { vscode: '1', node: '24', extension: '0' },
  power: 'not known',
  isRemote: false,
};

/** A worker in this process that does what `benchmark` says. */
function worker(benchmark: () => Promise<Measured>, ended: () => void = () => undefined): Workerish {
  let toHost: (message: unknown) => void = () => undefined;
  let toWorker: (message: unknown) => void = () => undefined;
  const host = createBirpc<DeviceWorkerHostFunctions, Partial<DeviceWorkerFunctions>>(
    {
      loadDevice: (device) => Promise.resolve(`Engine ${device}`),
      async benchmark() {
        await host.measuring('Matrix product', 0.5);
        return benchmark();
      },
    },
    { post: (message) => toHost(message), on: (listener) => (toWorker = listener) },
  );
  return {
    post: (message) => void toWorker(message),
    onMessage: (listener) => (toHost = listener),
    onExit: () => undefined,
    terminate: ended,
  };
}

const all = devices.map(({ id }) => id);
const notInPanel = () => Promise.reject(new Error('the panel was not in view'));

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'benchmarks-'));
  file = join(folder, 'storage', 'benchmarks.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('every device is measured or says why not, one after another, and the result is kept', async () => {
  const benchmarks = new Benchmarks(file, () => ({ thread: () => worker(() => Promise.resolve(measured)) }));
  expect(await benchmarks.history()).toEqual([]);
  const shares: number[] = [];
  const progressed = (progress: BenchmarkProgress | undefined) => void shares.push(progress?.share ?? NaN);
  const record = await benchmarks.run(
    machine,
    all,
    (device) => (device === 'webgl' ? inPanel(device) : notInPanel()),
    progressed,
  );
  expect(
    record!.outcomes.map((outcome) => [outcome.device, isMeasured(outcome) ? outcome.engine : outcome.missing]),
  ).toEqual([
    ['javascript', 'Engine javascript'],
    ['wasm', 'Engine wasm'],
    ['wasmThreads', 'Engine wasmThreads'],
    ['native', 'It is not installed; “Deep Learning: Install Native TensorFlow” adds it.'],
    ['webgl', 'WebGL of the test'],
    ['webgpu', 'The panel was not in view.'],
  ]);
  expect(shares).toEqual([0, 0.5 / 6, 1 / 6, 1.5 / 6, 2 / 6, 2.5 / 6, NaN]);
  expect(await benchmarks.history()).toEqual([record]);
  expect(benchmarks.progress).toBeUndefined();
});

function inPanel(device: 'webgl' | 'webgpu'): Promise<DeviceResult> {
  return Promise.resolve({ device, engine: 'WebGL of the test', loadTime: 5, ...measured });
}

test('cancelling ends a busy worker at once; what was measured before is kept', async () => {
  let ended = 0;
  let cancel: () => void = () => undefined;
  const never = () => {
    setTimeout(cancel);
    return new Promise<Measured>(() => undefined);
  };
  const workers = [worker(() => Promise.resolve(measured)), worker(never, () => ended++)];
  const benchmarks = new Benchmarks(file, () => ({ thread: () => workers.shift()! }));
  cancel = () => benchmarks.cancel();
  const record = await benchmarks.run(machine, all, notInPanel, () => undefined);
  expect(ended).toBe(1);
  expect(record).toMatchObject({ cancelled: true });
  expect(record!.outcomes.map(isMeasured)).toEqual([true, false, false, false, false, false]);
  expect(record!.outcomes[1]).toEqual({ device: 'wasm', missing: 'The benchmark was cancelled.' });

  workers.push(worker(never));
  expect(await benchmarks.run(machine, all, notInPanel, () => undefined)).toBeUndefined();
  expect(await benchmarks.history()).toHaveLength(1);
});

test('a worker that fails is a device that is missing; two benchmarks at once are refused', async () => {
  const workers = [worker(() => Promise.reject(new Error('out of luck'))), worker(() => Promise.resolve(measured))];
  const benchmarks = new Benchmarks(file, () => ({ thread: () => workers.shift()! }));
  const running = benchmarks.run(machine, all, notInPanel, () => undefined);
  await expect(benchmarks.run(machine, all, notInPanel, () => undefined)).rejects.toThrow('going on already');
  expect((await running)!.outcomes[0]).toEqual({ device: 'javascript', missing: 'Out of luck.' });
});

test('only what was chosen is measured; the rest says that it was not', async () => {
  const benchmarks = new Benchmarks(file, () => ({ thread: () => worker(() => Promise.resolve(measured)) }));
  const shares: number[] = [];
  const record = await benchmarks.run(machine, ['wasm', 'wasmThreads'], notInPanel, (progress) => {
    if (progress) shares.push(progress.share);
  });
  expect(record!.outcomes.map(isMeasured)).toEqual([false, true, true, false, false, false]);
  expect(record!.outcomes[0]).toEqual({ device: 'javascript', missing: 'It was not chosen for this benchmark.' });
  expect(shares).toEqual([0, 0.25, 0.5, 0.75]);
  await expect(benchmarks.run(machine, [], notInPanel, () => undefined)).rejects.toThrow('Choose at least one device.');
  await expect(benchmarks.run(machine, ['webgpu'], notInPanel, () => undefined)).rejects.toThrow(
    'Nothing could be measured. The panel was not in view.',
  );
});

test('native TensorFlow is measured in its own process, where it is installed', async () => {
  const thread = () => worker(() => Promise.reject(new Error('not in a thread')));
  const benchmarks = new Benchmarks(file, () => ({ thread, native: () => worker(() => Promise.resolve(measured)) }));
  const record = await benchmarks.run(machine, ['native'], notInPanel, () => undefined);
  expect(record!.outcomes[3]).toMatchObject({ device: 'native', engine: 'Engine native' });
});

test('twenty are kept, the newest first; those of another version are not shown', async () => {
  const benchmarks = new Benchmarks(file, () => ({ thread: () => worker(() => Promise.resolve(measured)) }));
  const ids: string[] = [];
  for (let i = 0; i < 22; i++) ids.unshift((await benchmarks.run(machine, all, notInPanel, () => undefined))!.id);
  expect((await benchmarks.history()).map(({ id }) => id)).toEqual(ids.slice(0, 20));
  const stored = JSON.parse(await readFile(file, 'utf8')) as { version: number };
  await writeFile(file, JSON.stringify({ ...stored, version: stored.version + 1 }));
  expect(await benchmarks.history()).toEqual([]);
});

const record: BenchmarkRecord = {
  id: 'b',
  startedAt: Date.UTC(2026, 0, 31, 12),
  machine,
  outcomes: [
    { device: 'wasm', engine: 'Wasm', loadTime: 12, ...measured },
    { device: 'webgpu', missing: 'No adapter, sorry.' },
  ],
};

test('rates follow from the medians', () => {
  const [wasm] = record.outcomes as [DeviceResult];
  // 4e6 operations in 2 ms, 6e6 bytes in 3 ms, batches of 4 in 2 and in 5 ms.
  expect(ceilingsOf(wasm)).toEqual({ peak: 2e9, bandwidth: 2e9 });
  expect(throughputCurve(wasm, false)).toEqual([
    { x: 1, y: 1000 },
    { x: 4, y: 2000 },
  ]);
  expect(throughputCurve(wasm, true)[1]).toEqual({ x: 4, y: 800 });
  expect(transferCost(wasm)).toEqual({ size: 1, factor: 4 });
  expect(transferCost({ ...wasm, batches: [{ size: 1, resident: latency(2), roundTrip: latency(1) }] }).factor).toBe(1);
  // 784 · 300 + 300 · 100 + 100 · 10 multiply-accumulates, in a tenth of a millisecond.
  const quick = { ...wasm, batches: [{ size: 1, resident: latency(0.1), roundTrip: latency(1) }] };
  expect(ceilingsOf(quick).peak).toBeCloseTo(2 * 266_200 * 1e4, 0);
});

test('the CSV has a row for each measurement, and one for each thing that is missing', () => {
  const lines = benchmarkAsCsv(record).split('\r\n');
  expect(lines[0]).toBe(
    'device,engine,measurement,batch size,first (ms),p50 (ms),p95 (ms),repetitions,per second,unit,missing',
  );
  expect(lines).toContain('"WebAssembly, one thread",Wasm,Matrix product,,4,2,3,7,2000000000,operations,');
  expect(lines).toContain('"WebAssembly, one thread",Wasm,"Training step, ""CNN""",,,,,,,,Kernel not registered');
  expect(lines).toContain('"WebAssembly, one thread",Wasm,"answers, with transfer",4,10,5,7.5,7,800,records,');
  expect(lines).toContain('WebGPU,,,,,,,,,,"No adapter, sorry."');
  expect(lines.at(-1)).toBe('');
});

test('the JSON has everything, the machine included', () => {
  const { startedAt, ...rest } = JSON.parse(benchmarkAsJson(record)) as { startedAt: string };
  expect(startedAt).toBe('2026-01-31T12:00:00.000Z');
  expect(rest).toEqual({ machine, outcomes: record.outcomes });
});

test.each([
  [{}, 'not known'],
  [{ AC: { type: 'Mains', online: '1' }, BAT0: { type: 'Battery', status: 'Charging' } }, 'mains'],
  [{ ADP1: { type: 'Mains', online: '0' }, BAT0: { type: 'Battery', status: 'Discharging' } }, 'battery'],
  [{ BAT1: { type: 'Battery', status: 'Discharging' } }, 'battery'],
])('power supplies %j: %s', async (supplies, state) => {
  for (const [name, files] of Object.entries(supplies)) {
    await mkdir(join(folder, name));
    for (const [key, text] of Object.entries(files)) await writeFile(join(folder, name, key), `${text}\n`);
  }
  expect(await linuxPower(folder)).toBe(state);
});

test('a machine without the folder of power supplies has no known power', async () => {
  expect(await linuxPower(join(folder, 'nowhere'))).toBe('not known');
});
