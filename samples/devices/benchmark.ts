import { BatchTrainer } from '../batchTrainer';
import { workloads, type Workload } from '../workloads';
import type { CurvePoint } from './crossover';
import { measure, type Bench } from './measure';
import { answers, layerSizes, operations, stream, streamBytes, transfer, transferBytes, type Task } from './operations';
import { denseWork, type Work } from './roofline';
import type { Latency } from './statistics';

/** What computes, in the order in which it is measured and shown. */
export const devices = [
  { id: 'javascript', title: 'Plain JavaScript' },
  { id: 'wasm', title: 'WebAssembly, one thread' },
  { id: 'wasmThreads', title: 'WebAssembly, threads' },
  { id: 'native', title: 'Native TensorFlow' },
  { id: 'webgl', title: 'WebGL' },
  { id: 'webgpu', title: 'WebGPU' },
] as const;

export type DeviceId = (typeof devices)[number]['id'];

/** What one device did; all of it measured. */
export interface DeviceResult {
  readonly device: DeviceId;
  /** For people: "TensorFlow.js 4.22.0, WebAssembly with SIMD". */
  readonly engine: string;
  /** Milliseconds until the engine was loaded. */
  readonly loadTime: number;
  readonly workloads: readonly WorkloadResult[];
  readonly batches: readonly BatchResult[];
  /** The same megabytes added to, with the way there and back, and where they are. */
  readonly transfer: { readonly bytes: number; readonly roundTrip: Latency; readonly resident: Latency };
  readonly stream: { readonly bytes: number; readonly latency: Latency };
}

export type WorkloadResult = {
  readonly id: string;
  readonly title: string;
  /** Absent where the number of operations isn't known. */
  readonly work?: Work;
} & ({ readonly latency: Latency } | { readonly missing: string });

/** The network's answers to one batch. */
export interface BatchResult {
  readonly size: number;
  /** The pixels are on the device already, and the answers stay there. */
  readonly resident: Latency;
  /** The pixels go there and the answers come back. */
  readonly roundTrip: Latency;
}

/** A device that was measured, or why it wasn't. */
export type DeviceOutcome = DeviceResult | { readonly device: DeviceId; readonly missing: string };

export function isMeasured(outcome: DeviceOutcome): outcome is DeviceResult {
  return 'batches' in outcome;
}

export const batchSizes = [1, 4, 16, 64, 256, 1024, 4096] as const;

/** Milliseconds for the warm steps of each measurement. */
const workloadBudget = 500;
const batchBudget = 200;
/** A batch that would take longer than this, in milliseconds, isn't tried. */
const longestBatch = 1500;

/** Four models of the course, small batches, so that plain JavaScript has a chance. */
const trainedModels = ['mlp', 'cnn', 'lstm', 'attention'];
const trainingBatch = 16;

/** What is measured of one device: for a progress bar. */
export const measurements = operations.length + trainedModels.length + batchSizes.length + 2;

/**
 * Measures the TensorFlow.js backend that is set now.
 * @param report is told before each measurement what comes
 */
export async function benchmark(
  bench: Bench,
  report: (what: string) => void,
): Promise<Pick<DeviceResult, 'workloads' | 'batches' | 'transfer' | 'stream'>> {
  const timed = async (create: () => Task, budget: number) => {
    const task = create();
    try {
      return await measure(() => task.step(), bench, budget);
    } finally {
      task.dispose();
    }
  };

  const results: WorkloadResult[] = [];
  for (const { id, title, work, create } of operations) {
    report(title);
    results.push({ id, title, work, latency: await timed(create, workloadBudget) });
  }
  for (const model of workloads.filter(({ id }) => trainedModels.includes(id))) {
    const title = `Training step, ${trainingBatch} records: ${model.title}`;
    report(title);
    const known = { id: model.id, title };
    try {
      results.push({ ...known, latency: await timed(() => trainingStep(model), workloadBudget) });
    } catch (error) {
      // A backend may lack a kernel that this model's gradient needs; cancelling is another matter.
      if (!(error instanceof Error) || !/not registered/.test(error.message)) throw error;
      results.push({ ...known, missing: error.message.split('\n')[0]! });
    }
  }

  const batches: BatchResult[] = [];
  for (const size of batchSizes) {
    report(`Answers for batches of ${size}`);
    const last = batches.at(-1);
    if (last && (last.roundTrip.p50 * size) / last.size > longestBatch) continue;
    batches.push({
      size,
      resident: await timed(() => answers(size, true), batchBudget),
      roundTrip: await timed(() => answers(size, false), batchBudget),
    });
  }

  report('Transfer');
  const [roundTrip, resident] = [
    await timed(() => transfer(false), batchBudget),
    await timed(() => transfer(true), batchBudget),
  ];
  report('Memory bandwidth');
  const latency = await timed(stream, batchBudget);
  return {
    workloads: results,
    batches,
    transfer: { bytes: transferBytes, roundTrip, resident },
    stream: { bytes: streamBytes, latency },
  };
}

/** One step of gradient descent, its loss included. */
function trainingStep(model: Workload): Task {
  const task = model.create(trainingBatch, 1);
  const trainer = new BatchTrainer(task);
  const records = Uint32Array.from({ length: trainingBatch }, (_, record) => record);
  return {
    async step() {
      trainer.learn(records);
      await trainer.takeLoss();
    },
    dispose() {
      trainer.dispose();
      task.disposeModel();
    },
  };
}

/** Batch size to records a second: the median's. */
export function throughputCurve({ batches }: DeviceResult, withTransfer: boolean): CurvePoint[] {
  return batches.map(({ size, resident, roundTrip }) => ({
    x: size,
    y: (1000 * size) / (withTransfer ? roundTrip : resident).p50,
  }));
}

/** Operations a second of a workload whose arithmetic is known; undefined for the others. */
export function operationsPerSecond(result: WorkloadResult): number | undefined {
  return 'latency' in result && result.work ? (1000 * result.work.operations) / result.latency.p50 : undefined;
}

/** What the device reached: the matrix product's operations a second, and the bytes a second of adding long vectors. */
export function ceilingsOf(result: DeviceResult): { peak: number; bandwidth: number } {
  const peak = Math.max(...result.workloads.flatMap((workload) => operationsPerSecond(workload) ?? []));
  return { peak, bandwidth: (1000 * result.stream.bytes) / result.stream.latency.p50 };
}

/** What answering a batch computes and moves at least. */
export function batchWork(size: number): Work {
  return denseWork(layerSizes, size);
}
