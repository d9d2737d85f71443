import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ParameterValues } from '../../samples/parameters';
import { parametersFor } from '../../samples/sample';
import type { RunRequest, RunSummary, Series } from '../protocol';
import { ActiveRun, type Workers } from './activeRun';
import { RunFolder } from './runFolder';
import { RunRecord } from './runRecord';
import { sampleOf, type SampleFacts } from './sampleOf';

interface RunsEvents {
  /** A run started, changed or ended. */
  changed: [RunRecord];
  ended: [RunRecord];
  storageFailed: [Error];
  /** A run is gone from disk. */
  removed: [string];
}

/** An owner that has not saved for so long is gone. */
const ownerSilence = 10_000;
/** A history larger than this loses its oldest runs, however few they are. */
const maximumHistoryBytes = 1_000_000_000;

/** All runs, past and present: the present ones with their workers, the past ones in a folder each. */
export class Runs extends EventEmitter<RunsEvents> {
  private readonly active = new Map<string, ActiveRun>();
  private readonly records = new Map<string, RunRecord>();
  /** Tells this extension host from the one before a reload. */
  private readonly owner = randomUUID();

  /** @param limit how many ended runs are kept; the oldest go first. */
  constructor(
    private readonly folder: string,
    private readonly workers: () => Workers,
    private readonly limit: () => number,
  ) {
    super();
  }

  /**
   * Starts a run in a worker of its own.
   * @param workers other ones than usual
   * @throws ParameterError when the request does not fit the sample's schema
   */
  async start(request: RunRequest, predictedAccuracy?: number, workers = this.workers()): Promise<RunRecord> {
    const sample = sampleOf(request);
    if (!sample) throw new Error(`There is no sample "${request.sampleId}".`);
    const parameters = parametersFor(sample, request.parameters);
    const startedAt = Date.now();
    const id = `${new Date(startedAt).toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`;
    const summary: RunSummary = {
      id,
      title: titleOf(sample, parameters) + (request.copy ? ', your copy' : ''),
      request: { ...request, parameters },
      status: 'starting',
      startedAt,
      step: 0,
    };
    const record = new RunRecord(summary, new RunFolder(join(this.folder, id)), predictedAccuracy);
    await this.begin(record, workers);
    return record;
  }

  /** The run with this id; one that a reload interrupted goes on from its last checkpoint. */
  async open(id: string): Promise<RunRecord> {
    const known = this.records.get(id);
    if (known) return known;
    const folder = new RunFolder(join(this.folder, id));
    const record = await RunRecord.load(folder);
    this.records.set(id, record);
    if (isUnfinished(record.summary)) await this.begin(record, this.workers(), await folder.loadCheckpoint());
    return record;
  }

  /** Nobody looks at this run any more. */
  close(id: string): void {
    if (!this.active.has(id)) this.records.delete(id);
  }

  /** Any run as it stands, to look at: one that a reload interrupted does not go on. */
  async read(id: string): Promise<RunRecord> {
    return this.records.get(id) ?? RunRecord.load(new RunFolder(join(this.folder, id)));
  }

  /** The curves of any run, without opening it. */
  async seriesOf(id: string): Promise<readonly Series[]> {
    return this.records.get(id)?.allSeries() ?? (await new RunFolder(join(this.folder, id)).load()).series;
  }

  /** Steers a run; undefined when it has ended. */
  activeRun(id: string): ActiveRun | undefined {
    return this.active.get(id);
  }

  activeRecords(): RunRecord[] {
    return [...this.active.values()].map((run) => run.record);
  }

  /** Every run on disk and in memory, newest first. Damaged ones are left out. */
  async summaries(): Promise<RunSummary[]> {
    const stored = await Promise.all(
      (await this.ids()).map(async (id) => {
        const record = this.records.get(id);
        if (record) return record.summary;
        const run = await new RunFolder(join(this.folder, id)).load().catch(() => undefined);
        return run?.summary;
      }),
    );
    return stored.filter((summary) => summary !== undefined).sort((a, b) => b.startedAt - a.startedAt);
  }

  /** Whether another window is training this run now. */
  async isElsewhere(summary: RunSummary): Promise<boolean> {
    if (this.active.has(summary.id) || !isUnfinished(summary)) return false;
    const saved = await stat(join(this.folder, summary.id, 'run.json'));
    return Date.now() - saved.mtimeMs < ownerSilence;
  }

  /** Removes every run that is not running here or in another window; returns how many. */
  async clear(): Promise<number> {
    let removed = 0;
    for (const summary of await this.summaries()) {
      if (this.active.has(summary.id) || (await this.isElsewhere(summary))) continue;
      await this.remove(summary.id);
      removed++;
    }
    return removed;
  }

  /** Lets go of every worker; unfinished runs go on when they are opened again. */
  dispose(): void {
    for (const run of this.active.values()) run.abandon();
  }

  private async begin(record: RunRecord, workers: Workers, checkpoint?: unknown): Promise<void> {
    const { id, status } = record.summary;
    const folder = new RunFolder(join(this.folder, id));
    await folder.claim(this.owner);
    await record.save();
    const run = new ActiveRun(record, workers, () => folder.isOwnedBy(this.owner));
    this.records.set(id, record);
    this.active.set(id, run);
    record.on('changed', () => this.emit('changed', record));
    record.on('storageFailed', (error) => this.emit('storageFailed', error));
    void run.run(checkpoint, status === 'paused').then(async () => {
      this.active.delete(id);
      this.emit('ended', record);
      await this.prune().catch((error: Error) => this.emit('storageFailed', error));
    });
  }

  private async prune(): Promise<void> {
    const ended = (await this.summaries()).filter((run) => !isUnfinished(run) && !this.records.has(run.id));
    let bytes = 0;
    for (const [index, { id }] of ended.entries()) {
      bytes += await sizeOf(join(this.folder, id));
      if (index >= this.limit() || bytes > maximumHistoryBytes) await this.remove(id);
    }
  }

  private async remove(id: string): Promise<void> {
    this.records.delete(id);
    await rm(join(this.folder, id), { recursive: true, force: true });
    this.emit('removed', id);
  }

  private async ids(): Promise<string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []; // nothing was ever kept
      throw error;
    });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  }
}

/** A preset by its own name, anything else by what it trains. */
function titleOf(sample: SampleFacts, parameters: ParameterValues): string {
  const preset = sample.presets.find((candidate) =>
    isDeepStrictEqual(parametersFor(sample, candidate.parameters), parameters),
  );
  return preset?.title ?? sample.title;
}

function isUnfinished({ status }: RunSummary): boolean {
  return status === 'starting' || status === 'running' || status === 'paused';
}

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
