import * as tf from '@tensorflow/tfjs';
import { BatchTrainer } from '../batchTrainer';
import { classes, pixelsPerImage, type Digits } from '../digits';
import { RandomState } from '../numpyRandom';
import type { DenseLayer } from '../observation';
import type { Classifier } from './classifier';
import { prepareInputs, tensorflowScaling } from './prepare';

/**
 * The same task with TensorFlow (deck topic 5): two hidden layers of ReLU nodes, softmax cross-entropy, and stochastic
 * gradient descent on small batches.
 */
export class TensorflowNetwork implements Classifier {
  readonly inputScaling = tensorflowScaling;
  readonly #model: tf.Sequential;
  readonly #optimizer = tf.train.sgd(0);
  readonly #seed: number;
  #learningRate = 0;
  /** Has the digits that were learnt last where the backend computes: 4 bytes a pixel, 188 MB for the complete MNIST. */
  #trainer: BatchTrainer | undefined;
  #digits: Digits | undefined;

  /** The second hidden layer has a third of the first one's units, rounded, but at least one. */
  constructor(hiddenUnits: number, seed: number) {
    this.#seed = seed;
    const [first, second, third] = randomStream(seed, 0).randint(0, 2 ** 31, 3);
    const secondHiddenUnits = Math.max(1, Math.round(hiddenUnits / 3));
    this.#model = tf.sequential({
      layers: [
        dense(pixelsPerImage, hiddenUnits, 'relu', first!),
        dense(hiddenUnits, secondHiddenUnits, 'relu', second!),
        // The loss takes logits, which is more exact than going through softmax and back.
        dense(secondHiddenUnits, classes, 'linear', third!),
      ],
    });
  }

  /** Shuffled anew for each epoch; the seed alone decides, so that a run can continue in the middle of one. */
  order(epoch: number, count: number): Uint32Array {
    return randomStream(this.#seed, 1 + epoch).permutation(count);
  }

  trainBatch(digits: Digits, records: Uint32Array, learningRate: number): void {
    if (digits !== this.#digits) this.#load(digits);
    if (learningRate !== this.#learningRate) {
      this.#optimizer.setLearningRate(learningRate);
      this.#learningRate = learningRate;
    }
    this.#trainer!.learn(records);
  }

  async takeLoss(): Promise<number> {
    return (await this.#trainer?.takeLoss()) ?? 0;
  }

  answer(digits: Digits, from: number, to: number) {
    return tf.tidy(() => {
      const { inputs, targets } = tensors(digits, from, to);
      const logits = this.#logits(inputs);
      return {
        outputs: Float32Array.from(tf.softmax(logits).dataSync()),
        loss: crossEntropy(targets, logits).dataSync()[0]! * (to - from),
      };
    });
  }

  layers(): DenseLayer[] {
    return this.#model.layers.map((layer, index) => {
      const [kernel, bias] = layer.getWeights();
      const [inputs, outputs] = kernel!.shape as [number, number];
      return {
        activation: index === this.#model.layers.length - 1 ? 'softmax' : 'relu',
        inputs,
        outputs,
        weights: transpose(kernel!.dataSync(), inputs, outputs),
        biases: Float32Array.from(bias!.dataSync()),
      };
    });
  }

  restore(layers: readonly DenseLayer[]): void {
    tf.tidy(() => {
      for (const [index, { inputs, outputs, weights, biases }] of layers.entries()) {
        const kernel = tf.tensor2d(transpose(weights, outputs, inputs), [inputs, outputs]);
        this.#model.layers[index]!.setWeights([kernel, tf.tensor1d(Float32Array.from(biases!))]);
      }
    });
  }

  dispose(): void {
    this.#trainer?.dispose();
    this.#model.dispose();
    this.#optimizer.dispose();
  }

  #load(digits: Digits): void {
    this.#trainer?.dispose();
    const { inputs, targets } = tensors(digits, 0, digits.count);
    this.#digits = digits;
    this.#trainer = new BatchTrainer({
      inputs,
      targets,
      optimizer: this.#optimizer,
      loss: (inputs, targets) => crossEntropy(targets as tf.Tensor2D, this.#logits(inputs)),
    });
  }

  #logits(inputs: tf.Tensor): tf.Tensor2D {
    return this.#model.apply(inputs) as tf.Tensor2D;
  }
}

/** A layer whose weights start with the standard deviation 1/√inputs, none further from 0 than two of it. */
function dense(inputs: number, units: number, activation: 'relu' | 'linear', seed: number) {
  const kernelInitializer = tf.initializers.truncatedNormal({ mean: 0, stddev: 1 / Math.sqrt(inputs), seed });
  return tf.layers.dense({ inputShape: [inputs], units, activation, kernelInitializer });
}

/** Mean softmax cross-entropy; targets are one-hot. */
function crossEntropy(targets: tf.Tensor2D, logits: tf.Tensor2D): tf.Scalar {
  return tf.losses.softmaxCrossEntropy(targets, logits);
}

/** The records `from`…`to − 1`: inputs (records × 784) and one-hot targets (records × 10). */
function tensors(digits: Digits, from: number, to: number): { inputs: tf.Tensor2D; targets: tf.Tensor2D } {
  const inputs = new Float32Array((to - from) * pixelsPerImage);
  prepareInputs(digits.pixels.subarray(from * pixelsPerImage, to * pixelsPerImage), tensorflowScaling, inputs);
  const targets = new Float32Array((to - from) * classes);
  for (let row = 0; row < to - from; row++) targets[row * classes + digits.labels[from + row]!] = 1;
  return {
    inputs: tf.tensor2d(inputs, [to - from, pixelsPerImage]),
    targets: tf.tensor2d(targets, [to - from, classes]),
  };
}

/** TensorFlow keeps a layer's weights as inputs × outputs, everybody else here as outputs × inputs. */
function transpose(matrix: ArrayLike<number>, rows: number, columns: number): Float32Array {
  const result = new Float32Array(rows * columns);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) result[column * rows + row] = matrix[i]!;
  }
  return result;
}

/** Random numbers for one purpose: different ones for each seed and stream. */
function randomStream(seed: number, stream: number): RandomState {
  return new RandomState((seed * 1009 + stream) % 2 ** 32);
}
