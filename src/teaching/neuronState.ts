import { activations, type ActivationName } from '../../samples/neuron/activations';
import { inputs } from '../../samples/neuron/boundaryNetwork';
import { maximumPoints, pointPresets, type PointPresetName } from '../../samples/neuron/points';
import { choice, flag, list, number, object, optional, StateError } from './fields';

const activationNames = Object.keys(activations) as ActivationName[];
/** Where the points come from: a preset, or the learner's own hand. */
export const tasks = [...(Object.keys(pointPresets) as PointPresetName[]), 'own'] as const;

/** The panel's four pages. */
export const parts = ['festival', 'response', 'names', 'boundary'] as const;

export type Part = (typeof parts)[number];

export type Task = (typeof tasks)[number];

/** What the festival's perceptron is asked to do; 'free' asks nothing. */
export const behaviours = ['free', 'weather', 'weatherOrBoth', 'two', 'all', 'notAlone'] as const;

export type Behaviour = (typeof behaviours)[number];

/** Those of hidden units: with steps there is nothing to learn from. */
export const unitActivations = ['tanh', 'sigmoid', 'relu'] as const;

export type UnitActivation = (typeof unitActivations)[number];

/** Enough for every preset, and few enough to draw. */
export const limits = { hiddenLayers: 4, unitsPerLayer: 8 } as const;

const coordinate = (title: string) => number(title, { initial: 0, minimum: -1, maximum: 1 });

const point = object({
  x: coordinate('x'),
  y: coordinate('y'),
  label: number('class', { initial: 0, minimum: 0, maximum: 1, integer: true }),
});

/** A weight or a bias of the network that is trained; beyond this none comes back. */
export const linkNumber = number('weight', { initial: 0, minimum: -1000, maximum: 1000 });

const maximumLinks = 9 * limits.unitsPerLayer * (limits.hiddenLayers + 1);

const shape = object({
  part: choice(parts, 'festival'),

  factorWeights: list(number('weight', { initial: 0, minimum: -10, maximum: 10 }), {
    minimumLength: 3,
    maximumLength: 3,
    initial: [6, 2, 2],
  }),
  threshold: number('threshold', { initial: 5, minimum: -20, maximum: 20 }),
  factors: list(flag(false), { minimumLength: 3, maximumLength: 3, initial: [true, false, false] }),
  behaviour: choice(behaviours, 'free'),

  activation: choice(activationNames, 'sigmoid'),
  weight: number('weight', { initial: 2, minimum: -10, maximum: 10 }),
  bias: number('bias', { initial: -1, minimum: -10, maximum: 10 }),
  input: number('input', { initial: 1, minimum: -3, maximum: 3 }),
  change: number('change of the weight', { initial: 0.5, minimum: -2, maximum: 2 }),

  /** The node whose formula is shown: layer and number, both counted from 1. */
  layer: number('layer', { initial: 3, minimum: 2, maximum: 4, integer: true }),
  node: number('node', { initial: 1, minimum: 1, maximum: 3, integer: true }),

  task: choice<Task>(tasks, 'xor'),
  count: number('points', { initial: 120, minimum: 4, maximum: maximumPoints, integer: true }),
  noise: number('noise', { initial: 0.04, minimum: 0, maximum: 0.5 }),
  seed: number('seed', { initial: 1, minimum: 0, maximum: 2 ** 32 - 1, integer: true }),
  /** The learner's own points, kept while a preset is shown. */
  points: list(point, { maximumLength: maximumPoints }),
  hidden: list(number('units', { initial: 4, minimum: 1, maximum: limits.unitsPerLayer, integer: true }), {
    maximumLength: limits.hiddenLayers,
    initial: [],
  }),
  unitActivation: choice(unitActivations, 'tanh'),
  learningRate: number('learning rate', { initial: 0.5, minimum: 0.0001, maximum: 10 }),
  epoch: number('epoch', { initial: 0, minimum: 0, maximum: 1e7, integer: true }),
  /** The weights as learnt or edited; null: as they are drawn at the start. */
  links: optional(list(linkNumber, { maximumLength: maximumLinks })),
  /** The weight or bias that is looked at: its place among the links; null: none. */
  chosenLink: optional(number('chosen link', { initial: 0, minimum: 0, maximum: maximumLinks, integer: true })),
});

export type NeuronState = (typeof shape)['initial'];

/** All that the panel of topic 3 shows. A network's links are each layer's weights, unit by unit, then its biases. */
export const neuronState: typeof shape = {
  ...shape,
  check(value, name) {
    const state = shape.check(value, name);
    const expected = countLinks(state.hidden);
    if (state.links && state.links.length !== expected) {
      throw new StateError(
        `Links has ${state.links.length} entries, but this network has ${expected} weights and biases.`,
      );
    }
    return state;
  },
};

function countLinks(hidden: readonly number[]): number {
  const sizes = [inputs, ...hidden, 1];
  return sizes.slice(1).reduce((count, units, layer) => count + units * (sizes[layer]! + 1), 0);
}
