import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';
import { multiply } from './matrixProduct';
import { replaceKernel } from './register';

/** The recurrent layers that there are kernels for, and how many gates each unit has. */
export const gatesOf = { lstm: 4, gru: 3, simple: 1 } as const;
export type RecurrentKind = keyof typeof gatesOf;

/** A layer's recurrent part; the input comes in already multiplied by its weights. */
export interface RecurrentInputs {
  /** The input times its weights, [batch, steps, gates · units], gates in the order of Keras. */
  readonly product: tf.Tensor3D;
  /** [units, gates · units] */
  readonly weights: tf.Tensor2D;
  /** [gates · units]; zeros when left out. */
  readonly bias?: tf.Tensor1D | undefined;
  /** The hidden state before the first step and, for an LSTM, the cell state, each [batch, units]; zeros when left out. */
  readonly initial?: readonly tf.Tensor2D[] | undefined;
}

export interface RecurrentSettings {
  readonly kind: RecurrentKind;
  /** Whether gates take Keras' hard sigmoid, 0.2 x + 0.5 cut off at 0 and 1, instead of the sigmoid. */
  readonly hard: boolean;
  /** Of so many of the last steps the hidden states are in the result. */
  readonly hiddenSlots: number;
  /** Whether an LSTM's last cell state follows them. */
  readonly withCell: boolean;
}

/** Names of kernels of ours. */
const forwardKernel = 'RecurrentSequence';
const backwardKernel = 'RecurrentSequenceGrad';

/** Whether the current backend has the kernels. */
export function hasRecurrentKernels(): boolean {
  return (tf.getKernel(forwardKernel, tf.getBackend()) as tf.KernelConfig | undefined) !== undefined;
}

/**
 * Takes a batch of sequences through a recurrent layer, with gradients for all inputs.
 * @returns [batch, slots, units]: the hidden states of the last `hiddenSlots` steps, and the cell state `withCell`
 */
export function recurrentSequence(inputs: RecurrentInputs, settings: RecurrentSettings): tf.Tensor {
  const { product, weights, bias, initial = [] } = inputs;
  const [hidden0, cell0] = initial;
  const attrs = { ...settings, hasInitial: initial.length > 0 };
  const operation = tf.customGrad((...args) => {
    const save = args.at(-1) as (tensors: tf.Tensor[]) => void;
    const [result, ...kept] = run(forwardKernel, { product, weights, bias, hidden0, cell0 }, attrs);
    save([weights, ...kept]);
    return {
      value: result!,
      gradFunc: (dResult, [weights, gates, states, more]) => {
        const given = { dResult, weights, gates, states, more };
        const [dProduct, dWeights, ...dInitial] = run(backwardKernel, given, attrs);
        return [dProduct!, dWeights!, ...(bias ? [tf.sum(dProduct!, [0, 1])] : []), ...dInitial];
      },
    };
  });
  return operation(product, weights, ...(bias ? [bias] : []), ...initial);
}

function run(kernel: string, inputs: Record<string, tf.Tensor | undefined>, attrs: tf.NamedAttrMap): tf.Tensor[] {
  return tf.engine().runKernel(kernel, inputs as tf.NamedTensorMap, attrs);
}

type Attributes = RecurrentSettings & { readonly hasInitial: boolean };

