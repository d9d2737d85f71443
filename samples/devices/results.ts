import type { CurvePoint } from './crossover';
import { denseWork, type Ceilings, type Work } from './roofline';
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
  /** For people: "TensorFlow.js 4.22.0, WebAssembly with SIMD, up to 2 threads". */
  readonly engine: string;
  /** What else a reader must know: that a GPU's work was done in software. */
  readonly note?: string;
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

/** Layers of the network whose answers are timed over batch sizes: the course's TensorFlow network. */
export const layerSizes = [784, 300, 100, 10] as const;

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
export function ceilingsOf(result: DeviceResult): Ceilings {
  const peak = Math.max(...result.workloads.flatMap((workload) => operationsPerSecond(workload) ?? []));
  return { peak, bandwidth: (1000 * result.stream.bytes) / result.stream.latency.p50 };
}

/** What answering a batch computes and moves at least. */
export function batchWork(size: number): Work {
  return denseWork(layerSizes, size);
}
