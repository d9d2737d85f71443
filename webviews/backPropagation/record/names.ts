import type { ErrorRule } from '../../../samples/back-propagation/learnRecord';
import { formatDigits } from '../../shared/format';
import { currentStep, step, steps, type Learning, type Phase } from './learning';

export const ruleTitles: Readonly<Record<ErrorRule, string>> = {
  'weight shares': 'split by weight shares',
  'transposed weights': 'Wᵀ · e',
  'exact gradient': 'exact gradient',
};

export const phaseTitles: Readonly<Record<Phase, string>> = {
  forward: 'Forward',
  error: 'Error',
  backward: 'Backward',
  update: 'Update',
  again: 'Result',
};

/** "input 1", "hidden node 2", "output 3"; with several hidden layers, "layer 2, node 2". Layers count from 0, the inputs. */
export function nodeName({ network: { layers } }: Pick<Learning, 'network'>, layer: number, node: number): string {
  if (layer === 0) return `input ${node + 1}`;
  if (layer === layers.length) return `output ${node + 1}`;
  return layers.length === 2 ? `hidden node ${node + 1}` : `layer ${layer + 1}, node ${node + 1}`;
}

/** "input 1 → hidden node 2" */
export function linkName(learning: Pick<Learning, 'network'>, layer: number, node: number, from: number): string {
  return `${nodeName(learning, layer - 1, from)} → ${nodeName(learning, layer, node)}`;
}

/** Where the pass is, and its newest number. */
export function describeStep(learning: Learning): string {
  const count = `Step ${step.value} of ${steps.value.length}`;
  const current = currentStep.value;
  if (!current) return `${count}: the record is given`;
  const { phase, layer, node } = current;
  const name = nodeName(learning, layer, node);
  const { forward, errors, loss, deltas } = learning.pass;
  switch (phase) {
    case 'forward':
      return `${count}, forward: the signal of ${name} is ${formatDigits(forward.signals[layer]![node]!)}`;
    case 'error':
      return `${count}, error: ${name} is off by ${formatDigits(errors[layer - 1]![node]!)}`;
    case 'backward':
      return `${count}, backward: the error of ${name} is ${formatDigits(errors[layer - 1]![node]!)}`;
    case 'update':
      return `${count}, update: the weights into ${name} move by ${formatDigits(learning.learningRate * deltas[layer - 1]![node]!)} × their signals`;
    case 'again':
      return `${count}: the loss was ${formatDigits(loss)}, and is now ${formatDigits(learning.lossAfter)}`;
  }
}

/** Shown as long as it is not computed. */
export const unknown = '?';
