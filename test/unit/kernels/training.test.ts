import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { values } from '../../fixtures/convolutions';
import { engineFiles } from '../../fixtures/engineFiles';
import { oracle } from '../../fixtures/trainingKernels';
import { between, expectAsOnCpu, expectClose, expectFiniteDifferences, pick, randomInput } from './compare';

let kernels: Kernels;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
});

const weighted = (y: tf.Tensor) => tf.sum<tf.Scalar>(tf.mul(y, values(9, y.shape)));

test('PyTorch: sums, means and softmax with their gradients', () => {
  const check = (what: string, x: tf.Tensor, f: (x: tf.Tensor) => tf.Tensor, y: number[], gradients: number[][]) => {
    const gradient = tf.grad((x: tf.Tensor) => weighted(f(x)))(x);
    expectClose([f(x).dataSync(), gradient.dataSync()], [y, ...gradients], what);
  };
  for (const { kind, x, axes, y, gradients } of oracle.reductions) {
    check(`${kind} ${x.join()} ${axes.join()}`, values(1, x), (x) => tf[kind](x, axes), y, gradients);
  }
  for (const { x, y, gradients } of oracle.softmaxes) {
    check(`softmax ${x.join()}`, tf.mul(values(1, x), 5), (x) => tf.softmax(x), y, gradients);
  }
});

