import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { engineFiles } from '../../fixtures/engineFiles';
import { expectConvolutions, fused, spread, unfused, type Settings } from './asInPyTorch';
import { between, expectAsOnCpu, expectClose, expectFiniteDifferences, pick, randomInput } from './compare';

let kernels: Kernels;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
});
afterAll(() => kernels.threads.dispose());

test('PyTorch: results and gradients, with bias and ReLU, fused and not', () => expectConvolutions(kernels));

/** Shapes with every remainder of tiles and blocks, strides beyond the filter among them. */
function randomCase(random: RandomState) {
  const [height, width] = [between(random, 1, 15), between(random, 1, 15)];
  const pad = pick<'same' | 'valid'>(random, ['same', 'valid']);
  const largest = (size: number) => (pad === 'same' ? 5 : Math.min(5, size));
  const filterSize = [between(random, 1, largest(height)), between(random, 1, largest(width))] as const;
  const [inChannels, outChannels] = [pick(random, [1, 2, 3, 4, 8, 9]), pick(random, [1, 2, 4, 5, 8, 11, 16, 17])];
  const strides: [number, number] = [between(random, 1, 3), between(random, 1, 3)];
  const x = randomInput(random, between(random, 1, 5), height, width, inChannels);
  const filter = randomInput(random, ...filterSize, inChannels, outChannels);
  return { x, filter, bias: randomInput(random, outChannels), strides, pad };
}

test('as on cpu: random shapes, strides and paddings', async () => {
  const random = new RandomState(11);
  for (let i = 0; i < 80; i++) {
    const { x, filter, bias, strides, pad } = randomCase(random);
    const settings: Settings = { strides, pad, activation: 'linear' };
    await expectAsOnCpu(kernels, JSON.stringify([x.shape, filter.shape, strides, pad]), unfused(settings), [
      x,
      filter,
      bias,
    ]);
  }
});

test('fused as unfused on cpu: random shapes, with ReLU', async () => {
  const random = new RandomState(12);
  for (let i = 0; i < 40; i++) {
    const { x, filter, bias, strides, pad } = randomCase(random);
    const settings: Settings = { strides, pad, activation: 'relu' };
    const operation = (...t: tf.Tensor[]) =>
      (tf.getBackend() === 'wasm' ? fused : unfused)(settings)(t[0]!, t[1]!, t[2]!);
    await expectAsOnCpu(kernels, JSON.stringify([x.shape, filter.shape, strides, pad]), operation, [x, filter, bias]);
  }
});

test('as on cpu: dilated, activated, predicting', async () => {
  const random = new RandomState(13);
  for (let i = 0; i < 40; i++) {
    const { x, filter, bias } = randomCase(random);
    const dilations: [number, number] = [between(random, 1, 3), between(random, 1, 3)];
    const activation = pick(random, ['linear', 'relu', 'relu6', 'sigmoid', 'elu'] as const);
    const predict = () =>
      tf.tidy(() => {
        const [a, b, c] = [x, filter, bias].map(({ values, shape }) => tf.tensor(values, shape).mul(2));
        const tensors = { x: a as tf.Tensor4D, filter: b as tf.Tensor4D, bias: c! };
        return tf.fused.conv2d({ ...tensors, strides: 1, pad: 'same', dilations, activation }).dataSync();
      });
    await tf.setBackend('cpu');
    const expected = predict();
    await tf.setBackend('wasm');
    expectClose([predict()], [expected], JSON.stringify([x.shape, filter.shape, dilations, activation]));
  }
});

