import type { ErrorRule } from '../../samples/back-propagation/learnRecord';
import { choice, flag, list, number, object, optional, text } from './fields';
import { changeField, seedField } from './forwardPassState';

export const views = ['record', 'derivation', 'data', 'backQuery', 'gradients'] as const;

export const errorRules = [
  'weight shares',
  'transposed weights',
  'exact gradient',
] as const satisfies readonly ErrorRule[];

/** Few enough that three drawings fit beside each other. */
export const mostNodes = 6;
export const nodeCount = number('nodes', { initial: 3, minimum: 1, maximum: mostNodes, integer: true });

/** What a sigmoid can put out, with the ends that it can only come close to. */
export const targetField = (title: string) => number(title, { initial: 0.01, minimum: 0, maximum: 1 });
export const learningRateField = number('learning rate', { initial: 0.3, minimum: 0.0001, maximum: 10 });
export const repeatsField = number('times learnt', { initial: 0, minimum: 0, maximum: 1000, integer: true });
export const sumField = number('x', { initial: 0, minimum: -30, maximum: 30 });

const index = (title: string, maximum = 9999) => number(title, { initial: 0, minimum: 0, maximum, integer: true });
const digitLabel = (initial: number) => number('label', { initial, minimum: 0, maximum: 9, integer: true });

/** All that decides what Step Through Back Propagation shows. */
export const backPropagationState = object({
  view: choice(views, 'record'),

  // One record, and the derivation for its network.
  /** The deck's, or one that is drawn with the seed. */
  network: choice(['deck', 'random'], 'deck'),
  nodes: list(nodeCount, { minimumLength: 2, maximumLength: 4, initial: [3, 4, 2] }),
  seed: seedField,
  /** Numbers that the learner put in the place of the network's own. */
  changes: list(changeField, { maximumLength: 100 }),
  /** Absent: the deck's, or 0.99 for the second output. */
  targets: optional(list(targetField('target'), { maximumLength: mostNodes })),
  learningRate: learningRateField,
  rule: choice<ErrorRule>(errorRules, 'transposed weights'),
  /** How often the record was learnt before the pass that is shown. */
  repeats: repeatsField,
  step: index('step', 1000),
  /** The weight that is derived, counted from 0; of a place that is not there, the nearest. */
  weight: object({ layer: index('layer', 2), node: index('node', 5), from: index('from', 5) }),
  stage: index('stage', 5),
  /** Where the sigmoid's slope is taken; absent: at the sum of the weight's node. */
  x: optional(sumField),
  /** The finite difference moves the weight by 10 to the power of −this. */
  power: number('power', { initial: 5, minimum: 1, maximum: 12, integer: true }),

  // Preparing the data.
  digit: index('digit', 9_999_999),
  /** Counted row by row; absent: a grey one, which says more than black or white. */
  pixel: optional(index('pixel', 783)),
  saturationRate: number('learning rate', { initial: 1, minimum: 0.01, maximum: 10 }),
  /** Training was asked for: its numbers hang on nothing but the state, and come again when the panel does. */
  saturationTrained: flag(false),

  // Back query.
  source: choice(['run', 'small'], 'run'),
  /** Empty: the newest. */
  run: text(100),
  /** Which of the recorded networks, in epochs; absent: the newest, also while the run goes on. */
  epoch: optional(number('epoch', { initial: 0, minimum: 0, maximum: 1000 })),
  first: digitLabel(3),
  second: digitLabel(8),
  share: number('share', { initial: 0, minimum: 0, maximum: 1 }),
  ascentSteps: number('steps of ascent', { initial: 100, minimum: 0, maximum: 100, integer: true }),

  // Watching gradients.
  hiddenLayers: number('hidden layers', { initial: 5, minimum: 1, maximum: 8, integer: true }),
  unitsPerLayer: number('units per layer', { initial: 30, minimum: 2, maximum: 60, integer: true }),
  gradientRate: number('learning rate', { initial: 1, minimum: 0.001, maximum: 100 }),
  gradientsTrained: flag(false),
  /** Of what is there by now; at first the newest. */
  gradientStep: number('training step', { initial: 1000, minimum: 0, maximum: 1000, integer: true }),
});

export type BackPropagationState = (typeof backPropagationState)['initial'];
export type ViewId = (typeof views)[number];