test('PyTorch: soft-max cross-entropy and its gradient', () => {
  for (const { x, labels, loss, gradient } of oracle.crossEntropies) {
    const logits = tf.mul(values(1, x), 5);
    const f = (logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(tf.tensor(labels, x), logits);
    expectClose([f(logits).dataSync(), tf.grad(f)(logits).dataSync()], [[loss], gradient], x.join());
  }
});

test('sums and means over any axes are as on the cpu backend', async () => {
  const random = new RandomState(3);
  for (let i = 0; i < 40; i++) {
    const shape = Array.from({ length: between(random, 1, 4) }, () => pick(random, [1, 2, 3, 5, 17]));
    const axes = shape.map((_, axis) => axis).filter(() => random.random() < 0.5);
    const [reduce, keepDims] = [pick(random, [tf.sum, tf.mean]), random.random() < 0.5];
    const input = randomInput(random, ...shape);
    await expectAsOnCpu(
      kernels,
      `${reduce.name} ${shape.join()} over ${axes.join()}`,
      (x) => reduce(x, axes, keepDims),
      [input],
    );
  }
  for (const shape of [[0], [0, 3], [3, 0]]) expect(tf.sum(tf.zeros(shape), 0).shape).toEqual(shape.slice(1));
  expect(tf.sum(tf.zeros([0, 3]), 0).arraySync()).toEqual([0, 0, 0]);
});

test('softmax, cross-entropy and functions value by value are as on the cpu backend', async () => {
  const random = new RandomState(5);
  const functions: [string, (...x: tf.Tensor[]) => tf.Tensor, operands: number][] = [
    ['softmax', (x) => tf.softmax(tf.mul(x, 8)), 1],
    ['exp', (x) => tf.exp(tf.mul(x, 5)), 1],
    ['tanh', (x) => tf.tanh(tf.mul(x, 3)), 1],
    ['relu', (x) => tf.relu(x), 1],
    ['cross-entropy', (labels, x) => tf.losses.softmaxCrossEntropy(labels, tf.mul(x, 9)), 2],
    ['weighted', (labels, x) => tf.losses.softmaxCrossEntropy(labels, x, values(4, [x.shape[0]])), 2],
    ['smoothed', (labels, x) => tf.losses.softmaxCrossEntropy(labels, x, undefined, 0.1), 2],
  ];
  for (const [name, operation, operands] of functions) {
    for (const shape of [
      [1, 1],
      [3, 2],
      [5, 4],
      [2, 10],
      [7, 61],
      [40, 33],
    ]) {
      const inputs = Array.from({ length: operands }, () => randomInput(random, ...shape));
      await expectAsOnCpu(kernels, `${name} ${shape.join()}`, operation, inputs);
    }
  }
});

test('exp and tanh where float32 ends', () => {
  const x = [-Infinity, -1000, -87.4, -87.3, -1e-8, 0, 1e-8, 0.6249, 0.6251, 88.7, 88.8, 1000, Infinity, NaN];
  const [e, t] = [tf.exp(x).dataSync(), tf.tanh(x).dataSync()];
  x.forEach((value, i) => {
    // Below the smallest normal number it is 0.
    const exact = value < -87.33654 ? 0 : Math.fround(Math.exp(Math.fround(value)));
    if (!Number.isFinite(exact) || exact === 0) expect(e[i], `exp ${value}`).toBe(exact);
    else expect(Math.abs(e[i]! / exact - 1), `exp ${value}`).toBeLessThan(3e-7);
    const tangent = Math.tanh(Math.fround(value));
    if (Number.isNaN(tangent)) expect(t[i]).toBeNaN();
    else expect(Math.abs(t[i]! - tangent), `tanh ${value}`).toBeLessThanOrEqual(2e-7 * Math.abs(tangent));
  });
});

test('gradients of softmax and cross-entropy agree with finite differences', () => {
  const random = new RandomState(2);
  expectFiniteDifferences('softmax', (x) => tf.softmax(x), [randomInput(random, 3, 5)]);
  const labels = tf.softmax(values(3, [3, 5]));
  expectFiniteDifferences('cross-entropy', (x) => tf.losses.softmaxCrossEntropy(labels, x), [
    randomInput(random, 3, 5),
  ]);
});

test('rows are gathered and added by number; numbers outside give zeros and add nothing', async () => {
  const random = new RandomState(4);
  for (const [rows, size, count] of [
    [1, 1, 1],
    [5, 7, 20],
    [60, 64, 100],
    [4, 3, 0],
  ] as const) {
    const numbers = tf.tensor1d(Int32Array.from(random.randint(0, rows, count)), 'int32');
    const chosen = numbers.dataSync();
    const gather = (x: tf.Tensor) => tf.gather(x, tf.tensor1d(chosen, 'int32'));
    await expectAsOnCpu(kernels, `gather ${rows} ${size} ${count}`, (x) => gather(x), [
      randomInput(random, rows, size),
    ]);
  }
  const numbers = tf.tensor1d([1, -1, 2, 9, 1], 'int32');
  const x = tf.tensor2d([1, 2, 3, 4, 5], [5, 1]);
  expect(tf.unsortedSegmentSum(x, numbers, 3).arraySync()).toEqual([[0], [6], [3]]);
  const picked = tf.gather(tf.tensor2d([5, 6, 7], [3, 1]), tf.tensor1d([2, 0, 2], 'int32'));
  expect(picked.arraySync()).toEqual([[7], [5], [7]]);
});

test('slices, copies and casts: the values of the cpu backend, and no shared memory between results', async () => {
  const random = new RandomState(6);
  for (let i = 0; i < 40; i++) {
    const shape = Array.from({ length: between(random, 1, 4) }, () => between(random, 1, 6));
    const begin = shape.map((size) => between(random, 0, size - 1));
    const size = shape.map((size, axis) => between(random, 1, size - begin[axis]!));
    const what = `${shape.join()} from ${begin.join()} ${size.join()}`;
    await expectAsOnCpu(kernels, what, (x) => tf.slice(tf.clone(x), begin, size), [randomInput(random, ...shape)]);
  }
  const weights = tf.variable(tf.tensor1d([1, 2, 3]));
  const before = weights.clone();
  tf.train.sgd(1).applyGradients({ [weights.name]: tf.tensor1d([1, 1, 1]) });
  expect([...weights.dataSync(), ...before.dataSync()]).toEqual([0, 1, 2, 1, 2, 3]);
  expect(tf.cast(before, 'int32').dataSync()).toEqual(Int32Array.of(1, 2, 3));
});

/** Weights after four steps with the gradients number 2, 3, 4 and 5. */
function optimized(make: () => tf.Optimizer): Float32Array {
  const weights = tf.variable(values(1, [23]));
  const optimizer = make();
  for (let step = 0; step < 4; step++) {
    tf.tidy(() => optimizer.applyGradients({ [weights.name]: values(2 + step, [23]) }));
  }
  const result = weights.dataSync() as Float32Array;
  weights.dispose();
  optimizer.dispose();
  return result;
}

test('PyTorch: four steps of each optimiser', () => {
  for (const { name, settings, weights } of oracle.optimizers) {
    const make = (...settings: never[]): tf.Optimizer => tf.train[name](...(settings as unknown as [never]));
    expectClose([optimized(() => make(...settings))], [weights], `${name} ${settings.join()}`);
  }
});

test('optimisers give the bits of the cpu backend’s', async () => {
  const makers: (() => tf.Optimizer)[] = [
    () => tf.train.sgd(0.3),
    () => tf.train.momentum(0.3, 0.9),
    () => tf.train.momentum(0.3, 0.9, true),
    () => tf.train.adam(0.01),
    () => tf.train.adam(0.01, 0.8, 0.99, 1e-4),
    () => tf.train.rmsprop(0.01),
    () => tf.train.rmsprop(0.01, 0.8, 0.7, 1e-3),
    () => tf.train.rmsprop(0.01, 0.8, 0.7, 1e-9, true),
  ];
  for (const make of makers) {
    const wasm = optimized(make);
    await tf.setBackend('cpu');
    const cpu = optimized(make);
    await tf.setBackend('wasm');
    // The cpu backend rounds powers and roots from float64, at most one bit off.
    wasm.forEach((value, i) => expect(Math.abs(value - cpu[i]!)).toBeLessThanOrEqual(2 ** -23 * 2));
  }
});

test('a thousand steps of training leave tensors and memory as they were', () => {
  const random = new RandomState(8);
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 7, outputDim: 4, inputLength: 6 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 9, activation: 'relu' }),
      tf.layers.dense({ units: 3 }),
    ],
  });
  const x = tf.tensor2d(Int32Array.from(random.randint(0, 7, 30)), [5, 6]);
  const y = tf.oneHot(tf.tensor1d(Int32Array.from(random.randint(0, 3, 5)), 'int32'), 3).toFloat();
  const optimizer = tf.train.adam(0.01);
  const step = () =>
    tf.tidy(() => {
      const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, model.apply(x) as tf.Tensor), true)!;
      return loss.dataSync()[0]!;
    });
  const first = step();
  for (let i = 0; i < 20; i++) step();
  const { memory } = kernels.heap;
  const before = [
    tf.memory().numTensors,
    tf.memory().numBytes,
    tf.engine().backend.numDataIds(),
    memory.buffer.byteLength,
  ];
  for (let i = 0; i < 1000; i++) step();
  expect([
    tf.memory().numTensors,
    tf.memory().numBytes,
    tf.engine().backend.numDataIds(),
    memory.buffer.byteLength,
  ]).toEqual(before);
  expect(step()).toBeLessThan(0.1 * first);
});
