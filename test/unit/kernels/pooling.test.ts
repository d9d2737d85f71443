import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { convolutions, explicitPadding, values } from '../../fixtures/convolutions';
import { engineFiles } from '../../fixtures/engineFiles';
import { between, expectAsOnCpu, expectClose, expectFiniteDifferences, pick, randomInput } from './compare';

let kernels: Kernels;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
});
afterAll(() => kernels.threads.dispose());

const pool = (
  kind: 'max' | 'average',
  window: [number, number],
  strides: [number, number],
  pad: tf.MaxPoolAttrs['pad'],
) => {
  const operation = kind === 'max' ? tf.maxPool : tf.avgPool;
  return (x?: tf.Tensor) => operation(x as tf.Tensor4D, window, strides, pad as 'same' | 'valid');
};

test('PyTorch: results and gradients', () => {
  for (const { kind, x, window, strides, padding, shape, y, dx } of convolutions.pooling) {
    const operation = pool(kind, window, strides, explicitPadding(padding));
    for (const count of new Set([1, kernels.threads.available])) {
      kernels.threads.use(count);
      tf.tidy(() => {
        const [input, dy] = [values(1, x), values(4, shape)];
        const results = [operation(input), tf.grad(operation)(input, dy)];
        expectClose(
          results.map((tensor) => tensor.dataSync()),
          [y, dx],
          `${kind} ${JSON.stringify([x, window, strides, padding])}, ${count} threads`,
        );
      });
    }
    kernels.threads.use(undefined);
  }
});

test('as on cpu: random shapes, windows and strides', async () => {
  const random = new RandomState(21);
  for (let i = 0; i < 100; i++) {
    const [height, width, channels] = [between(random, 1, 11), between(random, 1, 11), between(random, 1, 9)];
    // Half of them 2 × 2 without overlap, which has kernels of its own.
    const isTwo = i % 2 === 0 && height > 1 && width > 1;
    const window: [number, number] = isTwo ? [2, 2] : [between(random, 1, height), between(random, 1, width)];
    const strides: [number, number] = isTwo ? [2, 2] : [between(random, 1, 3), between(random, 1, 3)];
    const kind = pick(random, ['max', 'average'] as const);
    // On cpu the gradient of average pooling is wrong where windows reach beyond the image.
    const pad = kind === 'max' ? pick(random, ['same', 'valid'] as const) : 'valid';
    const x = randomInput(random, between(random, 0, 4), height, width, channels);
    const what = `${kind} ${JSON.stringify([x.shape, window, strides, pad])}`;
    await expectAsOnCpu(kernels, what, pool(kind, window, strides, pad), [x]);
  }
});

test('gradients are finite differences, at the edges too', () => {
  const random = new RandomState(22);
  const x = randomInput(random, 2, 5, 6, 3);
  // Distances of at least 1/20 between all values, so that no small step changes which is the largest.
  const order = Array.from(x.values.keys()).sort((a, b) => x.values[a]! - x.values[b]!);
  order.forEach((index, rank) => (x.values[index] = rank / 20 - 4));
  for (const [window, strides, pad] of [
    [[2, 2], [2, 2], 'valid'],
    [[3, 2], [2, 1], 'same'],
    [[3, 3], [1, 2], 'same'],
    [[5, 6], [1, 1], 'valid'],
  ] as [[number, number], [number, number], 'same' | 'valid'][]) {
    for (const kind of ['max', 'average'] as const) {
      const what = `${kind} ${JSON.stringify([window, strides, pad])}`;
      expectFiniteDifferences(what, pool(kind, window, strides, pad), [x]);
    }
  }
});

test.each([
  ['2 × 2', [2, 2]],
  ['3 × 3', [3, 3]],
] as const)('%s: of equal values the first takes the gradient, once', (_, window) => {
  const gradient = tf.grad(pool('max', [...window], [...window], 'valid'))(
    tf.zeros([1, ...window, 5]),
    tf.ones([1, 1, 1, 5]),
  );
  const expected = Array.from({ length: gradient.size }, (_, i) => Number(i < 5));
  expect([...gradient.dataSync()]).toEqual(expected);
});

test('memory returns to its level after 1,000 poolings with their gradients', () => {
  const { values: numbers, shape } = randomInput(new RandomState(23), 4, 9, 8, 6);
  const x = tf.tensor(numbers, shape);
  const once = () => {
    for (const kind of ['max', 'average'] as const) tf.dispose(tf.grad(pool(kind, [2, 2], [2, 2], 'same'))(x));
  };
  for (let i = 0; i < 10; i++) once();
  const before = [tf.memory().numTensors, kernels.heap.memory.buffer.byteLength];
  for (let i = 0; i < 500; i++) once();
  expect([tf.memory().numTensors, kernels.heap.memory.buffer.byteLength]).toEqual(before);
});

test.each(['nearest', 'bilinear'] as const)('upsampling, %s: gradients are finite differences', (interpolation) => {
  const x = randomInput(new RandomState(24), 2, 4, 3, 2);
  const layer = tf.layers.upSampling2d({ size: [2, 3], interpolation });
  expectFiniteDifferences(interpolation, (image) => layer.apply(image) as tf.Tensor, [x]);
});
