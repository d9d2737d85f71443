import * as tf from '@tensorflow/tfjs';
import { RandomState } from '../../samples/numpyRandom';
import { workloads, type WorkloadTask } from '../../samples/workloads';

/** Something small to train, the same on every backend. */
export interface ConformanceCase {
  readonly name: string;
  /** Made anew on the backend that is to be tried; the same numbers each time. */
  readonly create: () => WorkloadTask;
}

/** How many records each case has; a batch is half of them. */
export const records = 8;
const classes = 3;

let random = new RandomState(0);

const layerCases: Record<string, () => tf.layers.Layer[]> = {
  dense: () =>
    (['relu', 'tanh', 'sigmoid', 'elu', 'selu', 'softplus', 'softsign', 'linear'] as const).map((activation) =>
      tf.layers.dense({ units: 7, activation, ...kernel() }),
    ),
  'leaky ReLU and PReLU': () => [
    tf.layers.dense({ units: 6, ...kernel() }),
    tf.layers.leakyReLU({ alpha: 0.2 }),
    tf.layers.dense({ units: 6, ...kernel() }),
    tf.layers.prelu({ alphaInitializer: 'ones' }),
  ],
  'L1 and L2 penalties': () => [
    tf.layers.dense({ units: 6, ...kernel(), kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.01 }) }),
  ],
  'convolution, both paddings': () => [
    tf.layers.conv2d({ filters: 5, kernelSize: 3, padding: 'same', activation: 'relu', ...kernel() }),
    tf.layers.conv2d({ filters: 8, kernelSize: [2, 3], padding: 'valid', activation: 'relu', ...kernel() }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
  ],
  'convolution, strides': () => [
    // TensorFlow.js has no gradient of a dilated one.
    tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', ...kernel() }),
    tf.layers.conv2d({ filters: 4, kernelSize: 2, strides: [1, 2], padding: 'valid', ...kernel() }),
    tf.layers.averagePooling2d({ poolSize: 2, padding: 'same' }),
    tf.layers.flatten(),
  ],
  'overlapping pools': () => [
    tf.layers.conv2d({ filters: 4, kernelSize: 1, ...kernel() }),
    tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
    tf.layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'valid' }),
    tf.layers.flatten(),
  ],
  'global pools': () => [
    tf.layers.conv2d({ filters: 6, kernelSize: 3, activation: 'relu', ...kernel() }),
    tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
  ],
  'transposed convolution': () => [
    tf.layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', ...kernel() }),
    tf.layers.flatten(),
  ],
  'upsampling, padding and cropping': () => [
    tf.layers.zeroPadding2d({ padding: 1 }),
    tf.layers.conv2d({ filters: 4, kernelSize: 3, ...kernel() }),
    tf.layers.upSampling2d({ size: [2, 2] }),
    tf.layers.cropping2D({
      cropping: [
        [1, 2],
        [0, 1],
      ],
    }),
    tf.layers.flatten(),
  ],
  'depthwise convolution': () => [
    tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same', ...depthwise() }),
    tf.layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'valid', ...depthwise() }),
    tf.layers.flatten(),
  ],
  'separable convolution': () => [
    tf.layers.separableConv2d({
      filters: 5,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      ...depthwise(),
      pointwiseInitializer: glorot(),
    }),
    tf.layers.flatten(),
  ],
  'batch normalisation': () => [
    tf.layers.dense({ units: 6, ...kernel() }),
    tf.layers.batchNormalization({}),
    tf.layers.activation({ activation: 'relu' }),
  ],
  'batch normalisation of images': () => [
    tf.layers.conv2d({ filters: 4, kernelSize: 3, ...kernel() }),
    tf.layers.batchNormalization({}),
    tf.layers.flatten(),
  ],
  'layer normalisation': () => [
    tf.layers.dense({ units: 6, ...kernel() }),
    tf.layers.layerNormalization({}),
    tf.layers.activation({ activation: 'relu' }),
  ],
  dropout: () => [
    tf.layers.dense({ units: 12, activation: 'relu', ...kernel() }),
    tf.layers.dropout({ rate: 0.4, seed: 5 }),
  ],
  embedding: () => [
    tf.layers.embedding({ inputDim: 9, outputDim: 4, embeddingsInitializer: glorot() }),
    tf.layers.flatten(),
  ],
  'convolution over time': () => [
    tf.layers.conv1d({ filters: 5, kernelSize: 3, activation: 'relu', ...kernel() }),
    tf.layers.maxPooling1d({ poolSize: 2 }),
    tf.layers.globalMaxPooling1d(),
  ],
  'simple RNN': () => [tf.layers.simpleRNN({ units: 6, ...recurrent() })],
  'simple RNN, all steps': () => [
    tf.layers.simpleRNN({ units: 6, returnSequences: true, ...recurrent() }),
    tf.layers.flatten(),
  ],
  LSTM: () => [tf.layers.lstm({ units: 6, ...recurrent() })],
  'LSTM, sigmoid gates, all steps': () => [
    tf.layers.lstm({ units: 8, recurrentActivation: 'sigmoid', returnSequences: true, ...recurrent() }),
    tf.layers.lstm({ units: 5, recurrentActivation: 'sigmoid', unitForgetBias: false, ...recurrent() }),
  ],
  'LSTM, backwards, without biases': () => [
    tf.layers.lstm({ units: 6, goBackwards: true, useBias: false, ...recurrent() }),
  ],
  'LSTM with ReLU': () => [tf.layers.lstm({ units: 6, activation: 'relu', ...recurrent() })],
  'LSTM with a mask': () => [
    tf.layers.embedding({ inputDim: 9, outputDim: 4, maskZero: true, embeddingsInitializer: glorot() }),
    tf.layers.lstm({ units: 6, ...recurrent() }),
  ],
  GRU: () => [tf.layers.gru({ units: 6, ...recurrent() })],
  'GRU, sigmoid gates, all steps': () => [
    tf.layers.gru({ units: 8, recurrentActivation: 'sigmoid', returnSequences: true, ...recurrent() }),
    tf.layers.gru({ units: 5, recurrentActivation: 'sigmoid', ...recurrent() }),
  ],
  'GRU, backwards, without biases': () => [
    tf.layers.gru({ units: 6, goBackwards: true, useBias: false, ...recurrent() }),
  ],
  'bidirectional LSTM': () => [
    tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 5, ...recurrent() }), mergeMode: 'concat' }),
  ],
  'bidirectional GRU, all steps': () => [
    tf.layers.bidirectional({
      layer: tf.layers.gru({ units: 5, returnSequences: true, ...recurrent() }),
      mergeMode: 'ave',
    }),
    tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 4, ...kernel() }) }),
    tf.layers.flatten(),
  ],
};

