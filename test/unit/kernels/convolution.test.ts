import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { engineFiles } from '../../fixtures/engineFiles';
import { convolutions, explicitPadding, values } from '../../fixtures/convolutions';
import { between, expectAsOnCpu, expectClose, expectFiniteDifferences, pick, randomInput } from './compare';

let kernels: Kernels;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
});
afterAll(() => kernels.threads.dispose());

type Pad = tf.Conv2DAttrs['pad'];
interface Settings {
  strides: [number, number];
  pad: Pad;
  activation: 'linear' | 'relu';
}

/** One kernel, whose gradient convolutionLayer.ts registers: only on WebAssembly. */
const fused =
  ({ strides, pad, activation }: Settings, dilations: [number, number] = [1, 1]) =>
  (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
    tf.engine().runKernel<tf.Tensor>(
      tf.FusedConv2D,
      { x, filter, bias },
      {
        ...{ strides, pad: pad as never, activation, dataFormat: 'NHWC', dilations },
      },
    );

/** The same in TensorFlow.js's own operations. */
const unfused =
  ({ strides, pad, activation }: Settings) =>
  (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
    const y = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad as never).add(bias);
    return activation === 'relu' ? y.relu() : y;
  };

test('PyTorch: results and gradients, with bias and ReLU, fused and not', () => {
  for (const example of convolutions.convolutions) {
    const { x, filter, strides, padding, dilations, relu } = example;
    const isDilated = dilations[0] > 1 || dilations[1] > 1;
    const settings: Settings = { strides, pad: explicitPadding(padding), activation: relu ? 'relu' : 'linear' };
    const inputs = [values(1, x), values(2, filter), values(3, [filter[3]!])] as const;
    const dy = values(4, example.shape);
    for (const count of new Set([1, kernels.threads.available])) {
      kernels.threads.use(count);
      tf.tidy(() => {
        const name = `${JSON.stringify([x, filter])}, ${count} threads`;
        expectClose([fused(settings, dilations)(...inputs).dataSync()], [example.y], `fused ${name}`);
        if (isDilated) return; // TensorFlow.js has no gradients of dilated convolutions.
        const expected = [example.dx, example.dFilter, example.dBias];
        for (const [kind, operation] of [
          ['fused', fused(settings)],
          ['unfused', unfused(settings)],
        ] as const) {
          const gradients = tf.grads((...t) => operation(t[0]!, t[1]!, t[2]!))([...inputs], dy);
          expectClose(
            gradients.map((gradient) => gradient.dataSync()),
            expected,
            `${kind} ${name}`,
          );
        }
      });
    }
    kernels.threads.use(undefined);
  }
});

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

test('gradients are finite differences', () => {
  const random = new RandomState(15);
  for (const strides of [
    [1, 1],
    [2, 3],
  ] as [number, number][]) {
    const inputs = [randomInput(random, 2, 5, 4, 3), randomInput(random, 3, 2, 3, 2), randomInput(random, 2)];
    for (const make of [fused, unfused]) {
      const operation = make({ strides, pad: 'same', activation: 'linear' });
      expectFiniteDifferences(`strides ${strides.join()}`, (x, filter, bias) => operation(x, filter, bias), inputs);
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
