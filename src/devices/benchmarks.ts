import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  devices,
  isMeasured,
  type DeviceId,
  type DeviceOutcome,
  type DeviceResult,
} from '../../samples/devices/results';
import type { BenchmarkProgress, BenchmarkRecord, MachineInfo, WorkerDevice } from '../protocol';
import type { Workers } from '../runs/activeRun';
import type { Workerish } from '../worker/startWorker';
import { askWorker } from './askWorker';

/** Enough to compare with; each is a few kilobytes. */
const maximumRecords = 20;
/** Loading native TensorFlow can hang. */
const loadLimit = 20_000;
/** Changed whenever what is measured changes, for then earlier numbers can't be compared. */
const version = 2;

/** Told before each measurement: what comes, and what share of this device's is behind. */
type Report = (what: string, share: number) => void;

/** Measures each device in turn, never two at once, and keeps what came out. */
export class Benchmarks {
  private running: AbortController | undefined;
  progress: BenchmarkProgress | undefined;

  /** @param file where the results are kept */
  constructor(
    private readonly file: string,
    private readonly workers: () => Workers,
  ) {}

  /** The kept results, newest first. */
  async history(): Promise<readonly BenchmarkRecord[]> {
    try {
      const stored = JSON.parse(await readFile(this.file, 'utf8')) as Stored;
      return stored.version === version ? stored.records : [];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /**
   * @param chosen what to measure; the others are kept as not measured
   * @param inPanel measures what only the panel has
   * @param progressed is told what is measured now; undefined at the end
   * @returns undefined when it was cancelled before anything was measured
   * @throws Error when one is going on already, or when no device could be measured
   */
  async run(
    machine: MachineInfo,
    chosen: readonly DeviceId[],
    inPanel: (device: 'webgl' | 'webgpu', signal: AbortSignal) => Promise<DeviceResult>,
    progressed: (progress: BenchmarkProgress | undefined) => void,
  ): Promise<BenchmarkRecord | undefined> {
    if (this.running) throw new Error('A benchmark is going on already.');
    const running = (this.running = new AbortController());
    const startedAt = Date.now();
    const outcomes: DeviceOutcome[] = [];
    let measured = 0;
    try {
      for (const { id: device } of devices) {
        if (!chosen.includes(device)) {
          outcomes.push({ device, missing: 'It was not chosen for this benchmark.' });
          continue;
        }
        const report: Report = (what, share) =>
          progressed((this.progress = { device, what, share: (measured + share) / chosen.length }));
        outcomes.push(await this.measure(device, inPanel, report, running.signal));
        measured++;
      }
    } finally {
      this.running = this.progress = undefined;
      progressed(undefined);
    }
    const { aborted } = running.signal;
    if (!outcomes.some(isMeasured)) {
      if (aborted) return undefined;
      const first = outcomes.find((outcome) => chosen.includes(outcome.device));
      throw new Error(`Nothing could be measured. ${first ? reasonOf(first) : 'Choose at least one device.'}`);
    }
    const record = { id: randomUUID(), startedAt, machine, outcomes, ...(aborted && { cancelled: true as const }) };
    await this.keep(record);
    return record;
  }

  /** Ends the benchmark that is going on; what was measured until then is kept. */
  cancel(): void {
    this.running?.abort(new Error('the benchmark was cancelled'));
  }

  /** Called while the panel measures one of its devices. */
  reportFromPanel: Report = () => undefined;

  private async measure(
    device: DeviceId,
    inPanel: (device: 'webgl' | 'webgpu', signal: AbortSignal) => Promise<DeviceResult>,
    report: Report,
    signal: AbortSignal,
  ): Promise<DeviceOutcome> {
    try {
      signal.throwIfAborted();
      if (device === 'webgl' || device === 'webgpu') {
        this.reportFromPanel = report;
        return await inPanel(device, signal);
      }
      const workers = this.workers();
      if (device === 'native' && !workers.native) {
        return { device, missing: 'It is not installed; “Deep Learning: Install Native TensorFlow” adds it.' };
      }
      const start = () => (device === 'native' ? workers.native!() : workers.thread());
      return await measureInWorker(device, start, report, signal);
    } catch (error) {
      return { device, missing: sentence((error as Error).message) };
    }
  }

  private async keep(record: BenchmarkRecord): Promise<void> {
    const records = [record, ...(await this.history())].slice(0, maximumRecords);
    await mkdir(dirname(this.file), { recursive: true });
    // Written beside its place and then renamed, so that it is never half there.
    await writeFile(`${this.file}.part`, JSON.stringify({ version, records } satisfies Stored));
    await rename(`${this.file}.part`, this.file);
  }
}

interface Stored {
  readonly version: number;
  readonly records: readonly BenchmarkRecord[];
}

function measureInWorker(
  device: WorkerDevice,
  start: () => Workerish,
  report: Report,
  signal: AbortSignal,
): Promise<DeviceResult> {
  report('Loading', 0);
  const startedAt = performance.now();
  return askWorker(
    start(),
    async (worker) => {
      const title = await within(loadLimit, worker.loadDevice(device));
      const loadTime = performance.now() - startedAt;
      return { device, engine: title, loadTime, ...(await worker.benchmark()) };
    },
    signal,
    report,
  );
}

async function within<T>(milliseconds: number, loading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const late = new Error(`It was not loaded after ${milliseconds / 1000} s.`);
    timer = setTimeout(() => reject(late), milliseconds);
  });
  return Promise.race([loading, limit]).finally(() => clearTimeout(timer));
}

function reasonOf(outcome: DeviceOutcome): string {
  return 'missing' in outcome ? outcome.missing : '';
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.?$/, '.');
}
