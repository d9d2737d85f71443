import { batch, computed, signal } from '@preact/signals';
import type {
  InspectorHostFunctions,
  InspectorPanelFunctions,
  InspectorSnapshot,
  ModelNode,
  TensorRef,
} from '../../src/protocol';
import { connect } from '../shared/rpc';
import { chosenNode, chosenStep, chosenTensor } from './view';

/** The model as the host tells it. */

export const snapshot = signal<InspectorSnapshot | undefined>(undefined);
/** Why the model could not be opened; the one before may still be shown. */
export const problem = signal<string | undefined>(undefined);
export const model = computed(() => snapshot.value?.model);
/** Tells one opening of the model from the next, whose weights may differ. */
export const opening = signal(0);

export const node = computed((): ModelNode | undefined => {
  const nodes = model.value?.nodes;
  return (
    nodes?.find(({ id }) => id === chosenNode.value) ?? nodes?.find(({ weights }) => weights.length > 0) ?? nodes?.[0]
  );
});

/** What is shown of the node: of one without weights, what it computed. */
export const shownTensor = computed((): { readonly ref: TensorRef; readonly name: string } | undefined => {
  const [chosen, current] = [chosenTensor.value, node.value];
  if (!current) return undefined;
  if (chosen === 'gradient')
    return { ref: { of: 'gradient', node: current.id, tensor: 0 }, name: `Gradient at ${current.title}` };
  const weight = chosen === 'activation' ? undefined : (current.weights[chosen] ?? current.weights[0]);
  if (weight === undefined)
    return { ref: { of: 'activation', node: current.id, tensor: 0 }, name: `Output of ${current.title}` };
  return { ref: { of: 'weight', weight }, name: model.value!.weights[weight]!.name };
});

const panel: InspectorPanelFunctions = { runChanged: () => void open() };

export const host = connect<InspectorHostFunctions, InspectorPanelFunctions>(panel);

let isOpening = false;
let isOutdated = false;

/** Opens the model anew; asked for while it is opening, once more afterwards. */
export async function open(): Promise<void> {
  isOutdated = true;
  if (isOpening) return;
  isOpening = true;
  while (isOutdated) {
    isOutdated = false;
    try {
      const opened = await host.ready(chosenStep.peek());
      batch(() => {
        snapshot.value = opened;
        problem.value = undefined;
        opening.value++;
      });
    } catch (error) {
      problem.value = (error as Error).message;
    }
  }
  isOpening = false;
}

/** Asks for everything, and from then on follows. */
export async function follow(): Promise<void> {
  await open();
  document.title = snapshot.value?.title ?? 'Inspect Model';
}

export function chooseNode(id: string): void {
  chosenNode.value = id;
}

export function chooseStep(step: number | undefined): void {
  chosenStep.value = step;
  void open();
}
