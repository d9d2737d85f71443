import { RandomState } from '../numpyRandom';
import type { Activation, Layer } from './layer';

/** A network, and what is put into it. */
export interface SignalNetwork {
  readonly inputs: Float64Array;
  readonly layers: readonly Layer[];
}

/** The inputs count as a layer, as in the deck's "three-layer network". */
export const mostLayers = 6;
export const mostNodes = 12;

/**
 * A network with random inputs in 0 ≤ x < 1 and weights as in deck topic 4: normally distributed around 0 with the
 * standard deviation (incoming links)^−½. Biases start at 0.
 * @param nodes in each layer, the inputs first: [3, 3, 3]
 * @param activations for each layer after the inputs
 * @throws RangeError that says how many layers and nodes there may be
 */
export function randomNetwork(
  nodes: readonly number[],
  activations: readonly Activation[],
  options: { readonly seed: number; readonly biases: boolean },
): SignalNetwork {
  checkNodes(nodes);
  const random = new RandomState(options.seed);
  const inputs = random.randomSample(nodes[0]!);
  const layers = nodes.slice(1).map((outputs, l) => ({
    activation: activations[l] ?? 'sigmoid',
    inputs: nodes[l]!,
    outputs,
    weights: random.normal(0, nodes[l]! ** -0.5, outputs * nodes[l]!),
    ...(options.biases && { biases: new Float64Array(outputs) }),
  }));
  return { inputs, layers };
}

function checkNodes(nodes: readonly number[]): void {
  if (nodes.length < 2 || nodes.length > mostLayers) {
    throw new RangeError(`A network here has 2 to ${mostLayers} layers, the inputs included, not ${nodes.length}.`);
  }
  const wrong = nodes.findIndex((count) => !Number.isInteger(count) || count < 1 || count > mostNodes);
  if (wrong >= 0) {
    throw new RangeError(`Layer ${wrong + 1} has ${nodes[wrong]} nodes, but must have 1 to ${mostNodes}.`);
  }
}