/** What a layer case reads: 6 × 6 images with 2 channels, 5 symbols, 5 steps of 4 numbers, or 10 numbers. */
const inputShapes: [pattern: RegExp, shape: number[]][] = [
  [/over time|RNN|LSTM$|LSTM[, ](?!with a mask)|GRU/, [5, 4]],
  [/convolution|pool|cropping|images/, [6, 6, 2]],
  [/embedding|mask/, [5]],
  [/./, [10]],
];

/** Random ones of these shapes. */
function variables(shapes: readonly number[][]): tf.Variable[] {
  return tf.tidy(() => shapes.map((shape) => tf.variable(normal(shape, 0.5))));
}

/**
 * Attention (Bahdanau et al. 2014; Luong et al. 2015): a query asks five states, by dot product, through a matrix
 * ("general"), or through a small network ("concat"); what it gets is classified.
 */
const scores: Record<string, (query: tf.Tensor, states: tf.Tensor, w: tf.Tensor, v: tf.Tensor) => tf.Tensor> = {
  dot: (query, states) => tf.matMul(states, tf.expandDims(query, 2)),
  general: (query, states, w) => tf.matMul(states, tf.expandDims(tf.matMul(query as tf.Tensor2D, topOf(w)), 2)),
  concat: (query, states, w, v) => {
    const queries = tf.tile(tf.expandDims(query, 1), [1, states.shape[1]!, 1]);
    const pairs = tf.reshape<tf.Rank.R2>(tf.concat([queries, states], 2), [-1, 8]);
    const sums = tf.matMul(tf.tanh(tf.matMul(pairs, w as tf.Tensor2D)), v);
    return tf.reshape(sums, [-1, states.shape[1]!, 1]);
  },
};
const topOf = (w: tf.Tensor) => tf.slice(w as tf.Tensor2D, [0, 0], [4, 4]);

