/**
 * Every message between host, worker and webview, as the functions that each side offers the other.
 * Everything passed is structured-cloneable; an error rejects the caller's promise.
 */
import type { DeviceId, DeviceOutcome, DeviceResult } from '../samples/devices/results';
import type { ScalingResult, SharedTraining, SharePlan, StepTimes } from '../samples/devices/dataParallel';
import type { PrecisionResult } from '../samples/devices/precision';
import type { Digits } from '../samples/digits';
import type { Network, Observation, Scalar, Images, Matrix } from '../samples/observation';
import type { ParameterSchema, ParameterValues } from '../samples/parameters';
import type { Preset } from '../samples/sample';
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

/** A learner's copy of a sample. */
export interface SampleCopy {
  /** An absolute path. */
  readonly folder: string;
  /** The module in it that exports the sample: "mnist-mlp/index.ts". */
  readonly entry: string;
}

/** What the code of a copy says of itself. */
export interface CopyDescription {
  readonly title: string;
  readonly parameters: ParameterSchema;
  readonly presets: readonly Preset[];
}

/** The copy whose code a run trains, with what its code said when the run was asked for. */
export interface CopyRequest extends SampleCopy {
  readonly description: CopyDescription;
  readonly usesTensorFlow: boolean;
}

/** A place in a learner's code; line and column are counted from 1. */
export interface CodePosition {
  /** An absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** All that decides a run's numbers. */
export interface RunRequest {
  readonly sampleId: string;
  readonly parameters: ParameterValues;
  readonly seed: number;
  readonly data: DataSource;
  /** 'auto' takes the first that loads: native, wasm, cpu. */
  readonly engine: EngineName | 'auto';
  /** Absent when the sample runs as it was shipped. */
  readonly copy?: CopyRequest;
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
  /** Where in the learner's code it failed: the place itself, then what called it. */
  readonly failedAt?: readonly CodePosition[];
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
  /** Loads the data, and shows `count` of its training records, or as many as there are, from number `from` on. */
  trainingRecords(data: DataSource, from: number, count: number): Promise<TrainingRecords>;
  describeCopy(copy: SampleCopy): Promise<CopyDescription>;
  /** Completes and checks parameters with the copy's own code. */
  checkCopy(
    copy: SampleCopy,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<{ parameters: ParameterValues; usesTensorFlow: boolean }>;
}

export interface TrainingRecords {
  readonly info: DataInfo;
  readonly digits: Digits;
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
  /** Opens the code that this run trains. */
  openCode(): Promise<void>;
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
  /** Starts TensorFlow.js on this device; says what runs now. Rejects with the reason where the device isn't there. */
  loadDevice(device: WorkerDevice): Promise<string>;
  /** Measures what `loadDevice` has started. */
  benchmark(): Promise<Measured>;
  measurePrecision(network: Network, digits: Pick<Images, 'labels' | 'pixels'>): Promise<PrecisionResult[]>;
  /** One of several workers that train together; the typed arrays are views on shared memory. */
  trainShare(plan: SharePlan, shared: SharedTraining): Promise<StepTimes[]>;
}

/** The devices that a worker can measure; the others are in the panel. */
export type WorkerDevice = Exclude<DeviceId, 'webgl' | 'webgpu'>;

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
  /** How many test digits it is asked about. */
  readonly testDigits: number;
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
  /** What was measured last while this panel was open; it may have been hidden when that ended. */
  readonly scaling?: ScalingRecord;
  /** The section that was asked for. */
  readonly section?: string;
}

export interface DevicesPanelHostFunctions {
  ready(): Promise<DevicesSnapshot>;
  /** @param power what the browser knows of it */
  startBenchmark(chosen: readonly DeviceId[], power: PowerState): Promise<void>;
  cancelBenchmark(): Promise<void>;
  /** What the panel measures next, of a device that it was asked to measure. */
  measuring(what: string, share: number): Promise<void>;
  /** Asks where to save; false when the learner cancelled. */
  exportBenchmark(id: string, format: 'csv' | 'json'): Promise<boolean>;
  trainedNetworks(): Promise<readonly TrainedNetwork[]>;
  measurePrecision(runId: string): Promise<readonly PrecisionResult[]>;
  measureScaling(): Promise<ScalingRecord>;
  trainNetwork(): Promise<void>;
  achieved(achievement: DeviceAchievement): Promise<void>;
}

export interface MeasuredScaling extends ScalingResult {
  /** How far the furthest weight ended from where one worker alone brings it. */
  readonly furthestWeight: number;
}

export interface ScalingRecord {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly results: readonly MeasuredScaling[];
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

/** A run of the hand-made network, as far as it has come. */
export interface TrainedRun {
  readonly run: RunSummary;
  /** The steps at which its network was recorded, ascending. */
  readonly frameSteps: readonly number[];
}

export interface BackPropagationHostFunctions extends TeachingHostFunctions {
  /** Of the learner's digits: `count` training records, or as many as there are, from number `from` on, counted from 0. */
  trainingRecords(from: number, count: number): Promise<TrainingRecords>;
  /** The runs of the hand-made network of which something was recorded, newest first. */
  trainedRuns(): Promise<readonly TrainedRun[]>;
  /** The network as it was recorded at one of the run's `frameSteps`. */
  networkAt(runId: string, step: number): Promise<Network>;
  /** Waits until the run has a newer network than that of step `after`; undefined when it has ended. */
  newerNetwork(runId: string, after: number): Promise<Network | undefined>;
  trainRun(preset: 'hand-made-100' | 'hand-made-complete'): Promise<void>;
}

// #endregion
// #region Inspector: any layers model, layer by layer

/** Every length of a tensor, the number of records first; null where any length will do. */
export type Shape = readonly (number | null)[];

/** A model's files, wherever they come from. */
export interface ModelFiles {
  /** What messages call model.json. */
  readonly name: string;
  readonly json: string;
  /** The folder of the shards, or the shards themselves by their paths. */
  readonly shards: string | Readonly<Record<string, Uint8Array>>;
}

/** A model as it is drawn. A layer that is used several times has a node for each use. */
export interface ModelOverview {
  readonly name: string;
  readonly generatedBy?: string;
  /** In an order in which every node comes after those whose output it takes. */
  readonly nodes: readonly ModelNode[];
  readonly links: readonly ModelLink[];
  readonly width: number;
  readonly height: number;
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly ModelOutput[];
  /** Of each layer once. */
  readonly parameters: { readonly total: number; readonly trainable: number };
  /** Of the weight files. */
  readonly bytes: number;
  /** What the weights are kept as: "float32", "uint8, quantised". */
  readonly precision: string;
  readonly weights: readonly WeightInfo[];
}

export interface ModelNode {
  readonly id: string;
  /** Names of the nested models that it is in, then its own: "encoder › dense_1". */
  readonly title: string;
  readonly className: string;
  readonly sentence: string;
  readonly inputShapes: readonly Shape[];
  readonly outputShapes: readonly Shape[];
  /** 0 from the second use on, for the parameters are the same. */
  readonly parameters: number;
  /** "784 × 300 + 300"; absent without parameters */
  readonly formula?: string;
  readonly trainable: boolean;
  /** Indices into `ModelOverview.weights`. */
  readonly weights: readonly number[];
  /** Absent for a layer that is used once. */
  readonly use?: { readonly number: number; readonly of: number };
  readonly settings: readonly (readonly [name: string, value: string])[];
  /** The middle of its box. */
  readonly x: number;
  readonly y: number;
}

export interface ModelLink {
  readonly from: string;
  readonly to: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface ModelInput {
  readonly node: string;
  readonly shape: Shape;
  /** It takes whole numbers below this one, the size of a vocabulary; absent for other inputs. */
  readonly vocabulary?: number;
  /** How a pixel, 0…255, enters the network, where the file says it: `p / 255 * scale + offset`. */
  readonly scaling?: { readonly scale: number; readonly offset: number };
}

export interface ModelOutput {
  readonly node: string;
  /** Which of the node's outputs. */
  readonly tensor: number;
  readonly shape: Shape;
}

export interface WeightInfo {
  readonly name: string;
  readonly shape: readonly number[];
  /** "float32", "uint8, quantised" */
  readonly precision: string;
}

/** A tensor that can be looked at: a weight; or what a layer put out for the input that was run, or its gradient. */
export type TensorRef =
  | { readonly of: 'weight'; readonly weight: number }
  | { readonly of: 'activation' | 'gradient'; readonly node: string; readonly tensor: number };

export interface TensorSummary {
  readonly shape: readonly number[];
  /** What each axis counts: "input", "node". */
  readonly axes: readonly string[];
  readonly count: number;
  /** Of all finite values; NaN when there is none. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
  readonly zeros: number;
  readonly notFinite: number;
  readonly histogram: Histogram;
  readonly heatmap: Heatmap;
  readonly images?: ImageSet;
}

export interface Histogram {
  readonly min: number;
  readonly max: number;
  /** Of bins of the same width from `min` to `max`. */
  readonly counts: Uint32Array;
}

/** A matrix in squares, each showing the strongest of `rowsEach` × `columnsEach` values. */
export interface Heatmap {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  readonly rowsEach: number;
  readonly columnsEach: number;
  readonly matrixRows: number;
  readonly matrixColumns: number;
}

/** The same tensor as small images: `groups` times `count` of them. */
export interface ImageSet {
  readonly what: 'filters' | 'nodes' | 'feature maps' | 'image';
  readonly count: number;
  readonly groups: number;
  /** What a group is: "input channel"; empty when there is only one. */
  readonly groupNoun: string;
  readonly height: number;
  readonly width: number;
}

/** A part of a tensor seen as a matrix, whose columns are its last axis. */
export interface TensorWindow {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** What is put into a model, one tensor for each of its inputs. */
export interface ModelQuestion {
  readonly inputs: readonly { readonly shape: readonly number[]; readonly values: Float32Array }[];
  /** The output number whose gradient is taken; without it, the largest of the first output. */
  readonly target?: { readonly output: number; readonly index: number };
}

export interface ModelAnswer {
  readonly engine: string;
  readonly outputs: readonly { readonly shape: readonly number[]; readonly values: Float32Array }[];
  readonly target: { readonly output: number; readonly index: number; readonly value: number };
  /** The nodes on which that number depends smoothly: those that have a gradient. */
  readonly withGradient: readonly string[];
}

/** What a worker does for one inspector; it lives as long as its panel. */
export interface InspectorWorkerFunctions {
  /** @throws Error that says what is wrong with the files */
  openModel(files: ModelFiles): Promise<ModelOverview>;
  summariseTensor(tensor: TensorRef): Promise<TensorSummary>;
  tensorImages(tensor: TensorRef, group: number, from: number, count: number): Promise<Float32Array>;
  tensorWindow(tensor: TensorRef, window: Omit<TensorWindow, 'values'>): Promise<TensorWindow>;
  tensorAsCsv(tensor: TensorRef): Promise<string>;
  askModel(question: ModelQuestion): Promise<ModelAnswer>;
  /** One of the bundled test digits, for networks that take images of 28 × 28 pixels. */
  bundledDigit(index: number): Promise<TestDigit>;
}

/** Where a model comes from, as a panel keeps it: "run:ID", or the address of a model.json. */
export type ModelSource = string;

export interface InspectorSnapshot {
  readonly title: string;
  /** Where it is: a path, or what kind of run. */
  readonly place: string;
  /** Of a run. */
  readonly run?: {
    readonly status: RunStatus;
    /** The epochs at which its network was recorded, ascending. */
    readonly steps: readonly number[];
    readonly step?: number;
  };
  /** Absent until a run has recorded its first network. */
  readonly model?: ModelOverview;
}

export interface InspectorHostFunctions extends Omit<InspectorWorkerFunctions, 'openModel' | 'tensorAsCsv'> {
  /** @param step the epoch of a run to show; without it, the newest */
  ready(step?: number): Promise<InspectorSnapshot>;
  /** Asks where to save; false when the learner cancelled. */
  saveLayers(): Promise<boolean>;
  saveTensor(tensor: TensorRef, suggestedName: string): Promise<boolean>;
  savePicture(suggestedName: string, bytes: Uint8Array): Promise<boolean>;
  /** A table of numbers that the learner picks; undefined when the learner cancelled. */
  readNumbers(): Promise<TableText | undefined>;
  /** Shows model.json as text, or the run's own panel. */
  openSource(): Promise<void>;
}

export interface InspectorPanelFunctions {
  /** The run has recorded another network, or has ended. */
  runChanged(): void;
}

// #endregion
