import * as tf from '@tensorflow/tfjs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { Threads } from '../../../src/engine/kernels/threads';
import { multiply } from '../../../src/engine/kernels/matrixProduct';
import { withSharedMemory } from '../../../src/engine/kernels/wasmBinary';
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

/** Weights for the results, as in trainingKernels.py. */
const weighted = (y: tf.Tensor) => tf.sum<tf.Scalar>(tf.mul(y, values(9, y.shape)));

test('PyTorch: products and their gradients, either side transposed, with bias and activation', () => {
  for (const { a, b, transposeA, transposeB, bias, activation, shape, y, gradients } of oracle.products) {
    const inputs = [values(1, a), values(2, b), ...(bias ? [values(3, [bias])] : [])];
    const fused = (a: tf.Tensor, b: tf.Tensor, bias?: tf.Tensor) =>
      tf.fused.matMul({
        a: a,
        b: b,
        transposeA,
        transposeB,
        activation: activation as 'relu', // Its type lacks tanh.
        ...(bias && { bias }),
      });
    // TensorFlow.js has no gradient of a product fused with some activations: there it is two operations.
    const apart = (a: tf.Tensor, b: tf.Tensor, bias?: tf.Tensor) => {
      const product = tf.matMul(a, b, transposeA, transposeB);
      const sum = bias ? tf.add(product, bias) : product;
      return activation === 'linear' ? sum : tf[activation](sum);
    };
    const what = `${transposeA} ${transposeB} ${JSON.stringify(a)} ${activation}`;
    const result = bias ? fused(inputs[0]!, inputs[1]!, inputs[2]) : apart(inputs[0]!, inputs[1]!);
    expect(result.shape).toEqual(shape);
    expectClose([result.dataSync()], [y], what);
    // TensorFlow.js has no gradient where a batch is broadcast.
    if (a.length > 2 && a[0] !== b[0]) continue;
    const ours = tf.grads((a: tf.Tensor, b: tf.Tensor, bias?: tf.Tensor) => weighted(apart(a, b, bias)))(inputs);
    expectClose(
      ours.map((tensor) => tensor.dataSync()),
      gradients,
      what,
    );
  }
});

test('as on the cpu backend: random shapes, also of sizes 0 and 1, and broadcast batches', async () => {
  const random = new RandomState(7);
  for (let i = 0; i < 60; i++) {
    const [rows, columns] = [between(random, 1, 70), between(random, 1, 70)];
    const depth = pick(random, [1, 2, 7, 33, 64, between(random, 300, 400)]);
    const [transposeA, transposeB] = [random.random() < 0.5, random.random() < 0.5];
    const batches = pick<[number[], number[]]>(random, [
      [[], []],
      [[], []],
      [[3], [3]],
      [[1], [4]],
      [[4], [1]],
      [
        [2, 3],
        [2, 3],
      ],
    ]);
    const a = randomInput(random, ...batches[0], ...(transposeA ? [depth, rows] : [rows, depth]));
    const b = randomInput(random, ...batches[1], ...(transposeB ? [columns, depth] : [depth, columns]));
    const what = `${JSON.stringify(a.shape)} ${transposeA} · ${JSON.stringify(b.shape)} ${transposeB}`;
    const product = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, transposeA, transposeB);
    if (tf.util.arraysEqual(...batches)) await expectAsOnCpu(kernels, what, (a, b) => product(a, b), [a, b]);
    else await expectSameProduct(what, () => product(tf.tensor(a.values, a.shape), tf.tensor(b.values, b.shape)));
  }
  for (const [a, b] of [
    [
      [0, 3],
      [3, 4],
    ],
    [
      [3, 0],
      [0, 4],
    ],
    [
      [3, 4],
      [4, 0],
    ],
    [
      [2, 1, 3, 4],
      [1, 3, 4, 2],
    ],
    [
      [1, 1],
      [1, 1],
    ],
  ] as const) {
    await expectSameProduct(JSON.stringify([a, b]), () => tf.matMul(values(1, a), values(2, b)));
  }
});

/** Without gradients, which TensorFlow.js doesn't have where a batch is broadcast. */
async function expectSameProduct(what: string, product: () => tf.Tensor) {
  const [wasm, shape] = tf.tidy(() => [product().dataSync(), product().shape]);
  await tf.setBackend('cpu');
  const [cpu, cpuShape] = tf.tidy(() => [product().dataSync(), product().shape]);
  await tf.setBackend('wasm');
  expect(shape, what).toEqual(cpuShape);
  expectClose([wasm], [cpu], what);
}

test('gradients agree with finite differences', () => {
  const random = new RandomState(1);
  const inputs = [randomInput(random, 3, 5), randomInput(random, 7, 5), randomInput(random, 7)];
  expectFiniteDifferences('dense', (x, w, b) => tf.tanh(tf.add(tf.matMul(x, w, false, true), b)), inputs);
});

test('without relaxed SIMD: the same products', async () => {
  const file = await readFile(join(await engineFiles(), 'training-plain.wasm'));
  const { heap } = kernels;
  const isShared = (heap.memory.buffer as unknown) instanceof SharedArrayBuffer;
  const plain = {
    heap,
    threads: new Threads(heap, new WebAssembly.Module(isShared ? withSharedMemory(file) : file), 1),
  };
  for (const [rows, columns, depth] of [
    [1, 1, 1],
    [4, 8, 16],
    [13, 23, 37],
    [50, 100, 330],
  ] as const) {
    const [a, b] = [values(1, [rows, depth]), values(2, [depth, columns])];
    const expected = tf.matMul(a, b);
    const c = heap.output([rows, columns]);
    const [left, right] = [
      { address: heap.address(a), row: depth, column: 1 },
      { address: heap.address(b), row: columns, column: 1 },
    ];
    multiply(plain, [rows, columns, depth], left, right, { address: heap.address(c), row: columns });
    const result = tf.engine().makeTensorFromTensorInfo(c);
    expectClose([result.dataSync()], [expected.dataSync()], `${rows} × ${columns} × ${depth}`);
    tf.dispose([a, b, expected, result]);
  }
  await plain.threads.dispose();
});

test('factors whose inner sides differ are refused, instead of reading beyond them', () => {
  const [a, b] = [tf.zeros([50, 784]), tf.zeros([10, 3])];
  expect(() => tf.matMul(a, b)).toThrow('inner shapes of [50, 784] and [10, 3] must match');
  expect(() => tf.matMul(tf.zeros([2, 3]), tf.zeros([2, 3]), false, true)).not.toThrow();
});
