import { computed, effect, signal, untracked } from '@preact/signals';
import { blendedTargets, backQuery, type BackQueryStep } from '../../../samples/back-propagation/backQuery';
import { forwardPass } from '../../../samples/forward-pass/forwardPass';
import type { Layer } from '../../../samples/forward-pass/layer';
import type { Network } from '../../../samples/observation';
import type { TrainedRun } from '../../../src/protocol';
import { attempt } from '../../shared/Messages';
import { host, lesson, state } from '../lesson';
import { learning } from '../record/learning';

/** The network that is asked backwards: one that a run has trained, also while it is trained, or the small one. */

export const trainedRuns = signal<readonly TrainedRun[] | undefined>(undefined);
const loaded = signal<{ readonly runId: string; readonly network: Network } | undefined>(undefined);

const view = lesson.part('view');
const source = lesson.part('source');
const runId = lesson.part('run');
const epoch = lesson.part('epoch');

export const isOver = (run: TrainedRun) => ['finished', 'stopped', 'failed'].includes(run.run.status);

/** The run that is asked for, or the newest; undefined when there is none. */
export const shownRun = computed<TrainedRun | undefined>(() =>
  trainedRuns.value?.find(({ run }) => runId.value === '' || run.id === runId.value),
);

export interface Asked {
  readonly layers: readonly Layer[];
  /** In epochs; absent for the small network. */
  readonly epoch?: number;
  readonly isDigits: boolean;
  readonly classes: number;
}

/** Undefined while it is being read, or when there is none; a text says why it can't be asked. */
export const asked = computed<Asked | string | undefined>(() => {
  if (source.value === 'small') {
    const small = learning.value;
    if (typeof small === 'string') return small;
    const { layers } = small.network;
    return { layers, isDigits: false, classes: layers.at(-1)!.outputs };
  }
  const network = loaded.value;
  if (!network || network.runId !== shownRun.value?.run.id) return undefined;
  const { layers, step } = network.network;
  return { layers, epoch: step, isDigits: true, classes: layers.at(-1)!.outputs };
});

const first = lesson.part('first');
const second = lesson.part('second');
const share = lesson.part('share');

/** The two labels and how they are mixed; of a network with fewer outputs, the nearest that it has. */
export const blend = computed(() => {
  const network = asked.value;
  const last = typeof network === 'object' ? network.classes - 1 : 9;
  return { first: Math.min(first.value, last), second: Math.min(second.value, last), share: share.value };
});

export interface Answer {
  readonly steps: readonly BackQueryStep[];
  /** What came out at the inputs. */
  readonly picture: Float64Array;
  /** What the network says to it. */
  readonly outputs: Float64Array;
}

export function ask({ layers }: Asked, targets: ArrayLike<number>): Answer {
  const steps = backQuery(layers, targets);
  const picture = steps.at(-1)!.inputs;
  return { steps, picture, outputs: forwardPass(layers, picture).signals.at(-1)! };
}

/** Every label by itself. */
export const answers = computed<readonly Answer[]>(() => {
  const network = asked.value;
  if (typeof network !== 'object') return [];
  return Array.from({ length: network.classes }, (_, label) =>
    ask(network, blendedTargets(label, label, 0, network.classes)),
  );
});

export const blendTargets = computed(() => {
  const network = asked.value;
  const { first, second, share } = blend.value;
  return typeof network === 'object' ? blendedTargets(first, second, share, network.classes) : new Float64Array();
});

export const blended = computed<Answer | undefined>(() => {
  const network = asked.value;
  return typeof network === 'object' ? ask(network, blendTargets.value) : undefined;
});

/** Reads the runs and the network that the state asks for, now and whenever it asks for others. */
export function followSource(): void {
  const isShown = computed(() => view.value === 'backQuery' && source.value === 'run');
  effect(() => {
    if (isShown.value) untracked(() => attempt(readRuns));
  });
  // What was asked for as text: the list of runs is read again and again, and must not start all of this anew.
  const wanted = computed(() => {
    const run = shownRun.value;
    return isShown.value && run ? JSON.stringify([run.run.id, epoch.value]) : undefined;
  });
  let newest = 0;
  effect(() => {
    const turn = ++newest;
    if (wanted.value !== undefined) untracked(() => attempt(() => readNetwork(() => turn === newest)));
  });
  // A run may begin or end while another panel is in front.
  addEventListener('focus', () => {
    if (isShown.peek()) attempt(readRuns);
  });
}

async function readRuns(): Promise<void> {
  trainedRuns.value = await host.trainedRuns();
}

/** The network of the chosen epoch; of the newest, all that follow while the run goes on. */
async function readNetwork(isWanted: () => boolean): Promise<void> {
  const { run, frameSteps } = shownRun.peek()!;
  const chosen = epoch.peek();
  const step = chosen === null ? frameSteps.at(-1)! : nearest(frameSteps, chosen);
  const network = await host.networkAt(run.id, step);
  if (!isWanted()) return;
  loaded.value = { runId: run.id, network };
  if (chosen !== null) return;
  for (let after = step; ;) {
    const newer = await host.newerNetwork(run.id, after);
    if (!isWanted()) return;
    if (!newer) break;
    after = newer.step;
    loaded.value = { runId: run.id, network: newer };
  }
  const { status } = run;
  await readRuns();
  // The very last network was recorded after the last one that was seen.
  const ended = shownRun.peek();
  const last = ended?.frameSteps.at(-1);
  if (status !== ended?.run.status && last !== undefined && isWanted()) {
    loaded.value = { runId: run.id, network: await host.networkAt(run.id, last) };
  }
}

export function nearest(steps: readonly number[], wanted: number): number {
  return steps.reduce((best, next) => (Math.abs(next - wanted) < Math.abs(best - wanted) ? next : best));
}

/** The epochs that can be chosen. */
export const frameSteps = computed(() => shownRun.value?.frameSteps ?? []);
export const isLive = computed(
  () => state.value.epoch === null && shownRun.value !== undefined && !isOver(shownRun.value),
);
