/**
 * Every message between host, worker and webview, as the functions that each side offers the other.
 * Everything passed is structured-cloneable; an error rejects the caller's promise.
 */
import type { DeviceId, DeviceOutcome, DeviceResult } from '../samples/devices/results';
import type { ScalingResult, SharedTraining, SharePlan, StepTimes } from '../samples/devices/dataParallel';
import type { PrecisionResult } from '../samples/devices/precision';
import type { Network, Observation, Scalar, Images, Matrix } from '../samples/observation';
import type { ParameterSchema, ParameterValues } from '../samples/parameters';
import type { Achievement } from './achievements';

// #region A run

/** Where the digits come from. */
export type DataSource =
  | { readonly kind: 'bundled' }
  /** A folder with the four IDX files. */
  | { readonly kind: 'folder'; readonly path: string }
  /** Files with a record per line, label first; without `test`, the last fifth of `train` is held out. */
  | { readonly kind: 'csv'; readonly train: string; readonly test?: string };

export type EngineName = 'native' | 'wasm' | 'cpu';

/** Which engine computes, and why this one. */
export interface EngineInfo {
  readonly name: EngineName;
  /** For people: "TensorFlow.js 4.22.0, WebAssembly with SIMD, up to 2 threads". */
  readonly title: string;
  readonly reason: string;
}

/** What the worker found in the data source. */
export interface DataInfo {
  readonly title: string;
  readonly trainRecords: number;
  readonly testRecords: number;
}

/** All that decides a run's numbers. */
export interface RunRequest {
  readonly sampleId: string;
  readonly parameters: ParameterValues;
  readonly seed: number;
  readonly data: DataSource;
  /** 'auto' takes the first that loads: native, wasm, cpu. */
  readonly engine: EngineName | 'auto';
}

export type RunStatus = 'starting' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** One run as everybody sees it: small, JSON. */
export interface RunSummary {
  readonly id: string;
  /** "100 records, hand-made" */
  readonly title: string;
  readonly request: RunRequest;
  /** Live parameters that were changed while it ran. */
  readonly tuned?: ParameterValues;
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly engine?: EngineInfo;
  readonly data?: DataInfo;
  /** Why it failed. */
  readonly error?: string;
  /** How far it is, in epochs. */
  readonly step: number;
  /** Records trained per second, while training (evaluation and pauses left out). */
  readonly recordsPerSecond?: number;
  /** Seconds left at this speed. */
  readonly secondsLeft?: number;
  /** Mean loss of the records learnt last. */
  readonly trainingLoss?: number;
  /** Test accuracy after the newest evaluation, 0…1. */
  readonly testAccuracy?: number;
}

