import * as tf from '@tensorflow/tfjs';

/** What is learnt with TensorFlow.js, from what, and how. */
export interface TrainingTask {
  /** All records, where the backend computes; the first axis counts them. */
  readonly inputs: tf.Tensor;
  /** What the model should answer to each. */
  readonly targets: tf.Tensor;
  readonly optimizer: tf.Optimizer;
  /** The mean loss of some of the records. */
  readonly loss: (inputs: tf.Tensor, targets: tf.Tensor) => tf.Scalar;
}

/**
 * Trains on batches that the backend itself gathers from its records: a step sends the records' numbers there and waits
 * for nothing. Losses add up there too, until somebody asks. (`model.fit` copies every batch, and waits for every loss.)
 */
export class BatchTrainer {
  readonly #task: TrainingTask;
  #lossSum: tf.Scalar | undefined;

  constructor(task: TrainingTask) {
    this.#task = task;
  }

  /** One step of gradient descent on these records. */
  learn(records: Uint32Array): void {
    const { inputs, targets, optimizer, loss } = this.#task;
    this.#lossSum = tf.tidy(() => {
      const numbers = tf.tensor1d(new Int32Array(records), 'int32');
      const [batchInputs, batchTargets] = [tf.gather(inputs, numbers), tf.gather(targets, numbers)];
      const meanLoss = optimizer.minimize(() => loss(batchInputs, batchTargets), true)!;
      const batchLoss = tf.mul<tf.Scalar>(meanLoss, records.length);
      if (!this.#lossSum) return tf.keep(batchLoss);
      const sum = tf.add<tf.Scalar>(this.#lossSum, batchLoss);
      this.#lossSum.dispose();
      return tf.keep(sum);
    });
  }

  /** The sum of the losses, each before its step, of all records learnt since this was last asked. */
  async takeLoss(): Promise<number> {
    const sum = this.#lossSum;
    if (!sum) return 0;
    this.#lossSum = undefined;
    const [value] = await sum.data();
    sum.dispose();
    return value!;
  }

  /** Gives back the records; model and optimiser are their owner's. */
  dispose(): void {
    tf.dispose([this.#lossSum, this.#task.inputs, this.#task.targets]);
    this.#lossSum = undefined;
  }
}
