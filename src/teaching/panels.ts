import { backPropagationState } from './backPropagationState';
import type { Field } from './fields';
import { forwardPassState } from './forwardPassState';
import { gradientDescentState } from './gradientDescentState';
import { neuronState } from './neuronState';

/** A panel of the kind that shows a picture, its numbers and the code that computes them. */
export interface TeachingPanel {
  /** In the tab. */
  readonly title: string;
  /** The command that opens it, without the prefix; its argument is a state. */
  readonly command: string;
  /** What its state may hold. */
  readonly state: Field<object>;
}

/** By the name of the panel's folder in webviews/. */
export const teachingPanels = {
  gradientDescent: {
    title: 'Gradient Descent Paths',
    command: 'showGradientDescent',
    state: gradientDescentState,
  },
  forwardPass: {
    title: 'Forward-Pass Signal Table',
    command: 'showForwardPass',
    state: forwardPassState,
  },
  backPropagation: {
    title: 'Step Through Back Propagation',
    command: 'stepBackPropagation',
    state: backPropagationState,
  },
  neuron: { title: 'Explore a Neuron', command: 'exploreNeuron', state: neuronState },
} satisfies Record<string, TeachingPanel>;

export type TeachingPanelId = keyof typeof teachingPanels;

export function isTeachingPanel(id: unknown): id is TeachingPanelId {
  return typeof id === 'string' && Object.hasOwn(teachingPanels, id);
}
