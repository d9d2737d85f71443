/** Optimisers change weights where they lie; the stock kernels keep some packed, and must not go on with old ones. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels } from '../../../src/engine/kernels';
import { values } from '../../fixtures/convolutions';
import { engineFiles } from '../../fixtures/engineFiles';
import { expectClose } from './compare';

beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  await useTrainingKernels(files);
});

type Operation = (x: tf.Tensor, weights: tf.Tensor, constant: tf.Tensor) => tf.Tensor;

const image = [2, 6, 6, 3];
const convolution = (x: tf.Tensor, filter: tf.Tensor, more: object) =>
  tf.fused.conv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, strides: 1, pad: 'same', ...more });
const depthwise = (x: tf.Tensor, filter: tf.Tensor, more: object) =>
  tf.fused.depthwiseConv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, strides: 1, pad: 'same', ...more });

test.each<[name: string, x: number[], weights: number[], Operation, constant?: number[]]>([
  ['PReLU', [5, 7], [7], (x, alpha) => tf.prelu(x, alpha)],
  ['matrix product with sigmoid', [5, 7], [7, 3], (a, b) => tf.fused.matMul({ a, b, activation: 'sigmoid' })],
  [
    'matrix product with PReLU',
    [5, 7],
    [3],
    (a, alpha, b) => tf.fused.matMul({ a, b, activation: 'prelu', preluActivationWeights: alpha }),
    [7, 3],
  ],
  ['convolution', image, [3, 3, 3, 5], (x, filter) => convolution(x, filter, {})],
  ['dilated convolution', image, [3, 3, 3, 5], (x, filter) => convolution(x, filter, { dilations: 2 })],
  ['convolution with sigmoid', image, [3, 3, 3, 5], (x, filter) => convolution(x, filter, { activation: 'sigmoid' })],
  [
    'bias of a convolution with sigmoid',
    image,
    [5],
    (x, bias, filter) => convolution(x, filter, { bias, activation: 'sigmoid' }),
    [3, 3, 3, 5],
  ],
  ['depthwise convolution', image, [3, 3, 3, 2], (x, filter) => depthwise(x, filter, {})],
  ['dilated depthwise convolution', image, [3, 3, 3, 2], (x, filter) => depthwise(x, filter, { dilations: 2 })],
  ['depthwise convolution with ReLU', image, [3, 3, 3, 1], (x, filter) => depthwise(x, filter, { activation: 'relu' })],
  ['bias of a depthwise convolution', image, [6], (x, bias, filter) => depthwise(x, filter, { bias }), [3, 3, 3, 2]],
])('%s', async (name, xShape, shape, operation, constantShape = []) => {
  const optimizers: tf.Optimizer[] = [
    tf.train.sgd(0.5),
    tf.train.momentum(0.5, 0.9),
    tf.train.adam(0.5),
    tf.train.rmsprop(0.5),
  ];
  for (const optimizer of optimizers) {
    const [x, constant] = [values(1, xShape), values(3, constantShape)];
    const weights = tf.tidy(() => tf.variable(values(2, shape))); // Nobody else holds its values.
    const before = operation(x, weights, constant).dataSync();
    optimizer.applyGradients({ [weights.name]: values(4, shape) });
    const after = operation(x, weights, constant).dataSync();
    const changed = weights.arraySync();
    await tf.setBackend('cpu');
    const expected = operation(values(1, xShape), tf.tensor(changed), values(3, constantShape)).dataSync();
    await tf.setBackend('wasm');
    expectClose([after], [expected], `${name}, ${optimizer.getClassName()}`);
    expect(after).not.toEqual(before);
    tf.dispose([x, constant, weights]);
  }
});
