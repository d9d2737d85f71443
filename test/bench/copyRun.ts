/** Makes a copy of mnist-mlp and prints one line of JSON: how long it takes to be loaded and stopped, and how fast it trains. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { askCopy } from '../../src/copies/askCopy';
import { entryOf, modulesOf } from '../../src/copies/copyFiles';
import type { RunRequest } from '../../src/protocol';
import { ActiveRun } from '../../src/runs/activeRun';
import { RunRecord } from '../../src/runs/runRecord';
import { startIsolated, startThread } from '../../src/worker/startWorker';

const root = process.cwd();
const dist = join(root, 'dist');
const workers = { thread: () => startThread(dist), isolated: () => startIsolated(dist, () => {}) };
const entry = entryOf('mnist-mlp');
const parameters = { model: 'tensorflow', hiddenUnits: 300, learningRate: 0.01, epochs: 2, batchSize: 50 };

const folder = mkdtempSync(join(tmpdir(), 'copy-'));
const modules = await modulesOf(entry, (path) => Promise.resolve(read(join(root, 'samples', path))));
write(modules);

const loadStart = performance.now();
const description = await askCopy(workers.isolated(), (copy) => copy.describeCopy({ folder, entry }));
const load = performance.now() - loadStart;
const copy = { folder, entry, description, usesTensorFlow: true };

const original = await train({});
const copied = await train({ copy });

// An endless loop after the first evaluation.
write([
  ['mnist-mlp/train.ts', modules.get('mnist-mlp/train.ts')!.replace('const order =', 'for (;;);\n    const order =')],
]);
const { record, run } = runOf({ copy });
const ended = run.run();
await new Promise<void>((resolve) => record.on('changed', ({ status }) => status === 'running' && resolve()));
await new Promise((resolve) => setTimeout(resolve, 3000));
const stopStart = performance.now();
run.stop();
await ended;
console.log(
  JSON.stringify({
    load,
    stop: performance.now() - stopStart,
    status: record.summary.status,
    speed: copied / original,
  }),
);
rmSync(folder, { recursive: true });
process.exit();

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function write(files: Iterable<[path: string, text: string]>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function runOf(more: Partial<RunRequest>) {
  const request: RunRequest = {
    ...{ sampleId: 'mnist-mlp', parameters, seed: 1, data: { kind: 'bundled' }, engine: 'wasm' },
    ...more,
  };
  const record = new RunRecord({ id: 'run', title: 'run', request, status: 'starting', startedAt: 0, step: 0 });
  return { record, run: new ActiveRun(record, workers) };
}

/** Records per second, the median of what the run reports. */
async function train(more: Partial<RunRequest>): Promise<number> {
  const { record, run } = runOf(more);
  await run.run();
  if (record.summary.error) throw new Error(record.summary.error);
  const { values } = record.allSeries().find(({ name }) => name === 'records per second')!;
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
