import { forwardPass, type ForwardPass } from '../forward-pass/forwardPass';
import type { Layer } from '../forward-pass/layer';
import { byExactGradient, byTransposedWeights, byWeightShares } from './hiddenErrors';
import { slopes } from './slope';

/** What a network is shown, and what it should say. */
export interface LabelledRecord {
  readonly inputs: ArrayLike<number>;
  /** One for each output node. */
  readonly targets: ArrayLike<number>;
}

/** How the errors of hidden nodes are found; see hiddenErrors.ts. */
export type ErrorRule = 'weight shares' | 'transposed weights' | 'exact gradient';

/** All numbers of one step of learning, in the order in which they come about. Layers count from the first after the inputs. */
export interface LearningStep {
  readonly forward: ForwardPass;
  /** ½ Σ (target − output)² before the step. */
  readonly loss: number;
  /** For each layer, the error of each node: target − output in the last layer, sent back in the others. */
  readonly errors: readonly Float64Array[];
  /** For each layer, the activation's derivative at each node. */
  readonly slopes: readonly Float64Array[];
  /** For each layer, outputs × inputs: error · slope · incoming signal, what a learning rate of 1 would add to each weight. */
  readonly weightSteps: readonly Float64Array[];
  /** For each layer, error · slope of each node: the same for its bias, and what the exact rule sends back. */
  readonly deltas: readonly Float64Array[];
  /** The layers after the step. */
  readonly after: readonly Layer[];
}

/**
 * One record through the deck's four phases (topic 5): forward, error, backward, update.
 * With the rule 'exact gradient' the weight steps are −∂loss/∂w; with the deck's, only those of the last layer are.
 * @throws RangeError when targets or inputs do not fit the network, or a rule cannot be applied to it; OverflowError
 */
export function learnRecord(
  layers: readonly Layer[],
  { inputs, targets }: LabelledRecord,
  learningRate: number,
  rule: ErrorRule,
): LearningStep {
  const forward = forwardPass(layers, inputs);
  const errors = [outputErrors(forward, targets)];
  const allSlopes = layers.map(({ activation }, l) => slopes(activation, forward.sums[l]!, forward.signals[l + 1]!));
  for (let l = layers.length - 1; l > 0; l--) errors.unshift(hiddenErrors(rule, layers[l]!, errors[0]!, allSlopes[l]!));

  const deltas = errors.map((layerErrors, l) => layerErrors.map((error, node) => error * allSlopes[l]![node]!));
  const weightSteps = deltas.map((delta, l) => outerProduct(delta, forward.signals[l]!));
  const after = layers.map((layer, l) => ({
    ...layer,
    weights: Float64Array.from(layer.weights, (weight, link) => weight + learningRate * weightSteps[l]![link]!),
    ...(layer.biases && {
      biases: Float64Array.from(layer.biases, (bias, node) => bias + learningRate * deltas[l]![node]!),
    }),
  }));
  return { forward, loss: halfSquaredError(errors.at(-1)!), errors, slopes: allSlopes, weightSteps, deltas, after };
}

/** ½ Σ (target − output)²: the half cancels the 2 of the derivative, as the deck drops it. */
export function lossOf(layers: readonly Layer[], { inputs, targets }: LabelledRecord): number {
  return halfSquaredError(outputErrors(forwardPass(layers, inputs), targets));
}

/** target − output of each output node */
export function outputErrors({ signals }: ForwardPass, targets: ArrayLike<number>): Float64Array {
  const outputs = signals.at(-1)!;
  if (targets.length !== outputs.length) {
    throw new RangeError(`The network has ${outputs.length} outputs, but there are ${targets.length} targets.`);
  }
  return outputs.map((output, node) => targets[node]! - output);
}

function hiddenErrors(rule: ErrorRule, into: Layer, errors: Float64Array, slopesInto: Float64Array): Float64Array {
  switch (rule) {
    case 'weight shares':
      return byWeightShares(into, errors);
    case 'transposed weights':
      return byTransposedWeights(into, errors);
    case 'exact gradient':
      return byExactGradient(into, errors, slopesInto);
  }
}

/** column · rowᵀ, row by row */
function outerProduct(column: Float64Array, row: Float64Array): Float64Array {
  const product = new Float64Array(column.length * row.length);
  for (let j = 0, i = 0; j < column.length; j++) for (const value of row) product[i++] = column[j]! * value;
  return product;
}

function halfSquaredError(errors: Float64Array): number {
  return errors.reduce((sum, error) => sum + error ** 2, 0) / 2;
}
