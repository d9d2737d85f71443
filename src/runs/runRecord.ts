import { EventEmitter } from 'node:events';
import type { Images, Matrix, Network, Observation, Scalar } from '../../samples/observation';
import type { Frame, RunSummary, Series } from '../protocol';
import type { RunFolder, StoredRun } from './runFolder';
import { SeriesLog } from './seriesLog';

interface RecordEvents {
  /** Everything the sample reports, as it comes. */
  observed: [readonly Observation[]];
  changed: [RunSummary];
  scalars: [readonly Scalar[]];
  network: [Network];
  frame: [number];
  /** The disk refused; the run goes on, but from now on nothing of it is kept. */
  storageFailed: [Error];
}

/** A frame is about a megabyte; more of them than this are not told apart on a slider. */
const maximumFrames = 40;

/**
 * All that is known of one run, past or present: its summary and curves in memory, its frames on disk.
 * Without a folder (on the command line) frames and digits are not kept.
 */
export class RunRecord extends EventEmitter<RecordEvents> {
  liveNetwork: Network | undefined;
  private readonly series: SeriesLog;
  private frameSteps: number[];
  private readonly incomplete = new Map<number, { network?: Network; outputs?: Matrix }>();
  private digits: Images | undefined;

  constructor(
    public summary: RunSummary,
    private folder?: RunFolder,
    readonly predictedAccuracy?: number,
    stored?: StoredRun,
  ) {
    super();
    this.series = new SeriesLog(stored?.series);
    this.frameSteps = [...(stored?.frameSteps ?? [])];
  }

  static async load(folder: RunFolder): Promise<RunRecord> {
    const stored = await folder.load();
    return new RunRecord(stored.summary, folder, stored.predictedAccuracy, stored);
  }

  /** Changes the summary, and tells whoever looks. */
  update(change: Partial<RunSummary>): void {
    this.summary = { ...this.summary, ...change };
    this.emit('changed', this.summary);
  }

  /** Goes on without the disk after it refused a write. */
  abandonStorage(error: Error): void {
    if (!this.folder) return;
    this.folder = undefined;
    this.emit('storageFailed', error);
  }

  /** Takes in what the sample observed. */
  async observe(observations: readonly Observation[]): Promise<void> {
    this.emit('observed', observations);
    const scalars = observations.filter((observation) => observation.kind === 'scalar');
    if (scalars.length > 0) this.observeScalars(scalars);
    for (const observation of observations) {
      if (observation.kind === 'images') await this.keepDigits(observation);
      else if (observation.kind === 'network') {
        this.liveNetwork = observation;
        if (observation.transient) this.emit('network', observation);
        else await this.completeFrame(observation.step, { network: observation });
      } else if (observation.kind === 'matrix') await this.completeFrame(observation.step, { outputs: observation });
    }
  }

  allSeries(): Series[] {
    return this.series.all();
  }

  allFrameSteps(): readonly number[] {
    return this.frameSteps;
  }

  /** What was recorded at this step, one of `allFrameSteps`. */
  async frame(step: number): Promise<Frame> {
    if (!this.folder || !this.frameSteps.includes(step)) throw new Error(`Nothing was recorded at epoch ${step}.`);
    return this.folder.loadFrame(step);
  }

  async testDigits(): Promise<Images | undefined> {
    return (this.digits ??= await this.folder?.loadTestDigits());
  }

  async saveCheckpoint(checkpoint: unknown): Promise<void> {
    await this.folder?.saveCheckpoint(checkpoint);
    await this.save();
  }

  async removeCheckpoint(): Promise<void> {
    await this.folder?.removeCheckpoint();
  }

  /** Writes the light part to disk. */
  async save(): Promise<void> {
    await this.folder?.save({
      summary: this.summary,
      series: this.series.all(),
      frameSteps: this.frameSteps,
      ...(this.predictedAccuracy !== undefined && { predictedAccuracy: this.predictedAccuracy }),
    });
  }

  private observeScalars(scalars: readonly Scalar[]): void {
    for (const scalar of scalars) this.series.add(scalar);
    this.emit('scalars', scalars);
    const newest = (name: string) => scalars.findLast((scalar) => scalar.name === name)?.value;
    const step = scalars.at(-1)!.step;
    const trainingLoss = newest('training loss');
    const testAccuracy = newest('test accuracy');
    const recordsPerSecond = newest('records per second') ?? this.summary.recordsPerSecond;
    const recordsLeft = this.recordsLeft(step);
    this.update({
      step,
      ...(trainingLoss !== undefined && { trainingLoss }),
      ...(testAccuracy !== undefined && { testAccuracy }),
      ...(recordsPerSecond !== undefined && { recordsPerSecond }),
      ...(recordsPerSecond && recordsLeft !== undefined && { secondsLeft: recordsLeft / recordsPerSecond }),
    });
  }

  private recordsLeft(step: number): number | undefined {
    const { data, request } = this.summary;
    const { epochs, trainRecords } = request.parameters;
    const recordsPerEpoch = trainRecords ?? data?.trainRecords;
    if (typeof epochs !== 'number' || typeof recordsPerEpoch !== 'number') return undefined;
    return Math.max(0, epochs - step) * recordsPerEpoch;
  }

  private async keepDigits(digits: Images): Promise<void> {
    this.digits = digits;
    await this.folder?.saveTestDigits(digits);
  }

  private async completeFrame(step: number, part: { network?: Network; outputs?: Matrix }): Promise<void> {
    const { network, outputs } = { ...this.incomplete.get(step), ...part };
    if (!network || !outputs) {
      this.incomplete.set(step, { ...(network && { network }), ...(outputs && { outputs }) });
      return;
    }
    this.incomplete.delete(step);
    if (!this.folder) return;
    await this.folder.saveFrame({ step, network, outputs });
    // A run that goes on from a checkpoint may pass a recorded step again.
    this.frameSteps = [...this.frameSteps.filter((recorded) => recorded < step), step];
    if (this.frameSteps.length > maximumFrames) await this.thinFrames();
    await this.save();
    this.emit('frame', step);
  }

  /** Drops every other frame, but neither the first nor the newest. */
  private async thinFrames(): Promise<void> {
    const last = this.frameSteps.length - 1;
    const dropped = this.frameSteps.filter((_, index) => index % 2 === 1 && index !== last);
    this.frameSteps = this.frameSteps.filter((step) => !dropped.includes(step));
    for (const step of dropped) await this.folder?.removeFrame(step);
  }
}
