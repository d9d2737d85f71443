import * as tf from '@tensorflow/tfjs';
import type { TrainingTask } from './batchTrainer';
import { classes, imageSide, pixelsPerImage } from './digits';
import { RandomState } from './numpyRandom';

/** A model of the curriculum with made-up records, to measure how fast an engine trains it. */
export interface Workload {
  readonly id: 'mlp' | 'cnn' | 'lstm' | 'gru' | 'attention';
  readonly title: string;
  /** Makes model, optimiser and records; the same seed makes the same. */
  readonly create: (records: number, seed: number) => WorkloadTask;
}

export interface WorkloadTask extends TrainingTask {
  /** Gives back the model and the optimiser; the records are their trainer's. */
  disposeModel(): void;
}

/** A recurrent network reads 40 symbols of 60 and names the next one. */
const recurrent = { steps: 40, symbols: 60, units: 128 };
/** An attention block reads 32 of 60 symbols and names the one that follows each. */
const transformer = { tokens: 32, symbols: 60, width: 64, heads: 4 };

export const workloads: readonly Workload[] = [
  {
    id: 'mlp',
    title: 'MLP 784-300-100-10, SGD',
    create(records, seed) {
      const random = new RandomState(seed);
      const relu = (units: number) => tf.layers.dense({ units, activation: 'relu', kernelInitializer: glorot(random) });
      const model = tf.sequential({
        layers: [tf.layers.inputLayer({ inputShape: [pixelsPerImage] }), relu(300), relu(100), logits(classes, random)],
      });
      const inputs = tf.tensor2d(image(random, records), [records, pixelsPerImage]);
      return task(model, tf.train.sgd(0.01), inputs, oneHot(symbols(random, records, classes), [records], classes));
    },
  },
  {
    id: 'cnn',
    title: 'CNN 8@5×5, pool, 16@5×5, pool, dense 10, SGD',
    create(records, seed) {
      const random = new RandomState(seed);
      const convolution = (filters: number) =>
        tf.layers.conv2d({
          filters,
          kernelSize: 5,
          padding: 'same',
          activation: 'relu',
          kernelInitializer: glorot(random),
        });
      const pool = () => tf.layers.maxPooling2d({ poolSize: 2 });
      const model = tf.sequential({
        layers: [
          tf.layers.inputLayer({ inputShape: [imageSide, imageSide, 1] }),
          ...[convolution(8), pool(), convolution(16), pool()],
          ...[tf.layers.flatten(), logits(classes, random)],
        ],
      });
      const inputs = tf.tensor4d(image(random, records), [records, imageSide, imageSide, 1]);
      return task(model, tf.train.sgd(0.01), inputs, oneHot(symbols(random, records, classes), [records], classes));
    },
  },
  {
    id: 'lstm',
    title: 'LSTM 128, 40 steps of 60 symbols, Adam',
    create: (records, seed) => recurrentTask(tf.layers.lstm, records, seed),
  },
  {
    id: 'gru',
    title: 'GRU 128, 40 steps of 60 symbols, Adam',
    create: (records, seed) => recurrentTask(tf.layers.gru, records, seed),
  },
  {
    id: 'attention',
    title: 'attention block, 32 tokens, width 64, 4 heads, Adam',
    create: attentionTask,
  },
];

/** Gates are sigmoids as in the papers and in PyTorch; Keras 2, like TensorFlow.js, would take straight lines for them. */
function recurrentTask(layer: typeof tf.layers.lstm | typeof tf.layers.gru, records: number, seed: number) {
  const { steps, symbols: count, units } = recurrent;
  const random = new RandomState(seed);
  const model = tf.sequential({
    layers: [
      layer({
        units,
        inputShape: [steps, count],
        recurrentActivation: 'sigmoid',
        kernelInitializer: glorot(random),
        recurrentInitializer: glorot(random),
      }),
      logits(count, random),
    ],
  });
  const inputs = oneHot(symbols(random, records * steps, count), [records, steps], count);
  return task(model, tf.train.adam(0.001), inputs, oneHot(symbols(random, records, count), [records], count));
}