function attention(score: (typeof scores)[string]): WorkloadTask {
  const optimizer = tf.train.sgd(0.3);
  const weights = variables([
    [8, 4],
    [4, 1],
    [4, classes],
  ]);
  const [w, v, out] = weights;
  return {
    inputs: normal([records, 6, 4], 1),
    targets: oneHot(),
    optimizer,
    loss(inputs, targets) {
      const [query, states] = tf.split(inputs, [1, 5], 1);
      const shares = tf.softmax(tf.squeeze(score(tf.squeeze(query!, [1]), states!, w!, v!), [2]));
      const context = tf.squeeze<tf.Tensor2D>(tf.matMul(tf.expandDims(shares, 1), states!), [1]);
      return tf.losses.softmaxCrossEntropy(targets, tf.matMul(context, out as tf.Tensor2D));
    },
    disposeModel() {
      tf.dispose(weights);
      optimizer.dispose();
    },
  };
}

const optimizers: Record<string, () => tf.Optimizer> = {
  SGD: () => tf.train.sgd(0.3),
  momentum: () => tf.train.momentum(0.1, 0.9),
  Nesterov: () => tf.train.momentum(0.1, 0.9, true),
  Adagrad: () => tf.train.adagrad(0.1),
  // TensorFlow.js divides by the mean of the squares before this step, so that a rate near Keras's 1 diverges everywhere.
  Adadelta: () => tf.train.adadelta(0.01, 0.95, 1e-3),
  Adam: () => tf.train.adam(0.05),
  Adamax: () => tf.train.adamax(0.05),
  RMSProp: () => tf.train.rmsprop(0.02, 0.9),
  'RMSProp, momentum': () => tf.train.rmsprop(0.01, 0.9, 0.5),
  // Centred RMSProp is left out: TensorFlow.js subtracts ε under its root, so that a small gradient gives NaN everywhere.
};

/** Outputs and targets are records × 3; where a loss wants something else, it is made from these. */
const losses: Record<string, (targets: tf.Tensor, outputs: tf.Tensor) => tf.Tensor> = {
  'absolute difference': (targets, outputs) => tf.losses.absoluteDifference(targets, outputs),
  'weighted loss': (targets, outputs) =>
    tf.losses.computeWeightedLoss(tf.square(tf.sub(targets, outputs)), tf.tensor1d([0.2, 0, 3])),
  'cosine distance': (targets, outputs) => tf.losses.cosineDistance(targets, outputs, 1),
  hinge: (targets, outputs) => tf.losses.hingeLoss(targets, outputs),
  Huber: (targets, outputs) => tf.losses.huberLoss(targets, tf.mul(outputs, 3), undefined, 0.7),
  'log loss': (targets, outputs) => tf.losses.logLoss(targets, tf.sigmoid(outputs)),
  'mean squared error': (targets, outputs) => tf.losses.meanSquaredError(targets, outputs),
  'sigmoid cross-entropy': (targets, outputs) => tf.losses.sigmoidCrossEntropy(targets, outputs, undefined, 0.1),
  'softmax cross-entropy': (targets, outputs) => tf.losses.softmaxCrossEntropy(targets, outputs),
  'softmax cross-entropy, smoothed': (targets, outputs) =>
    tf.losses.softmaxCrossEntropy(targets, outputs, undefined, 0.1),
  'Keras: categorical cross-entropy': (targets, outputs) =>
    tf.mean(tf.metrics.categoricalCrossentropy(targets, tf.softmax(outputs))),
  'Keras: binary cross-entropy': (targets, outputs) =>
    tf.mean(tf.metrics.binaryCrossentropy(targets, tf.sigmoid(outputs))),
  'Keras: cosine proximity': (targets, outputs) => tf.mean(tf.metrics.cosineProximity(targets, outputs)),
  'Keras: mean absolute error': (targets, outputs) => tf.mean(tf.metrics.meanAbsoluteError(targets, outputs)),
  'Keras: mean absolute percentage error': (targets, outputs) =>
    tf.div(tf.mean(tf.metrics.meanAbsolutePercentageError(tf.add(targets, 1), outputs)), 100),
};

