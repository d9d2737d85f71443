import { computed } from '@preact/signals';
import {
  learnRecord,
  lossOf,
  type ErrorRule,
  type LabelledRecord,
  type LearningStep,
} from '../../../samples/back-propagation/learnRecord';
import { valueAt, withChanges, type Place } from '../../../samples/forward-pass/change';
import type { Layer } from '../../../samples/forward-pass/layer';
import { randomNetwork, type SignalNetwork } from '../../../samples/forward-pass/network';
import { findPreset } from '../../../samples/forward-pass/presets';
import { lesson, state } from '../lesson';

/** The network and its record, before and after learning; each part is computed anew only when what it hangs on changes. */

const parts = {
  network: lesson.part('network'),
  nodes: lesson.part('nodes'),
  seed: lesson.part('seed'),
  changes: lesson.part('changes'),
  targets: lesson.part('targets'),
  learningRate: lesson.part('learningRate'),
  rule: lesson.part('rule'),
  repeats: lesson.part('repeats'),
};

/** Before the learner changes any of its numbers. */
export const original = computed<SignalNetwork>(() =>
  parts.network.value === 'deck'
    ? findPreset('three-layers')
    : randomNetwork(parts.nodes.value, [], { seed: parts.seed.value, biases: false }),
);

export const targets = computed<readonly number[]>(() => {
  const count = original.value.layers.at(-1)!.outputs;
  const given = parts.targets.value;
  return given?.length === count
    ? given
    : Array.from({ length: count }, (_, node) => (node === Math.min(1, count - 1) ? 0.99 : 0.01));
});

/** As it was before anything was learnt; a text says why the changes do not fit. */
const start = computed<SignalNetwork | string>(() => {
  try {
    return withChanges(original.value, parts.changes.value);
  } catch (error) {
    return (error as Error).message;
  }
});

/** A pass, and the loss of the same record when it goes forward again after the update. */
export interface Lesson {
  readonly pass: LearningStep;
  readonly lossAfter: number;
}

export interface Learning extends Lesson {
  readonly network: SignalNetwork;
  readonly targets: readonly number[];
  readonly learningRate: number;
  readonly rule: ErrorRule;
  /** By each rule; where one does not apply to this network, why not. */
  readonly byRule: Readonly<Record<ErrorRule, Lesson | string>>;
}

/** Everything that is drawn; a text says why there is nothing to draw. */
export const learning = computed<Learning | string>(() => {
  const begin = start.value;
  if (typeof begin === 'string') return begin;
  const [rule, learningRate] = [parts.rule.value, parts.learningRate.value];
  const record = { inputs: begin.inputs, targets: targets.value };
  try {
    let { layers } = begin;
    for (let i = 0; i < parts.repeats.value; i++) layers = learnRecord(layers, record, learningRate, rule).after;
    const by = (one: ErrorRule) => tryRule(layers, record, learningRate, one);
    return {
      network: { inputs: begin.inputs, layers },
      targets: targets.value,
      learningRate,
      rule,
      ...learn(layers, record, learningRate, rule),
      byRule: {
        'weight shares': by('weight shares'),
        'transposed weights': by('transposed weights'),
        'exact gradient': by('exact gradient'),
      },
    };
  } catch (error) {
    return (error as Error).message;
  }
});

function learn(layers: readonly Layer[], record: LabelledRecord, learningRate: number, rule: ErrorRule): Lesson {
  const pass = learnRecord(layers, record, learningRate, rule);
  return { pass, lossAfter: lossOf(pass.after, record) };
}

function tryRule(...lesson: Parameters<typeof learn>): Lesson | string {
  try {
    return learn(...lesson);
  } catch (error) {
    return (error as Error).message;
  }
}

/** What lights up together. Layers count from 0, the inputs. */
export const keys = {
  signal: (layer: number, node: number) => `s${layer}.${node}`,
  sum: (layer: number, node: number) => `z${layer}.${node}`,
  target: (node: number) => `t${node}`,
  error: (layer: number, node: number) => `e${layer}.${node}`,
  slope: (layer: number, node: number) => `d${layer}.${node}`,
  /** error · slope */
  delta: (layer: number, node: number) => `g${layer}.${node}`,
  weight: (layer: number, node: number, from: number) => `w${layer}.${node}.${from}`,
  updated: (layer: number, node: number, from: number) => `n${layer}.${node}.${from}`,
};

export type Phase = 'forward' | 'error' | 'backward' | 'update' | 'again';

/** One step of the pass. Layers count from 0, the inputs. */
export interface Step {
  readonly phase: Phase;
  readonly layer: number;
  readonly node: number;
}

/** In the order of the deck: signals, output errors, hidden errors from the last to the first, weights, and the result. */
export const steps = computed<readonly Step[]>(() => {
  const { layers } = original.value;
  const nodesOf = (layer: number, phase: Phase): Step[] =>
    Array.from({ length: layers[layer - 1]!.outputs }, (_, node) => ({ phase, layer, node }));
  const last = layers.length;
  const forwards = Array.from({ length: last }, (_, l) => l + 1);
  const backwards = forwards.toReversed();
  return [
    ...forwards.flatMap((layer) => nodesOf(layer, 'forward')),
    ...nodesOf(last, 'error'),
    ...backwards.slice(1).flatMap((layer) => nodesOf(layer, 'backward')),
    ...backwards.flatMap((layer) => nodesOf(layer, 'update')),
    { phase: 'again', layer: last, node: 0 },
  ];
});

/** How many steps are done; 0: only the record is known. */
export const step = computed(() => Math.min(state.value.step, steps.value.length));
export const currentStep = computed<Step | undefined>(() => steps.value[step.value - 1]);

/** Whether the number of this phase is known by now. */
export function isKnown(phase: Phase, layer: number, node: number): boolean {
  const index = steps.value.findIndex((one) => one.phase === phase && one.layer === layer && one.node === node);
  return index >= 0 && index < step.value;
}

/** Another network, or other numbers in it: the pass begins anew. */
export function choose(part: Partial<typeof state.value>): void {
  lesson.remember();
  lesson.change({ step: 0, repeats: 0, ...part });
}

const samePlace = (one: Place, other: Place) =>
  one.kind === other.kind &&
  one.node === other.node &&
  (one.kind === 'input' || (other.kind !== 'input' && one.layer === other.layer)) &&
  (one.kind !== 'weight' || (other.kind === 'weight' && one.from === other.from));

/** Puts a number in place of another; the network's own number takes the change back. What was learnt is forgotten. */
export function changeNumber(place: Place, value: number): void {
  lesson.remember(['changes', 'repeats'], JSON.stringify(place));
  const others = state.peek().changes.filter((change) => !samePlace(change, place));
  const isOriginal = valueAt(original.peek(), place) === value;
  lesson.change({ repeats: 0, changes: isOriginal ? others : [...others, { ...place, value }] });
}

export function isChanged(place: Place): boolean {
  return state.value.changes.some((change) => samePlace(change, place));
}

export function changeTarget(node: number, value: number): void {
  lesson.remember(['targets', 'repeats'], `target ${node}`);
  lesson.change({ repeats: 0, targets: targets.peek().with(node, value) });
}
