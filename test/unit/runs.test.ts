/** The run history on disk, with the real worker (built into dist/). */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunRequest, RunSummary } from '../../src/protocol';
import type { RunRecord } from '../../src/runs/runRecord';
import { Runs } from '../../src/runs/runs';
import { startThread } from '../../src/worker/startWorker';

const dist = join(import.meta.dirname, '..', '..', 'dist');

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What an extension host has; a second one on the same folder is the one after a reload. */
function hostOn(folder: string, limit = 20): Runs {
  const runs = new Runs(
    folder,
    () => ({ thread: () => startThread(dist) }),
    () => limit,
  );
  onTestFinished(() => runs.dispose());
  return runs;
}

const request = (parameters: RunRequest['parameters']): RunRequest => ({
  sampleId: 'mnist-mlp',
  parameters,
  seed: 42,
  data: { kind: 'bundled' },
  engine: 'auto',
});
const short = request({ trainRecords: 100, epochs: 2, hiddenUnits: 20 });

const ended = (runs: Runs, record: RunRecord) =>
  new Promise<void>((resolve) => runs.on('ended', (one) => one.summary.id === record.summary.id && resolve()));

const pruned = () => new Promise((resolve) => setTimeout(resolve, 100));

function reaches(record: RunRecord, goal: (run: RunSummary) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => goal(record.summary) && resolve();
    record.on('changed', check);
    check();
  });
}

async function finish(runs: Runs, what = short): Promise<RunRecord> {
  const record = await runs.start(what);
  await ended(runs, record);
  return record;
}

test('a finished run is reopened by another host with its parameters, curves, frames and digits', async () => {
  const folder = emptyFolder();
  const original = await finish(hostOn(folder));
  const runs = hostOn(folder);
  expect(await runs.summaries()).toEqual([original.summary]);
  const reopened = await runs.open(original.summary.id);
  expect(reopened.summary).toMatchObject({ status: 'finished', request: { parameters: { hiddenUnits: 20 } } });
  expect(reopened.allSeries()).toEqual(original.allSeries());
  expect(reopened.allFrameSteps()).toEqual([0, 1, 2]);
  expect(await reopened.frame(2)).toEqual(await original.frame(2));
  expect((await reopened.testDigits())?.labels).toHaveLength(2000);
  expect(runs.activeRun(original.summary.id)).toBeUndefined();
});

test('a run that a reload interrupts goes on in the next host, and ends with the numbers of an undisturbed run', async () => {
  const long = request({ trainRecords: 8000, epochs: 2, hiddenUnits: 50 });
  const undisturbed = await finish(hostOn(emptyFolder()), long);

  const folder = emptyFolder();
  const before = hostOn(folder);
  const record = await before.start(long);
  await reaches(record, ({ step }) => step > 0);
  before.activeRun(record.summary.id)!.pause();
  const after = hostOn(folder);
  await expect.poll(async () => (await after.summaries())[0]?.status).toBe('paused');
  before.dispose();

  const continued = await after.open(record.summary.id);
  const end = ended(after, continued);
  await reaches(continued, ({ status }) => status === 'paused');
  expect(continued.summary.step).toBeGreaterThan(0);
  expect(continued.summary.step).toBeLessThan(2);
  const { step } = continued.summary;
  const learnt: number[] = [];
  continued.on('scalars', (scalars) => learnt.push(...scalars.map((scalar) => scalar.step)));
  after.activeRun(record.summary.id)!.resume();
  await end;
  expect(continued.summary.status).toBe('finished');
  expect(learnt[0], 'nothing is learnt twice').toBeGreaterThanOrEqual(step);
  expect(continued.allFrameSteps()).toEqual([0, 1, 2]);
  expect((await continued.frame(2)).network).toEqual((await undisturbed.frame(2)).network);
});

test('the host before lets go when the one after has claimed the run', async () => {
  const folder = emptyFolder();
  const before = hostOn(folder);
  const record = await before.start(request({ trainRecords: 8000, epochs: 1000 }));
  await new Promise<void>((resolve) => record.on('network', () => resolve()));
  const letGo = ended(before, record);
  const after = hostOn(folder);
  const continued = await after.open(record.summary.id);
  await letGo;
  expect(before.activeRun(record.summary.id)).toBeUndefined();
  expect(after.activeRun(record.summary.id)).toBeDefined();
  expect(continued.summary.status).not.toBe('failed');
});

test('the history is bounded: the oldest runs go first, and open ones stay', async () => {
  const folder = emptyFolder();
  const runs = hostOn(folder, 1);
  const oldest = await finish(runs);
  const middle = await finish(runs);
  await pruned();
  // Both are still open in a panel.
  expect((await runs.summaries()).map(({ id }) => id)).toEqual([middle.summary.id, oldest.summary.id]);
  runs.close(oldest.summary.id);
  runs.close(middle.summary.id);
  const newest = await finish(runs);
  await pruned();
  expect((await runs.summaries()).map(({ id }) => id)).toEqual([newest.summary.id, middle.summary.id]);
});

test('clearing the history removes what has ended and spares what is running', async () => {
  const folder = emptyFolder();
  const runs = hostOn(folder);
  await finish(runs);
  const running = await runs.start(request({ trainRecords: 8000, epochs: 1000 }));
  expect(await runs.clear()).toBe(1);
  expect((await runs.summaries()).map(({ id }) => id)).toEqual([running.summary.id]);
});

test('a damaged run is left out of the list, and opening it says what is wrong', async () => {
  const folder = emptyFolder();
  const good = await finish(hostOn(folder));
  const bad = await finish(hostOn(folder));
  writeFileSync(join(folder, bad.summary.id, 'run.json'), '{ "version": 1, "summ');
  const runs = hostOn(folder);
  expect((await runs.summaries()).map(({ id }) => id)).toEqual([good.summary.id]);
  await expect(runs.open(bad.summary.id)).rejects.toThrow(/JSON/);
});

test('a run goes on when the disk refuses, and says so', async () => {
  const folder = emptyFolder();
  const runs = hostOn(folder);
  const record = await runs.start(short);
  const failed = new Promise<Error>((resolve) => record.on('storageFailed', resolve));
  await rm(folder, { recursive: true });
  writeFileSync(folder, 'a file where the folder was');
  await ended(runs, record);
  expect((await failed).message).toMatch(/ENOTDIR|EEXIST/);
  expect(record.summary).toMatchObject({ status: 'finished', step: 2 });
});

test('nothing half-written is left behind', async () => {
  const folder = emptyFolder();
  const { summary } = await finish(hostOn(folder));
  await pruned();
  expect(readdirSync(join(folder, summary.id)).sort()).toEqual(
    ['frame-0.bin', 'frame-1.bin', 'frame-2.bin', 'owner', 'run.json', 'testDigits.bin'].sort(),
  );
});