/**
 * Embedding, self-attention, normalisation and a two-layer perceptron, with a way around each (Vaswani et al.,
 * "Attention Is All You Need", 2017), in TensorFlow.js's own operations.
 */
function attentionTask(records: number, seed: number): WorkloadTask {
  const { tokens, symbols: count, width, heads } = transformer;
  const random = new RandomState(seed);
  const weights = (rows: number, columns: number) =>
    tf.tidy(() => tf.variable(tf.tensor2d(Float32Array.from(random.normal(0, 0.05, rows * columns)), [rows, columns])));
  const embedding = weights(count, width);
  const [query, key, value, output] = Array.from({ length: 4 }, () => weights(width, width));
  const [widen, narrow, unembed] = [weights(width, 4 * width), weights(4 * width, width), weights(width, count)];

  const linear = (x: tf.Tensor, matrix: tf.Tensor2D) => {
    const rows = tf.reshape<tf.Rank.R2>(x, [-1, matrix.shape[0]]);
    return tf.reshape(tf.matMul(rows, matrix), [-1, tokens, matrix.shape[1]]);
  };
  const split = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [-1, tokens, heads, width / heads]), [0, 2, 1, 3]);
  const join = (x: tf.Tensor) => tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [-1, tokens, width]);
  const normalise = (x: tf.Tensor) => {
    const { mean, variance } = tf.moments(x, -1, true);
    return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
  };
  const predict = (inputs: tf.Tensor) => {
    const x = tf.gather(embedding, inputs);
    const [q, k, v] = [query!, key!, value!].map((matrix) => split(linear(x, matrix)));
    const scores = tf.mul(tf.matMul(q!, k!, false, true), 1 / Math.sqrt(width / heads));
    const attended = join(tf.matMul(tf.softmax(scores), v!));
    const middle = normalise(tf.add(x, linear(attended, output!)));
    return linear(tf.add(middle, linear(tf.relu(linear(middle, widen)), narrow)), unembed);
  };

  const optimizer = tf.train.adam(0.001);
  return {
    inputs: tf.tensor2d(symbols(random, records * tokens, count), [records, tokens], 'int32'),
    targets: oneHot(symbols(random, records * tokens, count), [records, tokens], count),
    optimizer,
    loss: (inputs, targets) => tf.losses.softmaxCrossEntropy(targets, predict(inputs)),
    disposeModel() {
      tf.dispose([embedding, query!, key!, value!, output!, widen, narrow, unembed]);
      optimizer.dispose();
    },
  };
}

function task(model: tf.Sequential, optimizer: tf.Optimizer, inputs: tf.Tensor, targets: tf.Tensor): WorkloadTask {
  return {
    inputs,
    targets,
    optimizer,
    loss: (inputs, targets) =>
      tf.losses.softmaxCrossEntropy(targets, model.apply(inputs, { training: true }) as tf.Tensor),
    disposeModel() {
      model.dispose();
      optimizer.dispose();
    },
  };
}

/** The last layer; the loss takes logits. */
function logits(units: number, random: RandomState) {
  return tf.layers.dense({ units, kernelInitializer: glorot(random) });
}

/** Keras's usual start: uniform, as far as ±√(6 / (inputs + outputs)). */
function glorot(random: RandomState) {
  return tf.initializers.glorotUniform({ seed: random.randint(0, 2 ** 31, 1)[0]! });
}

/** Like MNIST's, about four of five pixels are paper. */
function image(random: RandomState, records: number): Float32Array {
  return Float32Array.from(random.uniform(-4, 1, records * pixelsPerImage), (ink) => Math.max(0, ink));
}

function symbols(random: RandomState, length: number, count: number): Int32Array {
  return Int32Array.from(random.randint(0, count, length));
}

function oneHot(symbols: Int32Array, shape: number[], count: number): tf.Tensor {
  const values = new Float32Array(symbols.length * count);
  for (const [i, symbol] of symbols.entries()) values[i * count + symbol] = 1;
  return tf.tensor(values, [...shape, count]);
}
