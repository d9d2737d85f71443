import { signal } from '@preact/signals';
import { ascend } from '../../../samples/back-propagation/gradientAscent';
import { backPropagationState } from '../../../src/teaching/backPropagationState';
import { state } from '../lesson';
import { onDemand } from '../onDemand';
import { asked, blendTargets } from './source';

export const mostSteps = backPropagationState.fields.ascentSteps.maximum;
/** How far along the gradient a step goes. */
export const ascentRate = 1;
/** Where it begins: grey all over. */
const grey = 0.5;

export interface AscentStep {
  readonly picture: Float64Array;
  /** Of the picture, ½ Σ (target − output)². */
  readonly loss: number;
}

/** The pictures so far, the grey one first. */
export const ascent = signal<readonly AscentStep[]>([]);

let network: object | undefined;
let version = 0;

onDemand(
  () => {
    const shown = asked.value;
    if (state.value.view !== 'backQuery' || typeof shown !== 'object') return undefined;
    if (shown.layers !== network) version++;
    network = shown.layers;
    return JSON.stringify([version, ...blendTargets.value]);
  },
  () => {
    const shown = asked.value;
    if (typeof shown !== 'object') return () => false;
    const targets = blendTargets.value;
    let picture = new Float64Array(shown.layers[0]!.inputs).fill(grey);
    ascent.value = [];
    return () => {
      const { inputs, loss } = ascend(shown.layers, { inputs: picture, targets }, ascentRate);
      ascent.value = [...ascent.peek(), { picture, loss }];
      picture = Float64Array.from(inputs);
      return ascent.peek().length <= mostSteps;
    };
  },
);
