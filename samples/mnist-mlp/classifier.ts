import type { Digits } from '../digits';
import type { DenseLayer, Network } from '../observation';

/** What the training loop asks of a model, whoever computes it. */
export interface Classifier {
  readonly inputScaling: Network['inputScaling'];
  /** The records 0…count − 1 in the order in which epoch 0, 1, 2… learns them. */
  order(epoch: number, count: number): Uint32Array;
  /** How many records `trainBatch` gets where they do not share a step; the batch size when left out. */
  readonly recordsAtOnce?: number;
  /** One step of gradient descent on these records, or one on each. */
  trainBatch(digits: Digits, records: Uint32Array, learningRate: number): void;
  /** The sum of the losses, each before its step, of all records learnt since this was last asked. */
  takeLoss(): Promise<number>;
  /** The outputs for records `from`…`to − 1`, ten for each, and the sum of their losses. */
  answer(digits: Digits, from: number, to: number): { outputs: Float64Array | Float32Array; loss: number };
  /** A copy of the layers, exact. */
  layers(): DenseLayer[];
  /** Goes on from layers that `layers` gave. */
  restore(layers: readonly DenseLayer[]): void;
  /** Gives back what the garbage collector does not. */
  dispose?(): void;
}
