import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { classes, pixelsPerImage } from '../../samples/digits';
import { forward } from '../../samples/forwardPass';
import { plainLinearAlgebra } from '../../samples/linearAlgebra';
import type { Classifier } from '../../samples/mnist-mlp/classifier';
import { HandMadeNetwork } from '../../samples/mnist-mlp/handMadeNetwork';
import { TensorflowNetwork } from '../../samples/mnist-mlp/tensorflowNetwork';
import { easyDigits } from '../fixtures/easyDigits';

tf.enableProdMode(); // No advice on the console.

test('the deck’s network of two inputs gives the deck’s numbers', () => {
  const network = {
    inputScaling: { scale: 255, offset: 0 },
    layers: [{ activation: 'sigmoid', inputs: 2, outputs: 2, weights: Float64Array.of(0.9, 0.3, 0.2, 0.8) }],
  } as const;
  const [outputs] = forward(network, [1, 0.5]);
  expect([...outputs!]).toEqual([1 / (1 + Math.exp(-1.05)), 1 / (1 + Math.exp(-0.6))]);
  expect(outputs![0]).toBeCloseTo(0.7408, 4);
  expect(outputs![1]).toBeCloseTo(0.6457, 4);
});

test('biases, ReLU and softmax by hand', () => {
  const network = {
    inputScaling: { scale: 255, offset: 1 },
    layers: [
      { activation: 'relu', inputs: 1, outputs: 2, weights: Float32Array.of(1, -1), biases: Float32Array.of(0.5, 1) },
      { activation: 'softmax', inputs: 2, outputs: 2, weights: Float32Array.of(1000, 0, 999, 0) },
    ],
  } as const;
  const [hidden, outputs] = forward(network, [0]); // enters as 1
  expect([...hidden!]).toEqual([1.5, 0]);
  expect(outputs![0]! / outputs![1]!).toBeCloseTo(Math.exp(1.5), 10);
  expect(outputs![0]! + outputs![1]!).toBeCloseTo(1, 15);
});

test.each<[string, () => Classifier, number]>([
  [
    'hand-made',
    () => new HandMadeNetwork(plainLinearAlgebra, { inputs: pixelsPerImage, hidden: 17, outputs: classes }, 1),
    1e-14,
  ],
  ['tensorflow', () => new TensorflowNetwork(17, 1), 1e-6],
])('answers what the %s network answers', (_, create, tolerance) => {
  const network = create();
  const digits = easyDigits(20, 5);
  network.trainBatch(digits, network.order(0, 20), 0.1);
  const { outputs } = network.answer(digits, 0, 20);
  for (let record = 0; record < 20; record++) {
    const pixels = digits.pixels.subarray(record * pixelsPerImage, (record + 1) * pixelsPerImage);
    const answer = forward({ inputScaling: network.inputScaling, layers: network.layers() }, pixels).at(-1)!;
    expect(answer).toHaveLength(classes);
    answer.forEach((value, k) => expect(Math.abs(value - outputs[record * classes + k]!)).toBeLessThan(tolerance));
  }
  network.dispose?.();
});

test('an image of another size is refused', () => {
  const layers = new HandMadeNetwork(plainLinearAlgebra, { inputs: 4, hidden: 1, outputs: 1 }, 1).layers();
  expect(() => forward({ inputScaling: { scale: 1, offset: 0 }, layers }, new Uint8Array(3))).toThrow(
    'The network takes 4 pixels, but the image has 3.',
  );
});