/** Recurrent layers over whole sequences, see assembly/recurrent.ts: two kernels of ours, with their operation above. */
export function registerRecurrent(kernels: Kernels): void {
  const { heap, threads } = kernels;
  const address = (tensor: tf.TensorInfo | undefined) => (tensor ? heap.address(tensor) : 0);

  replaceKernel(forwardKernel, heap.backend, () => ({ inputs, attrs }) => {
    const { kind, hard, hiddenSlots, withCell } = attrs as unknown as Attributes;
    const { product, weights, bias, hidden0, cell0 } = inputs;
    const [batch, steps, width] = product!.shape as [number, number, number];
    const units = width / gatesOf[kind];
    const slots = hiddenSlots + Number(withCell);
    const result = heap.output([batch, slots, units]);
    const gates = heap.output(product!.shape);
    const states = heap.output([batch, steps, units]);
    // An LSTM keeps its cell states, a GRU its hidden states times the reset gate.
    const more = kind === 'simple' ? [] : [heap.output(states.shape)];
    const given = [product, weights, bias].map(address);
    const [initialHidden, initialCell] = [address(hidden0), address(cell0)];
    const kept = [gates, states, ...more].map(address);
    const work = workOf(batch, steps, units, width);
    const sizes = [steps, units];
    if (kind === 'lstm') {
      const initial = [initialHidden, initialCell];
      const last = [address(result), slots, hiddenSlots];
      threads.parallel('lstmForward', work, ...sizes, Number(hard), ...given, ...initial, ...kept, ...last);
    } else {
      const name = kind === 'gru' ? 'gruForward' : 'simpleForward';
      const gate = kind === 'gru' ? [Number(hard)] : [];
      threads.parallel(name, work, ...sizes, ...gate, ...given, initialHidden, ...kept, address(result), hiddenSlots);
    }
    return [result, gates, states, ...more];
  });

  replaceKernel(backwardKernel, heap.backend, () => ({ inputs, attrs }) => {
    const { kind, hard, hiddenSlots, withCell, hasInitial } = attrs as unknown as Attributes;
    const { dResult, weights, gates, states, more } = inputs;
    const [batch, steps, width] = gates!.shape as [number, number, number];
    const units = width / gatesOf[kind];
    const dProduct = heap.output([batch, steps, width]);
    const dInitial = hasInitial
      ? Array.from({ length: kind === 'lstm' ? 2 : 1 }, () => heap.output([batch, units]))
      : [];
    const [dHidden0, dCell0] = [address(dInitial[0]), address(dInitial[1])];
    const work = workOf(batch, steps, units, width);
    const sizes = [steps, units];
    const [w, g, h, m, d] = [weights, gates, states, more, dResult].map(address) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const to = address(dProduct);
    if (kind === 'lstm') {
      const slots = [hiddenSlots + Number(withCell), hiddenSlots];
      threads.parallel('lstmBackward', work, ...sizes, Number(hard), w, g, m, d, ...slots, to, dHidden0, dCell0);
    } else if (kind === 'gru') {
      threads.parallel('gruBackward', work, ...sizes, Number(hard), w, g, h, d, hiddenSlots, to, dHidden0);
    } else {
      threads.parallel('simpleBackward', work, ...sizes, w, g, d, hiddenSlots, to, dHidden0);
    }

    /** Columns of dWeights: the sum over all records and steps of what was multiplied by them times its gradient. */
    const dWeights = heap.output([units, width]);
    const sumOver = (factor: number, firstColumn: number, columns: number) =>
      multiply(
        kernels,
        [units, columns, batch * steps],
        { address: factor, row: 1, column: units },
        { address: to + 4 * firstColumn, row: width, column: 1 },
        { address: address(dWeights) + 4 * firstColumn, row: width },
      );
    if (kind === 'gru') {
      sumOver(h, 0, 2 * units);
      sumOver(m, 2 * units, units);
    } else sumOver(h, 0, width);
    return [dProduct, dWeights, ...dInitial];
  });
}

/** A call's parts: multiples of 12 records are whole tiles of 6 and of 4 rows. */
function workOf(batch: number, steps: number, units: number, width: number) {
  // assembly/recurrent.ts: a tile, 24 packed rows, twice 24 rows with a gap, weights in panels of 8 columns.
  const scratch = 256 + 4 * (24 * width + 2 * 24 * (width + 16) + (units + 8) * width);
  return { count: batch, grain: 12, flops: 2 * batch * steps * units * width, scratch };
}
