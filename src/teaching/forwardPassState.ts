import type { Change } from '../../samples/forward-pass/change';
import type { Activation } from '../../samples/forward-pass/layer';
import { mostLayers, mostNodes } from '../../samples/forward-pass/network';
import type { SortKey } from '../../samples/forward-pass/signalTable';
import { choice, flag, list, number, object, text, type Field } from './fields';

export const activationNames = [
  'sigmoid',
  'tanh',
  'relu',
  'linear',
  'softmax',
] as const satisfies readonly Activation[];

/** Weights, biases and inputs: far beyond any that learning finds, and far from where a sum overflows. */
export const signalNumber = (title: string) => number(title, { initial: 0, minimum: -1000, maximum: 1000 });

export const nodeCount = number('nodes', { initial: 3, minimum: 1, maximum: mostNodes, integer: true });
export const decimalsField = number('decimals', { initial: 4, minimum: 2, maximum: 12, integer: true });
export const seedField = number('seed', { initial: 42, minimum: 0, maximum: 2 ** 32 - 1, integer: true });
/** Wide enough for the nodes of a digit network; a place that a network does not have is refused when it is used. */
const index = (title: string) => number(title, { initial: 0, minimum: 0, maximum: 9999, integer: true });

export const changeField: Field<Change> = object({
  kind: choice<Change['kind']>(['input', 'weight', 'bias'], 'weight'),
  layer: index('layer'),
  node: index('node'),
  from: index('from'),
  value: signalNumber('value'),
});

/** One of the deck's networks, one of the learner's own making, or one that a run has trained. */
type Source = 'two-inputs' | 'three-layers' | 'own' | 'run';

/** All that decides what the Forward-Pass Signal Table shows. */
export const forwardPassState = object({
  source: choice<Source>(['two-inputs', 'three-layers', 'own', 'run'], 'two-inputs'),

  nodes: list(nodeCount, { minimumLength: 2, maximumLength: mostLayers, initial: [3, 4, 2] }),
  activations: list<Activation>(choice<Activation>(activationNames, 'sigmoid'), {
    maximumLength: mostLayers - 1,
    initial: ['sigmoid', 'sigmoid'],
  }),
  biases: flag(false),
  seed: seedField,

  /** Empty: the newest. */
  run: text(100),
  digit: index('digit'),

  /** Numbers that the learner put in the place of the network's own. */
  changes: list(changeField, { maximumLength: 200 }),
  /** How many rows are computed. */
  step: number('step', { initial: 0, minimum: 0, maximum: 1000, integer: true }),
  decimals: decimalsField,
  sortBy: choice<SortKey>(['order', 'sum', 'signal'], 'order'),
  descending: flag(false),
});

export type ForwardPassState = (typeof forwardPassState)['initial'];
