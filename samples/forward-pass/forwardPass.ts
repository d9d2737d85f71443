import { activate, weightedSums, type Layer } from './layer';

/** Every signal of one forward pass. Layer l of the network turns signals[l] into sums[l], and these into signals[l + 1]. */
export interface ForwardPass {
  /** signals[0] are the inputs, the last are the network's answers. */
  readonly signals: readonly Float64Array[];
  /** What entered the activation of each node. */
  readonly sums: readonly Float64Array[];
}

/** One link's part in a node's sum. */
export interface Link {
  /** The node that the signal comes from. */
  readonly from: number;
  readonly weight: number;
  readonly signal: number;
  /** weight × signal */
  readonly product: number;
}

/** A sum that is too large for a float64 (1.8e308); every number after it would mean nothing. */
export class OverflowError extends RangeError {
  override readonly name = 'OverflowError';
  constructor(
    /** Counted from 0: the layer of `layers`, and the node in it. */
    readonly layer: number,
    readonly node: number,
  ) {
    super(
      `Overflow: the sum of layer ${layer + 2}, node ${node + 1} is beyond 1.8e308, the largest number there is. ` +
        'Make a weight, a bias or an input smaller.',
    );
  }
}

/**
 * "Following the signals" (deck topic 4): from the inputs through every layer.
 * @param inputs as many as the first layer takes
 * @throws RangeError when the inputs are too few or too many; OverflowError when a sum is no longer finite
 */
export function forwardPass(layers: readonly Layer[], inputs: ArrayLike<number>): ForwardPass {
  const expected = layers[0]?.inputs ?? inputs.length;
  if (inputs.length !== expected) {
    throw new RangeError(`The network takes ${expected} inputs, but there are ${inputs.length}.`);
  }
  const signals = [Float64Array.from(inputs)];
  const sums = layers.map((layer, l) => {
    const layerSums = weightedSums(layer, signals[l]!);
    const overflow = layerSums.findIndex((sum) => !Number.isFinite(sum));
    if (overflow >= 0) throw new OverflowError(l, overflow);
    signals.push(activate(layer.activation, layerSums));
    return layerSums;
  });
  return { signals, sums };
}

/** The parts that a node's sum is made of, in the order in which they are added; the bias, if any, comes last. */
export function linksInto(layer: Layer, node: number, signals: ArrayLike<number>): Link[] {
  return Array.from({ length: layer.inputs }, (_, from) => {
    const weight = layer.weights[node * layer.inputs + from]!;
    const signal = signals[from]!;
    const product = weight * signal;
    return { from, weight, signal, product };
  });
}
