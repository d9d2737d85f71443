import { prepareTargets } from '../mnist-mlp/prepare';
import type { Layer } from '../forward-pass/layer';
import { sentBack } from './hiddenErrors';

/** What a back query passes through on its way from a layer's outputs to its inputs. */
export interface BackQueryStep {
  /** What the layer is said to have put out, 0.01…0.99. */
  readonly outputs: Float64Array;
  /** logit(outputs): what would have had to enter its sigmoids. */
  readonly sums: Float64Array;
  /** weightsᵀ · sums */
  readonly sentBack: Float64Array;
  /** The same, moved and stretched to 0.01…0.99, so that it can be what the layer before put out. */
  readonly inputs: Float64Array;
}

/**
 * Asks a sigmoid network backwards what it takes a label for (deck topic 5). This is no inverse, for many inputs have
 * the same answer: Wᵀ stands in for the inverse of W, and rescaling for what was lost.
 * @param targets what the output nodes are to say, above 0 and below 1; closer to them than 10⁻⁶ is moved there
 * @returns a step for each layer, the last layer first; the inputs of the last step are the picture
 * @throws RangeError when the network has other nodes than sigmoids, or targets do not fit it
 */
export function backQuery(layers: readonly Layer[], targets: ArrayLike<number>): BackQueryStep[] {
  const last = layers.at(-1);
  if (!last || layers.some(({ activation }) => activation !== 'sigmoid')) {
    throw new RangeError('Only a network of sigmoid nodes can be asked backwards: the others have no inverse.');
  }
  if (targets.length !== last.outputs) {
    throw new RangeError(`The network has ${last.outputs} outputs, but there are ${targets.length} targets.`);
  }
  let outputs = Float64Array.from(targets);
  return layers.toReversed().map((layer) => {
    const sums = outputs.map(logit);
    const back = sentBack(layer, sums);
    const inputs = rescale(back);
    const step = { outputs, sums, sentBack: back, inputs };
    outputs = inputs;
    return step;
  });
}

/** The inverse of the sigmoid, log(y / (1 − y)). At 0 and 1 it would be infinite: y is kept 10⁻⁶ away from them. */
export function logit(y: number): number {
  const clamped = Math.min(Math.max(y, 1e-6), 1 - 1e-6);
  return Math.log(clamped / (1 - clamped));
}

/** Moves and stretches the values so that the smallest becomes 0.01 and the largest 0.99; equal ones all become 0.5. */
export function rescale(values: Float64Array): Float64Array<ArrayBuffer> {
  let smallest = Infinity;
  let largest = -Infinity;
  for (const value of values) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  const range = largest - smallest;
  return Float64Array.from(values, (value) => (range === 0 ? 0.5 : ((value - smallest) / range) * 0.98 + 0.01));
}

/**
 * Targets for a mixture of two labels, as prepared for training.
 * @param share 0: only the first label, 1: only the second
 */
export function blendedTargets(first: number, second: number, share: number, classes: number): Float64Array {
  const one = new Float64Array(classes);
  const other = new Float64Array(classes);
  prepareTargets(first, one);
  prepareTargets(second, other);
  return one.map((target, node) => target * (1 - share) + other[node]! * share);
}
