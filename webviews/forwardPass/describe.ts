import type { SignalRow } from '../../samples/forward-pass/signalTable';
import { figure } from './figures';
import { state } from './lesson';
import { testDigit } from './source';
import { progress, type View } from './view';

/** "Layer 2, node 1", for people; the inputs are layer 1. */
export function nameOf({ layer, node }: Pick<SignalRow, 'layer' | 'node'>): string {
  return `Layer ${layer + 1}, node ${node + 1}`;
}

/** The digit that an output node of a trained network stands for. */
export function outputName({ network }: View, { layer, node }: Pick<SignalRow, 'layer' | 'node'>): string | undefined {
  return state.value.source === 'run' && layer === network.layers.length ? String(node) : undefined;
}

/** Where the pass is, and its newest number. */
export function describeStep(view: View): string {
  const { step, last, current } = progress(view);
  const count = `Step ${step} of ${last}`;
  if (!current?.incoming) return `${count}: only the inputs are known`;
  return `${count}: ${nameOf(current)}, sum ${figure(current.incoming.sum)}, signal ${figure(current.signal)}${step === last ? answerOf(view) : ''}`;
}

/** What a trained network says about the digit. */
function answerOf({ pass }: View): string {
  if (state.value.source !== 'run' || !testDigit.value) return '';
  const outputs = pass.signals.at(-1)!;
  const answer = outputs.indexOf(Math.max(...outputs));
  return `. The network answers ${answer}; the digit is a ${testDigit.value.label}`;
}
