import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { engineFiles } from '../../fixtures/engineFiles';
import { depthwise, expectDepthwise } from './asInPyTorch';
import { between, expectAsOnCpu, expectFiniteDifferences, pick, randomInput } from './compare';

let kernels: Kernels;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
});
afterAll(() => kernels.threads.dispose());

test('PyTorch: results and gradients', () => expectDepthwise(kernels));

test('as on cpu: random shapes, strides, paddings and channel multipliers', async () => {
  const random = new RandomState(31);
  for (let i = 0; i < 60; i++) {
    const [height, width, channels] = [between(random, 3, 10), between(random, 3, 10), between(random, 1, 9)];
    const size = [between(random, 1, 3), between(random, 1, 3)];
    const strides: [number, number] = pick(random, [
      [1, 1],
      [2, 2],
    ]);
    const pad = pick(random, ['same', 'valid'] as const);
    const x = randomInput(random, between(random, 1, 20), height, width, channels);
    const filter = randomInput(random, ...size, channels, between(random, 1, 3));
    const what = JSON.stringify([x.shape, filter.shape, strides, pad]);
    await expectAsOnCpu(kernels, what, depthwise(strides, pad), [x, filter]);
  }
});

test('gradients are finite differences', () => {
  const random = new RandomState(32);
  for (const multiplier of [1, 2]) {
    const inputs = [randomInput(random, 2, 5, 4, 5), randomInput(random, 3, 2, 5, multiplier)];
    expectFiniteDifferences(`multiplier ${multiplier}`, depthwise([2, 2], 'same'), inputs);
  }
});

test('memory returns to its level after 1,000 convolutions with their gradients', () => {
  const random = new RandomState(33);
  const inputs = [randomInput(random, 4, 9, 8, 6), randomInput(random, 3, 3, 6, 1)].map((input) =>
    tf.tensor(input.values, input.shape),
  );
  const once = () => tf.dispose(tf.grads(depthwise([1, 1], 'same'))(inputs));
  for (let i = 0; i < 10; i++) once();
  const before = [tf.memory().numTensors, kernels.heap.memory.buffer.byteLength];
  for (let i = 0; i < 1000; i++) once();
  expect([tf.memory().numTensors, kernels.heap.memory.buffer.byteLength]).toEqual(before);
});

test('layers train', async () => {
  const layer = () =>
    tf.layers.depthwiseConv2d({ kernelSize: 2, inputShape: [5, 4, 3], depthwiseInitializer: 'ones', useBias: false });
  const inputs = [randomInput(new RandomState(34), 2, 5, 4, 3)];
  await expectAsOnCpu(kernels, 'layer', (x) => layer().apply(x) as tf.Tensor, inputs);
});
