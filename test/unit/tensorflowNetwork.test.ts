import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { classes, pixelsPerImage } from '../../samples/digits';
import { forward } from '../../samples/forwardPass';
import type { DenseLayer } from '../../samples/observation';
import { TensorflowNetwork } from '../../samples/mnist-mlp/tensorflowNetwork';
import { usePlainJavaScript, useWebAssembly } from '../../src/engine/backends';
import { easyDigits } from '../fixtures/easyDigits';
import { engineFiles } from '../fixtures/engineFiles';

beforeAll(async () => {
  await useWebAssembly(await engineFiles());
  await usePlainJavaScript();
});
afterEach(() => tf.setBackend('cpu'));

test('weights start within two standard deviations of 1/√inputs, biases at 0', () => {
  const network = new TensorflowNetwork(300, 42);
  const layers = network.layers();
  expect(layers.map(({ inputs, outputs, activation }) => [inputs, outputs, activation])).toEqual([
    [784, 300, 'relu'],
    [300, 100, 'relu'],
    [100, 10, 'softmax'],
  ]);
  for (const { inputs, weights, biases } of layers) {
    const deviation = 1 / Math.sqrt(inputs);
    expect(weights.every((weight) => Math.abs(weight) <= 2 * deviation)).toBe(true);
    // A normal distribution cut off at two standard deviations has 0.8796 of the standard deviation.
    const measured = Math.sqrt(Array.from(weights).reduce((sum, weight) => sum + weight * weight, 0) / weights.length);
    expect(measured / deviation).toBeCloseTo(0.8796, weights.length > 10_000 ? 2 : 1);
    expect(biases!.every((bias) => bias === 0)).toBe(true);
  }
  network.dispose();
});

test.each([
  [1, 1],
  [2, 1],
  [4, 1],
  [5, 2],
  [10, 3],
])('%i hidden units: the second hidden layer has a third, %i', (hiddenUnits, second) => {
  const network = new TensorflowNetwork(hiddenUnits, 1);
  expect(network.layers().map(({ outputs }) => outputs)).toEqual([hiddenUnits, second, classes]);
  network.dispose();
});

const digits = easyDigits(50, 1);
const all = Uint32Array.from({ length: 50 }, (_, i) => i);

/** Mean softmax cross-entropy in float64. */
function lossOf(layers: readonly DenseLayer[], records = all): number {
  const losses = [...records].map((record) => {
    const pixels = digits.pixels.subarray(record * pixelsPerImage, (record + 1) * pixelsPerImage);
    const outputs = forward({ inputScaling: { scale: 1, offset: 0 }, layers }, pixels).at(-1)!;
    return -Math.log(outputs[digits.labels[record]!]!);
  });
  return losses.reduce((a, b) => a + b) / losses.length;
}

test('all outputs equal: the loss is log 10', async () => {
  const network = new TensorflowNetwork(6, 1);
  network.restore(network.layers().map((layer) => ({ ...layer, weights: layer.weights.map(() => 0) })));
  expect(network.answer(digits, 0, 50).loss / 50).toBeCloseTo(Math.log(10), 6);
  network.trainBatch(digits, all, 0.1);
  expect((await network.takeLoss()) / 50).toBeCloseTo(Math.log(10), 6);
  network.dispose();
});

test('the loss is the cross-entropy of the answers', () => {
  const network = new TensorflowNetwork(6, 1);
  const { loss, outputs } = network.answer(digits, 0, 50);
  const byHand = [...digits.labels].reduce((sum, label, row) => sum - Math.log(outputs[row * classes + label]!), 0);
  expect(loss).toBeCloseTo(byHand, 4);
  expect(loss / 50).toBeCloseTo(lossOf(network.layers()), 6);
  network.dispose();
});

test('a step goes down the slope: learning rate times the gradient, by finite differences', async () => {
  const network = new TensorflowNetwork(6, 3);
  // Away from biases of 0, which would put a ReLU's bend exactly where the differences are taken.
  const before = network.layers().map((layer) => ({ ...layer, biases: layer.biases!.map(() => 0.1) }));
  network.restore(before);
  network.trainBatch(digits, all, 0.5);
  expect((await network.takeLoss()) / 50).toBeCloseTo(lossOf(before), 6);
  const after = network.layers();
  for (const [index, layer] of before.entries()) {
    for (const part of ['weights', 'biases'] as const) {
      const values = Float64Array.from(layer[part]);
      const moved = (i: number, by: number) => {
        const changed = values.slice();
        changed[i]! += by;
        return lossOf(before.map((other, k) => (k === index ? { ...other, [part]: changed } : other)));
      };
      for (let i = 0; i < values.length; i += Math.ceil(values.length / 25)) {
        const gradient = (moved(i, 1e-5) - moved(i, -1e-5)) / 2e-5;
        expect(after[index]![part]![i]! - values[i]!).toBeCloseTo(-0.5 * gradient, 6);
      }
    }
  }
  network.dispose();
});

test('weights that are taken out and put back are the same bits', () => {
  const [one, other] = [new TensorflowNetwork(6, 1), new TensorflowNetwork(6, 2)];
  one.trainBatch(digits, all, 0.1);
  other.restore(structuredClone(one.layers()));
  expect(other.layers()).toEqual(one.layers());
  expect(other.answer(digits, 0, 50)).toEqual(one.answer(digits, 0, 50));
  for (const network of [one, other]) network.dispose();
});

test.each(['cpu', 'wasm'])('%s: nothing leaks', async (backend) => {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const network = new TensorflowNetwork(6, 1);
  network.trainBatch(digits, all, 0.1); // the optimiser makes its own on the first step
  const tensors = tf.memory().numTensors;
  const dataIds = tf.engine().backend.numDataIds();
  for (let i = 0; i < 3; i++) {
    network.trainBatch(digits, all, 0.1);
    network.answer(digits, 0, 50);
    network.restore(network.layers());
  }
  expect(tf.memory().numTensors).toBe(tensors);
  expect(tf.engine().backend.numDataIds()).toBe(dataIds);
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('WebAssembly and plain JavaScript train alike', async () => {
  const trained: DenseLayer[][] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const network = new TensorflowNetwork(30, 1);
    for (let step = 0; step < 10; step++) network.trainBatch(digits, all, 0.1);
    trained.push(network.layers());
    network.dispose();
  }
  const [plain, wasm] = trained;
  for (const [index, { weights }] of plain!.entries()) {
    weights.forEach((weight, i) => expect(Math.abs(weight - wasm![index]!.weights[i]!)).toBeLessThan(1e-5));
  }
});
