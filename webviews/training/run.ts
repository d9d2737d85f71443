import { batch, computed, effect, signal } from '@preact/signals';
import type { Images, Network, Scalar } from '../../samples/observation';
import type { ParameterSchema } from '../../samples/parameters';
import type {
  Frame,
  RunSummary,
  Series,
  TrainingPanelFunctions,
  TrainingPanelHostFunctions,
  TrainingSnapshot,
} from '../../src/protocol';
import { SeriesLog } from '../../src/runs/seriesLog';
import { attempt } from '../shared/Messages';
import { connect } from '../shared/rpc';
import { chosenStep, comparedRuns } from './view';

/** The run as the host tells it. */

/** Why the run could not be loaded. */
export const loadError = signal<string | undefined>(undefined);
export const run = signal<RunSummary | undefined>(undefined);
export const parameterSchema = signal<ParameterSchema>({});
export const series = signal<readonly Series[]>([]);
export const frameSteps = signal<readonly number[]>([]);
export const liveNetwork = signal<Network | undefined>(undefined);
export const predictedAccuracy = signal<number | undefined>(undefined);
export const testDigits = signal<Images | undefined>(undefined);
/** The frame that is shown; while another one is on its way, still the one before. */
export const frame = signal<Frame | undefined>(undefined);

/** The recorded step that should be shown. */
export const shownStep = computed(() => {
  const steps = frameSteps.value;
  return chosenStep.value !== undefined && steps.includes(chosenStep.value) ? chosenStep.value : steps.at(-1);
});

/** The network to look into: as recorded at the shown step, or, while following the newest, as it was last seen. */
export const network = computed(() => {
  const recorded = frame.value?.network;
  const live = liveNetwork.value;
  if (chosenStep.value === undefined && live && (!recorded || live.step > recorded.step)) return live;
  return recorded;
});

export const plannedEpochs = computed(() => Number(run.value?.request.parameters.epochs));

export const isOver = computed(() => ['finished', 'stopped', 'failed'].includes(run.value?.status ?? ''));

let log = new SeriesLog();
/** What arrived before the snapshot; the log knows points that it has already. */
let early: Scalar[] | undefined = [];
let scheduled = false;
/** Ten pictures of a growing curve a second look continuous; each costs some milliseconds. */
const millisecondsBetweenCurves = 100;

const panel: TrainingPanelFunctions = {
  runChanged: (changed) => (run.value = changed),
  scalarsObserved(scalars) {
    if (early) return void early.push(...scalars);
    for (const scalar of scalars) log.add(scalar);
    if (scheduled) return;
    scheduled = true;
    setTimeout(showSeries, millisecondsBetweenCurves);
  },
  networkObserved: (observed) => (liveNetwork.value = observed),
  frameRecorded(step) {
    recentFrames.delete(step);
    frameSteps.value = [...frameSteps.value.filter((recorded) => recorded < step), step];
    if (!testDigits.value) attempt(loadTestDigits);
  },
};

export const host = connect<TrainingPanelHostFunctions, TrainingPanelFunctions>(panel);

/** Asks for everything, and from then on follows. */
export async function follow(): Promise<void> {
  try {
    take(await host.ready());
  } catch (error) {
    loadError.value = (error as Error).message;
    return;
  }
  effect(() => {
    if (shownStep.value !== undefined) attempt(loadFrame);
  });
  attempt(loadTestDigits);
}

function take(snapshot: TrainingSnapshot): void {
  log = new SeriesLog(snapshot.series);
  for (const scalar of early ?? []) log.add(scalar);
  early = undefined;
  batch(() => {
    run.value = snapshot.run;
    parameterSchema.value = snapshot.parameterSchema;
    frameSteps.value = snapshot.frameSteps;
    // The host may have dropped the chosen frame in the meantime.
    if (chosenStep.value !== undefined) chosenStep.value = nearest(chosenStep.value, snapshot.frameSteps);
    liveNetwork.value = snapshot.liveNetwork;
    predictedAccuracy.value = snapshot.predictedAccuracy;
    comparedRuns.value ??= snapshot.compareWith;
    showSeries();
  });
}

/** A series without news stays the same object, so that what depends on it need not be drawn again. */
function showSeries(): void {
  scheduled = false;
  series.value = log.all().map((series) => {
    const shown = seriesNamed(series.name);
    const isNews = shown?.steps.length !== series.steps.length || shown.steps.at(-1) !== series.steps.at(-1);
    return isNews ? series : shown;
  });
}

export function seriesNamed(name: string): Series | undefined {
  return series.value.find((one) => one.name === name);
}

let loadingDigits: Promise<void> | undefined;

/** The digits are a megabyte or more: asked for once, however many frames arrive meanwhile. */
function loadTestDigits(): Promise<void> {
  loadingDigits ??= host
    .testDigits()
    .then((digits) => void (testDigits.value = digits))
    .finally(() => (loadingDigits = undefined));
  return loadingDigits;
}

/** Frames seen lately, so that going back and forth is immediate. */
const recentFrames = new Map<number, Frame>();
const maximumRecentFrames = 8;
let loading = false;

/** Loads one frame at a time: who drags the slider quickly skips those in between. */
async function loadFrame(): Promise<void> {
  if (loading) return;
  loading = true;
  try {
    let loaded: number | undefined;
    for (let step = shownStep.peek(); step !== undefined && step !== loaded; step = shownStep.peek()) {
      const fetched = recentFrames.get(step) ?? (await fetchFrame(step));
      if (fetched) frame.value = fetched;
      loaded = step;
    }
  } finally {
    loading = false;
  }
}

/** The host drops every other frame when there are many; then undefined, and `shownStep` is one that is left. */
async function fetchFrame(step: number): Promise<Frame | undefined> {
  try {
    const fetched = await host.frame(step);
    if (recentFrames.size >= maximumRecentFrames) recentFrames.delete(recentFrames.keys().next().value!);
    recentFrames.set(step, fetched);
    return fetched;
  } catch (error) {
    const { frameSteps: left } = await host.ready();
    if (left.includes(step)) throw error;
    batch(() => {
      frameSteps.value = left;
      if (chosenStep.value === step) chosenStep.value = nearest(step, left);
    });
    return undefined;
  }
}

/** The one of `steps` that is closest to `step`. */
export function nearest(step: number, steps: readonly number[]): number | undefined {
  const distance = (other: number) => Math.abs(other - step);
  return steps.reduce<number | undefined>(
    (best, next) => (best === undefined || distance(next) < distance(best) ? next : best),
    undefined,
  );
}
