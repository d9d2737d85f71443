import * as tf from '@tensorflow/tfjs';
import { gatesOf, hasRecurrentKernels, recurrentSequence, type RecurrentKind } from './recurrent';

/** What a cell of TensorFlow.js has, though its types hide it. */
interface Cell {
  readonly units: number;
  readonly kernel: tf.LayerVariable;
  readonly recurrentKernel: tf.LayerVariable;
  readonly bias: tf.LayerVariable | null;
  readonly activation: tf.serialization.Serializable;
  /** Not in a simple cell. */
  readonly recurrentActivation?: tf.serialization.Serializable;
  readonly dropout: number;
  readonly recurrentDropout: number;
}

/** The same for the layer around it. */
interface Layer {
  readonly cell: Cell;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  getStates(): tf.Tensor2D[];
  resetStates(states: tf.Tensor[], training: boolean): void;
  call: (this: Layer, inputs: tf.Tensor | tf.Tensor[], args?: Arguments) => tf.Tensor | tf.Tensor[];
}

interface Arguments {
  readonly mask?: unknown;
  readonly training?: boolean;
  readonly initialState?: tf.Tensor2D[];
}

let isReplaced = false;

/**
 * Lets the recurrent layers of TensorFlow.js (LSTM, GRU, SimpleRNN, bidirectional too) use the kernels of ./recurrent where
 * the backend has them, with the same weights and results. Layers with masks, dropout, or activations other than tanh, and
 * sigmoid or hard sigmoid for gates, go step by step as before.
 */
export function replaceRecurrentLayers(): void {
  if (isReplaced) return;
  isReplaced = true;
  // All of them come through here: their own `call` ends with that of the class RNN.
  const prototype = tf.RNN.prototype as unknown as Layer;
  const stock = prototype.call;
  prototype.call = function (inputs, args) {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.tidy(() => callFused(this, input, args ?? {})) ?? stock.call(this, inputs, args);
  };
}

/** The layer's output, and after it the states where they are asked for; undefined where the kernels don't know how. */
function callFused(layer: Layer, input: tf.Tensor, args: Arguments): tf.Tensor | tf.Tensor[] | undefined {
  const { cell, returnSequences, returnState, stateful } = layer;
  const kind = kindOf(cell);
  if (!kind || !hasRecurrentKernels() || args.mask) return undefined;
  if (input.rank !== 3 || input.dtype !== 'float32' || input.size === 0) return undefined;
  const [batch, steps, features] = input.shape as [number, number, number];
  const { units } = cell;
  const initial = args.initialState ?? (stateful ? layer.getStates() : undefined);
  const isState = (state: tf.Tensor) => tf.util.arraysEqual(state.shape, [batch, units]) && state.dtype === 'float32';
  const stateCount = kind === 'lstm' ? 2 : 1;
  if (initial && !(initial.length === stateCount && initial.every(isState))) return undefined;

  const ordered = layer.goBackwards ? tf.reverse(input, 1) : input;
  const product = tf.matMul(ordered.reshape([batch * steps, features]), cell.kernel.read());
  const needsStates = returnState || stateful;
  const withCell = needsStates && kind === 'lstm';
  const hiddenSlots = returnSequences ? steps : 1;
  const result = recurrentSequence(
    {
      product: product.reshape([batch, steps, gatesOf[kind] * units]),
      weights: cell.recurrentKernel.read() as tf.Tensor2D,
      bias: cell.bias?.read() as tf.Tensor1D | undefined,
      initial,
    },
    { kind, hard: cell.recurrentActivation?.getClassName() === 'hardSigmoid', hiddenSlots, withCell },
  );

  const slot = (index: number) => result.slice([0, index, 0], [batch, 1, units]).reshape([batch, units]);
  const hidden = withCell ? result.slice([0, 0, 0], [batch, hiddenSlots, units]) : result;
  const output = returnSequences ? hidden : hidden.reshape([batch, units]);
  if (!needsStates) return output;
  const lastHidden = slot(hiddenSlots - 1);
  const states = withCell ? [lastHidden, slot(hiddenSlots)] : [lastHidden];
  if (stateful) layer.resetStates(states, args.training ?? false);
  return returnState ? [output, ...states] : output;
}

/** Which cells there are kernels for. Subclasses are not among them: they may compute something else. */
const kinds = new Map<unknown, RecurrentKind>();

function kindOf(cell: Cell): RecurrentKind | undefined {
  if (kinds.size === 0) {
    kinds.set(tf.layers.lstmCell({ units: 1 }).constructor, 'lstm');
    kinds.set(tf.layers.gruCell({ units: 1 }).constructor, 'gru');
    kinds.set(tf.layers.simpleRNNCell({ units: 1 }).constructor, 'simple');
  }
  const kind = kinds.get(cell.constructor);
  if (!kind || cell.dropout > 0 || cell.recurrentDropout > 0) return undefined;
  if (cell.activation.getClassName() !== 'tanh') return undefined;
  if (kind === 'simple') return kind;
  return ['sigmoid', 'hardSigmoid'].includes(cell.recurrentActivation!.getClassName()) ? kind : undefined;
}