test('as on cpu: one-dimensional, transposed and separable convolutions', async () => {
  const random = new RandomState(14);
  for (let i = 0; i < 12; i++) {
    const [length, channels, filters] = [between(random, 3, 20), between(random, 1, 9), between(random, 1, 9)];
    const size = between(random, 1, 3);
    const strides = between(random, 1, 2);
    const what = `${length} × ${channels}, ${size} × ${filters}, stride ${strides}`;
    const [x, filter] = [randomInput(random, 2, length, channels), randomInput(random, size, channels, filters)];
    const conv1d = (a?: tf.Tensor, b?: tf.Tensor) => tf.conv1d(a as tf.Tensor3D, b as tf.Tensor3D, strides, 'same');
    await expectAsOnCpu(kernels, `conv1d ${what}`, conv1d, [x, filter]);

    const small = randomInput(random, 2, length, 4, filters);
    const wide = randomInput(random, size, size, channels, filters);
    const shape: [number, number, number, number] = [2, strides * length, strides * 4, channels];
    const transposed = (a?: tf.Tensor, b?: tf.Tensor) =>
      tf.conv2dTranspose(a as tf.Tensor4D, b as tf.Tensor4D, shape, strides, 'same');
    await expectAsOnCpu(kernels, `conv2dTranspose ${what}`, transposed, [small, wide]);

    const image = randomInput(random, 2, length, 5, channels);
    const [depthwise, pointwise] = [
      randomInput(random, size, size, channels, 2),
      randomInput(random, 1, 1, 2 * channels, filters),
    ];
    const separable = (a?: tf.Tensor, b?: tf.Tensor, c?: tf.Tensor) =>
      tf.separableConv2d(a as tf.Tensor4D, b as tf.Tensor4D, c as tf.Tensor4D, strides, 'same');
    await expectAsOnCpu(kernels, `separableConv2d ${what}`, separable, [image, depthwise, pointwise]);
  }
});

test('dilated as with a filter spread out on cpu, whose own gradient TensorFlow.js refuses', async () => {
  const random = new RandomState(17);
  for (let i = 0; i < 40; i++) {
    const { x, filter, bias } = randomCase(random);
    const dilations: [number, number] = [between(random, 1, 3), between(random, 2, 3)];
    const settings: Settings = { strides: [1, 1], pad: 'same', activation: pick(random, ['linear', 'relu'] as const) };
    for (const make of [fused, unfused]) {
      const operation = (...[x, filter, bias]: tf.Tensor[]) =>
        tf.getBackend() === 'wasm'
          ? make({ ...settings, dilations })(x!, filter!, bias!)
          : unfused(settings)(x!, spread(filter!, dilations), bias!);
      const what = `${make.name} ${JSON.stringify([x.shape, filter.shape, dilations])}`;
      await expectAsOnCpu(kernels, what, operation, [x, filter, bias]);
    }
  }
});

test('a dilated layer trains', () => {
  const layer = (dilationRate: number) =>
    tf.layers.conv2d({ filters: 2, kernelSize: 3, dilationRate, inputShape: [9, 9, 1], kernelInitializer: 'ones' });
  const model = tf.sequential({ layers: [layer(2), tf.layers.flatten(), tf.layers.dense({ units: 1 })] });
  const x = tf.randomNormal([8, 9, 9, 1], 0, 1, 'float32', 3);
  const y = tf.mean(x, [1, 2]);
  const optimizer = tf.train.adam(0.01);
  const loss = () =>
    tf.losses.meanSquaredError<tf.Tensor, tf.Scalar>(y, model.apply(x, { training: true }) as tf.Tensor);
  const [before] = loss().dataSync();
  for (let i = 0; i < 60; i++) optimizer.minimize(loss);
  expect(loss().dataSync()[0]).toBeLessThan(0.1 * before!);
});

test('gradients are finite differences', () => {
  const random = new RandomState(15);
  const steps: [strides: [number, number], dilations: [number, number]][] = [
    [
      [1, 1],
      [1, 1],
    ],
    [
      [2, 3],
      [1, 1],
    ],
    [
      [1, 1],
      [2, 3],
    ],
  ];
  for (const [strides, dilations] of steps) {
    const inputs = [randomInput(random, 2, 5, 4, 3), randomInput(random, 3, 2, 3, 2), randomInput(random, 2)];
    for (const make of [fused, unfused]) {
      const operation = make({ strides, pad: 'same', dilations, activation: 'linear' });
      expectFiniteDifferences(
        `strides ${strides.join()}, dilations ${dilations.join()}`,
        (x, filter, bias) => operation(x, filter, bias),
        inputs,
      );
    }
  }
});

