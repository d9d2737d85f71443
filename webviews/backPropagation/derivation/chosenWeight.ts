import { computed } from '@preact/signals';
import type { LearningStep } from '../../../samples/back-propagation/learnRecord';
import { lesson } from '../lesson';
import { learning, type Learning } from '../record/learning';

/** The weight that is derived and checked. Layers count from 0, the inputs, as everywhere in this panel. */
export interface ChosenWeight {
  readonly learning: Learning;
  /** By the exact rule: the derivation is that of the gradient. */
  readonly pass: LearningStep;
  readonly layer: number;
  readonly node: number;
  readonly from: number;
  readonly value: number;
}

const wanted = lesson.part('weight');

/** A text says why there is none. */
export const chosenWeight = computed<ChosenWeight | string>(() => {
  const shown = learning.value;
  if (typeof shown === 'string') return shown;
  const exact = shown.byRule['exact gradient'];
  if (typeof exact === 'string') return exact;
  const { layers } = shown.network;
  const weight = wanted.value;
  // Of a network that has no such place, the nearest that it has.
  const l = Math.min(weight.layer, layers.length - 1);
  const { inputs, outputs, weights } = layers[l]!;
  const [node, from] = [Math.min(weight.node, outputs - 1), Math.min(weight.from, inputs - 1)];
  return { learning: shown, pass: exact.pass, layer: l + 1, node, from, value: weights[node * inputs + from]! };
});