export const cases: readonly ConformanceCase[] = [
  ...Object.entries(layerCases).map(([name, layers]) =>
    seeded(`layers: ${name}`, () => {
      const shape = inputShapes.find(([pattern]) => pattern.test(name))![1];
      const inputs = shape.length === 1 && shape[0] === 5 ? symbols(shape) : normal([records, ...shape], 1);
      return modelTask([tf.layers.inputLayer({ inputShape: shape }), ...layers()], inputs, tf.train.sgd(0.1));
    }),
  ),
  ...Object.entries(scores).map(([name, score]) => seeded(`attention: ${name}`, () => attention(score))),
  ...Object.entries(optimizers).map(([name, optimizer]) =>
    seeded(`optimiser: ${name}`, () => modelTask(perceptron(), normal([records, 10], 1), optimizer())),
  ),
  ...Object.entries(losses).map(([name, loss]) =>
    seeded(`loss: ${name}`, () => modelTask(perceptron(), normal([records, 10], 1), tf.train.sgd(0.05), loss)),
  ),
  ...workloads.map(({ id, create }) => ({ name: `workload: ${id}`, create: () => create(records, 1) })),
];

function seeded(name: string, create: () => WorkloadTask): ConformanceCase {
  return {
    name,
    create() {
      random = new RandomState(7);
      return create();
    },
  };
}

function perceptron() {
  return [
    tf.layers.inputLayer({ inputShape: [10] }),
    tf.layers.dense({ units: 8, activation: 'tanh' as const, ...kernel() }),
  ];
}

/** The layers, and one for the answer. */
function modelTask(
  layers: tf.layers.Layer[],
  inputs: tf.Tensor,
  optimizer: tf.Optimizer,
  loss: (targets: tf.Tensor, outputs: tf.Tensor) => tf.Tensor = (targets, outputs) =>
    tf.losses.softmaxCrossEntropy(targets, outputs),
): WorkloadTask {
  const model = tf.sequential({ layers: [...layers, tf.layers.dense({ units: classes, ...kernel() })] });
  return {
    inputs,
    targets: oneHot(),
    optimizer,
    loss(inputs, targets) {
      const value = loss(targets, model.apply(inputs, { training: true }) as tf.Tensor) as tf.Scalar;
      return model.calculateLosses().reduce((sum, penalty) => tf.add(sum, penalty), value);
    },
    disposeModel() {
      model.dispose();
      optimizer.dispose();
    },
  };
}

function glorot() {
  return tf.initializers.glorotUniform({ seed: random.randint(0, 2 ** 31, 1)[0]! });
}
const kernel = () => ({ kernelInitializer: glorot() });
const recurrent = () => ({ ...kernel(), recurrentInitializer: glorot() });
const depthwise = () => ({ depthwiseInitializer: glorot() });

function normal(shape: number[], deviation: number): tf.Tensor {
  return tf.tensor(Float32Array.from(random.normal(0, deviation, tf.util.sizeFromShape(shape))), shape);
}

/** Whole numbers 0…8; 0 stands for no symbol where there is a mask. */
function symbols(shape: number[]): tf.Tensor {
  const length = records * tf.util.sizeFromShape(shape);
  return tf.tensor(Float32Array.from(random.randint(0, 9, length)), [records, ...shape]);
}

function oneHot(): tf.Tensor {
  return tf.tidy(() =>
    tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(random.randint(0, classes, records)), 'int32'), classes), 'float32'),
  );
}