test('no images, and a filter as large as the image', async () => {
  const random = new RandomState(16);
  const settings: Settings = { strides: [1, 1], pad: 'valid', activation: 'linear' };
  const none = [randomInput(random, 0, 5, 5, 2), randomInput(random, 3, 3, 2, 4), randomInput(random, 4)];
  await expectAsOnCpu(kernels, 'no images', unfused(settings), none);
  const one = [randomInput(random, 2, 3, 4, 2), randomInput(random, 3, 4, 2, 4), randomInput(random, 4)];
  await expectAsOnCpu(kernels, 'one result', unfused(settings), one);
});

test('NaN stays NaN through a fused ReLU, so that a diverging run shows', () => {
  const y = fused({ strides: [1, 1], pad: 'same', activation: 'relu' })(
    tf.fill([1, 4, 4, 1], NaN),
    tf.ones([1, 1, 1, 8]),
    tf.zeros([8]),
  );
  expect([...y.dataSync()].every(Number.isNaN)).toBe(true);
});

test('a layer trains with fused kernels as without, and leaves no memory behind', async () => {
  const step = (backend: string) => {
    const layers = [
      tf.layers.conv2d({ filters: 5, kernelSize: 3, activation: 'relu', inputShape: [9, 8, 2], padding: 'same' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 4, kernelSize: 2, strides: 2, useBias: false }),
      tf.layers.conv2d({ filters: 3, kernelSize: 1, activation: 'sigmoid' }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 2 }),
    ];
    const model = tf.sequential({ layers });
    const random = new RandomState(17);
    model.setWeights(model.getWeights().map(({ shape }) => tf.tensor(randomInput(random, ...shape).values, shape)));
    const { values, shape } = randomInput(random, 6, 9, 8, 2);
    const [x, optimizer] = [tf.tensor4d(values, shape as [number, number, number, number]), tf.train.sgd(0.1)];
    const losses: number[] = [];
    let tensors: number | undefined;
    for (let i = 0; i < 8; i++) {
      const loss = optimizer.minimize(() => (model.apply(x, { training: true }) as tf.Tensor).square().mean(), true)!;
      losses.push(loss.dataSync()[0]!);
      loss.dispose();
      tensors ??= tf.memory().numTensors;
    }
    expect(tf.memory().numTensors, `${backend}: tensors`).toBe(tensors);
    model.dispose();
    x.dispose();
    return losses;
  };
  await tf.setBackend('cpu');
  const expected = step('cpu');
  await tf.setBackend('wasm');
  expectClose([step('wasm')], [expected], 'losses');
  expect(expected[7]!).toBeLessThan(expected[0]!);
});

test('memory returns to its level after 1,000 convolutions with their gradients', () => {
  const random = new RandomState(18);
  const [x, filter, bias] = [
    randomInput(random, 4, 12, 12, 3),
    randomInput(random, 3, 3, 3, 8),
    randomInput(random, 8),
  ].map((input) => tf.tensor(input.values, input.shape));
  const operation = fused({ strides: [2, 2], pad: 'same', activation: 'relu' });
  const once = () => tf.dispose(tf.grads((...t) => operation(t[0]!, t[1]!, t[2]!).sum())([x!, filter!, bias!]));
  for (let i = 0; i < 10; i++) once();
  const before = [tf.memory().numTensors, kernels.heap.memory.buffer.byteLength];
  for (let i = 0; i < 1000; i++) once();
  expect([tf.memory().numTensors, kernels.heap.memory.buffer.byteLength]).toEqual(before);
});
