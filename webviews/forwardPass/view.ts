import { computed } from '@preact/signals';
import { downstreamOf, valueAt, withChanges, type Place } from '../../samples/forward-pass/change';
import { strongestNodes } from '../../samples/forward-pass/fold';
import { forwardPass, type ForwardPass } from '../../samples/forward-pass/forwardPass';
import { mostNodes, type SignalNetwork } from '../../samples/forward-pass/network';
import { signalRows, type SignalRow } from '../../samples/forward-pass/signalTable';
import { lesson, state } from './lesson';
import { base } from './source';

/** Everything that is drawn, from the network and the learner's changes of it. Layers count from 0, the inputs. */
export interface View {
  readonly network: SignalNetwork;
  readonly pass: ForwardPass;
  /** The same before any change. */
  readonly original: { readonly network: SignalNetwork; readonly pass: ForwardPass };
  /** The nodes of each layer that are shown, and in which order. */
  readonly shown: readonly (readonly number[])[];
  readonly rows: readonly SignalRow[];
  /** How many of the rows are inputs. */
  readonly inputRows: number;
  /** Whether a number was changed, by the key of its place. */
  readonly changed: ReadonlySet<string>;
  /** For each layer and node, whether a change can move it. */
  readonly downstream: readonly (readonly boolean[])[];
}

/** Of a node with more links than this, the strongest are shown and the rest are summed. */
const mostLinks = mostNodes;
const mostLinksWhenFolded = 6;

const changes = computed(() => state.value.changes);

const original = computed(() => {
  const network = base.value;
  if (!network) return undefined;
  const pass = forwardPass(network.layers, network.inputs);
  return { network, pass, shown: strongestNodes(network.layers, pass, mostNodes) };
});

/** Undefined while there is no network; a text says why there can't be one. */
export const view = computed<View | string | undefined>(() => {
  if (!original.value) return undefined;
  const { shown, ...before } = original.value;
  try {
    const network = withChanges(before.network, changes.value);
    const pass = forwardPass(network.layers, network.inputs);
    const isFolded = before.pass.signals.some(({ length }) => length > mostNodes);
    const most = isFolded ? mostLinksWhenFolded : mostLinks;
    return {
      network,
      pass,
      original: before,
      shown,
      rows: signalRows(network.layers, pass, shown, most, { layers: before.network.layers, pass: before.pass }),
      inputRows: shown[0]!.length,
      changed: new Set(changes.value.map(keyOf)),
      downstream: downstreamOfAll(network, changes.value),
    };
  } catch (error) {
    return (error as Error).message;
  }
});

function downstreamOfAll(network: SignalNetwork, places: readonly Place[]): boolean[][] {
  const all = [network.inputs.length, ...network.layers.map(({ outputs }) => outputs)];
  const moved = all.map((count) => new Array<boolean>(count).fill(false));
  for (const place of places) {
    downstreamOf(network, place).forEach((layer, l) =>
      layer.forEach((isMoved, node) => {
        if (isMoved) moved[l + 1]![node] = true;
      }),
    );
  }
  return moved;
}

/** What lights up together: a link, a bias, a node's sum, and its signal. */
export const keys = {
  signal: (layer: number, node: number) => `s${layer}.${node}`,
  sum: (layer: number, node: number) => `z${layer}.${node}`,
  bias: (layer: number, node: number) => `b${layer}.${node}`,
  weight: (layer: number, node: number, from: number) => `w${layer}.${node}.${from}`,
};

/** Here `layer` counts as in `Place`, from the first after the inputs. */
export function keyOf(place: Place): string {
  switch (place.kind) {
    case 'input':
      return keys.signal(0, place.node);
    case 'bias':
      return keys.bias(place.layer + 1, place.node);
    case 'weight':
      return keys.weight(place.layer + 1, place.node, place.from);
  }
}

/**
 * Whether a change can move a node's sum or signal. They differ for softmax, which shares its total among the nodes: the
 * signal of each moves with every sum of the layer, its own sum does not.
 */
export function isMovable(
  { network, downstream, changed }: View,
  layer: number,
  node: number,
  of: 'sum' | 'signal',
): boolean {
  if (!downstream[layer]![node]!) return false;
  if (of === 'signal' || network.layers[layer - 1]!.activation !== 'softmax') return true;
  const comesFromBefore = layer === 1 ? hasPrefix(changed, 's0.') : downstream[layer - 1]!.includes(true);
  return comesFromBefore || hasPrefix(changed, `w${layer}.${node}.`) || changed.has(keys.bias(layer, node));
}

function hasPrefix(changed: ReadonlySet<string>, prefix: string): boolean {
  return [...changed].some((key) => key.startsWith(prefix));
}

/** How many rows can be computed, and which one was computed last: none at step 0. */
export function progress({ rows, inputRows }: View): { last: number; step: number; current: SignalRow | undefined } {
  const last = rows.length - inputRows;
  const step = Math.min(state.value.step, last);
  return { last, step, current: step === 0 ? undefined : rows[inputRows + step - 1] };
}

/** Puts a number in place of another; the network's own number takes the change back. */
export function changeNumber({ original }: View, place: Place, value: number): void {
  const others = state.peek().changes.filter((change) => keyOf(change) !== keyOf(place));
  const isOriginal = valueAt(original.network, place) === value;
  lesson.change({ changes: isOriginal ? others : [...others, { ...place, value }] });
}
