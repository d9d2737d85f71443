import type { SignalRow } from '../../samples/forward-pass/signalTable';
import { figure } from './figures';
import { progress, type View } from './view';

/** "Layer 2, node 1", for people; the inputs are layer 1. */
export function nameOf({ layer, node }: Pick<SignalRow, 'layer' | 'node'>): string {
  return `Layer ${layer + 1}, node ${node + 1}`;
}

/** Where the pass is, and its newest number. */
export function describeStep(view: View): string {
  const { step, last, current } = progress(view);
  const count = `Step ${step} of ${last}`;
  if (!current?.incoming) return `${count}: only the inputs are known`;
  return `${count}: ${nameOf(current)}, sum ${figure(current.incoming.sum)}, signal ${figure(current.signal)}`;
}
