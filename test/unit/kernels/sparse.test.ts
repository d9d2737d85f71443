import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { values } from '../../fixtures/convolutions';
import { engineFiles } from '../../fixtures/engineFiles';
import { oracle } from '../../fixtures/trainingKernels';
import { between, expectAsOnCpu, expectClose, expectFiniteDifferences, pick, randomInput, type Input } from './compare';

let kernels: Kernels;
/** The kernels that ran. */
let called: Set<string>;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
  const { threads } = kernels;
  const parallel = threads.parallel.bind(threads);
  threads.parallel = (kernel, ...rest) => {
    called.add(kernel);
    parallel(kernel, ...rest);
  };
});
afterAll(() => kernels.threads.dispose());

/** Random values, of which only about this share is not zero. */
function sparse(random: RandomState, share: number, ...shape: number[]): Input {
  const input = randomInput(random, ...shape);
  return { ...input, values: input.values.map((value) => (random.random() < share ? value : 0)) };
}

test('as on cpu: random shapes and shares of zeros, transposed or not, with bias and activation', async () => {
  const random = new RandomState(61);
  for (let i = 0; i < 30; i++) {
    const [rows, columns, share] = [between(random, 1, 90), between(random, 64, 140), pick(random, [0, 0.02, 0.2])];
    const depth = Math.ceil(500_000 / rows / columns) + between(random, 0, 5);
    const transposed = random.random() < 0.5;
    const activation = pick(random, ['linear', 'relu', 'sigmoid'] as const);
    const a = transposed ? sparse(random, share, depth, rows) : sparse(random, share, rows, depth);
    const inputs = [a, randomInput(random, depth, columns), randomInput(random, columns)];
    const operation = (a?: tf.Tensor, b?: tf.Tensor, bias?: tf.Tensor) =>
      tf.fused.matMul({ a: a!, b: b!, bias: bias!, transposeA: transposed, activation });
    called = new Set();
    await expectAsOnCpu(kernels, `${rows} ${depth} ${columns} ${share} ${transposed} ${activation}`, operation, inputs);
    expect(called).toContain('sparseRows');
  }
});

test('PyTorch: a layer that reads one-hot symbols, and the gradients of its weights and biases', () => {
  const { rows, symbols, columns, y, gradients } = oracle.oneHot;
  const ids = Int32Array.from({ length: rows }, (_, i) => i ** 2 % symbols);
  const x = tf.oneHot(tf.tensor1d(ids, 'int32'), symbols).toFloat();
  const inputs = [values(2, [symbols, columns]), values(3, [columns])];
  const layer = (w?: tf.Tensor, bias?: tf.Tensor) => tf.sum(tf.relu(tf.add(tf.matMul(x, w as tf.Tensor2D), bias!)), 0);
  called = new Set();
  const results = [layer(...inputs), ...tf.grads(layer)(inputs, values(9, [columns]))];
  expect(called).toContain('sparseRows');
  expectClose(
    results.map((tensor) => tensor.dataSync()),
    [y, ...gradients],
    'one-hot',
  );
});

test('a matrix with few zeros takes the other kernel, and one without any values none', () => {
  called = new Set();
  const random = new RandomState(62);
  const [a, b] = [sparse(random, 0.6, 200, 100), randomInput(random, 100, 64)].map(({ values, shape }) =>
    tf.tensor(values, shape),
  );
  tf.matMul(a!, b!);
  expect(called).not.toContain('sparseRows');
  expect(
    tf
      .matMul(tf.zeros([300, 0]), tf.zeros([0, 64]))
      .sum()
      .dataSync()[0],
  ).toBe(0);
});

test('finite differences', () => {
  const random = new RandomState(63);
  const x = sparse(random, 0.05, 4000, 2);
  called = new Set();
  expectFiniteDifferences('weights', (w) => tf.sum(tf.matMul(tf.tensor(x.values, x.shape), w), 0), [
    randomInput(random, 2, 64),
  ]);
  expect(called).toContain('sparseRows');
});

test('infinity and NaN count as values, and −0 as none', () => {
  const a = new Float32Array(200 * 100);
  a[0] = Infinity;
  a[100] = NaN;
  a[200] = -0;
  a[300] = 2;
  const product = tf
    .matMul(tf.tensor2d(a, [200, 100]), tf.ones([100, 64]))
    .slice([0, 0], [5, 1])
    .dataSync();
  expect([...product]).toEqual([Infinity, NaN, 0, 2, 0]);
});
