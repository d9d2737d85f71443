import type { SignalNetwork } from './network';

/** One number of a network, counted from 0: `layer` counts the layers after the inputs. */
export type Place =
  | { readonly kind: 'input'; readonly node: number }
  /** The link into `node` of `layer` that comes from node `from` of the layer before. */
  | { readonly kind: 'weight'; readonly layer: number; readonly node: number; readonly from: number }
  | { readonly kind: 'bias'; readonly layer: number; readonly node: number };

/** A number that the learner put in the place of another. */
export type Change = Place & { readonly value: number };

export function valueAt({ inputs, layers }: SignalNetwork, place: Place): number {
  if (place.kind === 'input') return inputs[place.node]!;
  const layer = layers[place.layer]!;
  if (place.kind === 'bias') return layer.biases?.[place.node] ?? 0;
  return layer.weights[place.node * layer.inputs + place.from]!;
}

/**
 * The network with other numbers in it; the given one stays as it is.
 * @throws RangeError when a place is not in the network, or a value is not a finite number
 */
export function withChanges(network: SignalNetwork, changes: readonly Change[]): SignalNetwork {
  for (const change of changes) checkChange(network, change);
  const inputs = network.inputs.slice();
  const layers = network.layers.map((layer, l) => {
    const weights = changes.filter((change) => change.kind === 'weight' && change.layer === l);
    const biases = changes.filter((change) => change.kind === 'bias' && change.layer === l);
    return {
      ...layer,
      // A large layer is not copied for nothing.
      ...(weights.length > 0 && { weights: Float64Array.from(layer.weights) }),
      ...(biases.length > 0 && { biases: Float64Array.from(layer.biases ?? new Float64Array(layer.outputs)) }),
    };
  });
  for (const change of changes) {
    if (change.kind === 'input') inputs[change.node] = change.value;
    else if (change.kind === 'bias') layers[change.layer]!.biases![change.node] = change.value;
    else {
      const { weights, inputs: width } = layers[change.layer]!;
      weights[change.node * width + change.from] = change.value;
    }
  }
  return { inputs, layers };
}

/** Whether a value can be a weight, a bias or an input: undefined, or the reason why not. */
export function problemWith(value: number): string | undefined {
  if (Number.isNaN(value)) return 'This is not a number.';
  if (!Number.isFinite(value)) return 'This is infinite; take a finite number.';
  return undefined;
}

function checkChange({ inputs, layers }: SignalNetwork, change: Change): void {
  const layer = change.kind === 'input' ? undefined : layers[change.layer];
  const exists =
    change.kind === 'input'
      ? change.node in inputs
      : layer !== undefined &&
        isIndex(change.node, layer.outputs) &&
        (change.kind === 'bias' || isIndex(change.from, layer.inputs));
  if (!exists) throw new RangeError(`The network has no ${describePlace(change)}.`);
  const problem = problemWith(change.value);
  if (problem) throw new RangeError(`The ${describePlace(change)} can't be ${change.value}. ${problem}`);
}

function isIndex(index: number, length: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < length;
}

/** For people, counted from 1; the inputs are layer 1: "weight from layer 1, node 2 to layer 2, node 1". */
export function describePlace(place: Place): string {
  switch (place.kind) {
    case 'input':
      return `input ${place.node + 1}`;
    case 'bias':
      return `bias of layer ${place.layer + 2}, node ${place.node + 1}`;
    case 'weight':
      return (
        `weight from layer ${place.layer + 1}, node ${place.from + 1} ` +
        `to layer ${place.layer + 2}, node ${place.node + 1}`
      );
  }
}

/**
 * The nodes whose numbers can move when the number in this place moves: those that a path of links leads to.
 * @returns for each layer after the inputs, whether each node is among them
 */
export function downstreamOf({ layers }: SignalNetwork, place: Place): boolean[][] {
  const firstLayer = place.kind === 'input' ? 0 : place.layer;
  return layers.map((layer, l) => {
    // Every node is linked with all of the next layer, and softmax shares one total among the nodes of its own.
    const reachesAll =
      l > firstLayer || (l === firstLayer && (place.kind === 'input' || layer.activation === 'softmax'));
    return Array.from({ length: layer.outputs }, (_, node) =>
      l < firstLayer ? false : reachesAll || (place.kind !== 'input' && node === place.node),
    );
  });
}