/** The points of one named scalar, thinned evenly when there are too many. */
export interface Series {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** What was recorded at one step: the network and its answers to every test record. */
export interface Frame {
  readonly step: number;
  readonly network: Network;
  /** test records × 10, the values of the output nodes. */
  readonly outputs: Matrix;
}

// #endregion
// #region Host ↔ worker

export interface WorkerFunctions {
  /** Resolves when the sample is done, or stopped; rejects when it fails. */
  start(request: RunRequest, checkpoint?: unknown): Promise<'finished' | 'stopped'>;
  pause(): void;
  resume(): void;
  stop(): void;
  /** New values for parameters that are live in the schema. */
  tune(parameters: ParameterValues): void;
  /** Loads the data, and shows its first training record. */
  firstRecord(data: DataSource): Promise<{ info: DataInfo; label: number; pixels: Uint8Array }>;
}

export interface WorkerHostFunctions {
  engineChosen(engine: EngineInfo): void;
  dataLoaded(data: DataInfo): void;
  observed(observations: readonly Observation[]): void | Promise<void>;
  paused(): void | Promise<void>;
  /** From here the run can continue after a reload. */
  checkpointReached(checkpoint: unknown): void | Promise<void>;
}

// #endregion
// #region Host ↔ training panel

/** All the training panel needs to draw itself; asked for whenever it appears. */
export interface TrainingSnapshot {
  readonly run: RunSummary;
  readonly parameterSchema: ParameterSchema;
  readonly series: readonly Series[];
  /** The steps at which a frame was recorded, ascending. */
  readonly frameSteps: readonly number[];
  /** The network as it was last seen, between two frames. */
  readonly liveNetwork?: Network;
  /** What the learner said the score would be, 0…1. */
  readonly predictedAccuracy?: number;
  /** Runs whose curves the learner asked to see beside this one's. */
  readonly compareWith: readonly string[];
}

export interface TrainingPanelHostFunctions {
  ready(): Promise<TrainingSnapshot>;
  frame(step: number): Promise<Frame>;
  /** The test digits; absent until the worker has loaded them. */
  testDigits(): Promise<Images | undefined>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  tune(parameters: ParameterValues): Promise<void>;
  /** Starts a new run with the same request, or one changed by the quick pick. */
  runAgain(): Promise<void>;
  trainAnother(): Promise<void>;
  /** Past and present runs other than this one, newest first. */
  otherRuns(): Promise<readonly RunSummary[]>;
  seriesOf(runId: string): Promise<readonly Series[]>;
  /** Asks where to save; false when the learner cancelled. */
  exportMetrics(format: 'csv' | 'json'): Promise<boolean>;
  exportModel(step: number): Promise<boolean>;
  /** A picture that the panel made. */
  savePicture(suggestedName: string, bytes: Uint8Array): Promise<boolean>;
  copyText(text: string): Promise<void>;
  /** The learner did something that a walkthrough step waits for. */
  achieved(achievement: 'lookedInside' | 'drewDigit'): Promise<void>;
}

export interface TrainingPanelFunctions {
  runChanged(run: RunSummary): void;
  scalarsObserved(scalars: readonly Scalar[]): void;
  networkObserved(network: Network): void;
  frameRecorded(step: number): void;
}

// #endregion
// #region Devices: benchmark, precision and scaling

/** What a worker does for the devices panel; it is ended when it has done one thing. */
export interface DeviceWorkerFunctions {
  /** Starts TensorFlow.js; says what runs now. */
  loadDevice(engine: EngineName): Promise<string>;
  /** Measures what `loadDevice` has started. */
  benchmark(): Promise<Measured>;
  measurePrecision(network: Network, digits: Pick<Images, 'labels' | 'pixels'>): Promise<PrecisionResult[]>;
  /** One of several workers that train together; the typed arrays are views on shared memory. */
  trainShare(plan: SharePlan, shared: SharedTraining): Promise<StepTimes[]>;
}

/** A device's results without what the one who started it knows. */
export type Measured = Omit<DeviceResult, 'device' | 'engine' | 'note' | 'loadTime'>;

export interface DeviceWorkerHostFunctions {
  /** What is measured next, and what share of all is behind, 0…1. */
  measuring(what: string, share: number): void | Promise<void>;
}

/** Where a benchmark ran. */
export interface MachineInfo {
  readonly cpu: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly os: string;
  readonly versions: { readonly vscode: string; readonly node: string; readonly extension: string };
  readonly power: PowerState;
  /** Whether WebGL and WebGPU belong to another machine: the one that shows the window. */
  readonly isRemote: boolean;
}

export type PowerState = 'mains' | 'battery' | 'not known';

export interface BenchmarkRecord {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly machine: MachineInfo;
  readonly outcomes: readonly DeviceOutcome[];
  /** The learner ended it before all devices were measured. */
  readonly cancelled?: true;
}

export interface BenchmarkProgress {
  readonly device: DeviceId;
  readonly what: string;
  /** 0…1 of all devices. */
  readonly share: number;
}

/** A network of the history that can be quantised. */
export interface TrainedNetwork {
  readonly runId: string;
  readonly title: string;
  readonly accuracy: number;
}

export type DeviceAchievement =
  | 'foundCrossoverGroup'
  | 'benchmarkedDevice'
  | 'countedTransfer'
  | 'comparedProcessors'
  | 'steppedSystolicArray'
  | 'movedRoofline'
  | 'quantisedNetwork'
  | 'scaledTraining';

export interface DevicesSnapshot {
  readonly machine: MachineInfo;
  /** Newest first. */
  readonly history: readonly BenchmarkRecord[];
  readonly progress?: BenchmarkProgress;
  /** The section that was asked for. */
  readonly section?: string;
}

export interface DevicesPanelHostFunctions {
  ready(): Promise<DevicesSnapshot>;
  /** @param power what the browser knows of it */
  startBenchmark(power: PowerState): Promise<void>;
  cancelBenchmark(): Promise<void>;
  /** What the panel measures next, of a device that it was asked to measure. */
  measuring(what: string, share: number): Promise<void>;
  /** Asks where to save; false when the learner cancelled. */
  exportBenchmark(id: string, format: 'csv' | 'json'): Promise<boolean>;
  trainedNetworks(): Promise<readonly TrainedNetwork[]>;
  measurePrecision(runId: string): Promise<readonly PrecisionResult[]>;
  measureScaling(): Promise<readonly MeasuredScaling[]>;
  trainNetwork(): Promise<void>;
  achieved(achievement: DeviceAchievement): Promise<void>;
}

export interface MeasuredScaling extends ScalingResult {
  /** How far the furthest weight ended from where one worker alone brings it. */
  readonly furthestWeight: number;
}

export interface DevicesPanelFunctions {
  /** Undefined when the benchmark has ended. */
  progressed(progress: BenchmarkProgress | undefined): void;
  benchmarkKept(history: readonly BenchmarkRecord[]): void;
  /** WebGL and WebGPU are in the panel only; rejects where they aren't. */
  measureDevice(device: 'webgl' | 'webgpu'): Promise<DeviceResult>;
  cancelMeasuring(): void;
  showSection(section: string): void;
}

// #endregion
// #region Host ↔ teaching panels

/** What every panel with a picture, its numbers and its code may ask. */
export interface TeachingHostFunctions {
  /** The state that a link or a command asked for, once; then undefined, and the panel goes on as it was. */
  ready(): Promise<object | undefined>;
  /**
   * Shows a sample beside the panel, read-only.
   * @param file "samples/linear-regression/cost.ts"
   * @param line counted from 1
   */
  openSource(file: string, line: number): Promise<void>;
  /** Puts what reopens this state into the clipboard: a link for anywhere, or a command for a Markdown page. */
  copyLink(state: object, as: 'link' | 'command'): Promise<void>;
  copyText(text: string): Promise<void>;
  /** The learner did something that a walkthrough step waits for. */
  achieved(achievement: Achievement): Promise<void>;
}

/** Text from outside that may hold a table. */
export interface TableText {
  /** The file's name. */
  readonly name: string;
  readonly text: string;
  /** The line of the file at which the text begins, counted from 1. */
  readonly firstLine: number;
}

export interface GradientDescentHostFunctions extends TeachingHostFunctions {
  /** A CSV file that the learner picks, or what is selected in the editor; undefined when the learner cancelled. */
  readTable(from: 'file' | 'selection'): Promise<TableText | undefined>;
}

/** One of the digits that a run is tested with. */
export interface TestDigit {
  readonly index: number;
  /** How many there are. */
  readonly count: number;
  /** 784, row by row, 0 (paper) to 255 (ink). */
  readonly pixels: Uint8Array;
  readonly label: number;
}

export interface ForwardPassHostFunctions extends TeachingHostFunctions {
  /** The runs of mnist-mlp of which a network was recorded, newest first. */
  trainedRuns(): Promise<readonly RunSummary[]>;
  /**
   * The network that a run recorded last.
   * @param id '' for the newest run; undefined comes back when there is no such run
   */
  openRun(id: string): Promise<{ readonly run: RunSummary; readonly network: Network } | undefined>;
  /** @param index counted from 0; the last digit when there are fewer */
  testDigit(runId: string, index: number): Promise<TestDigit>;
  /** Starts a short run, so that there is one to look into. */
  trainRun(): Promise<void>;
}

// #endregion
