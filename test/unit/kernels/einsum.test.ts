import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { values } from '../../fixtures/convolutions';
import { engineFiles } from '../../fixtures/engineFiles';
import { oracle } from '../../fixtures/trainingKernels';
import {
  between,
  expectAsOnCpu,
  expectClose,
  expectFiniteDifferences,
  randomInput,
  resultAndGradients,
} from './compare';

let kernels: Kernels;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
});
afterAll(() => kernels.threads.dispose());

/** Without those of which one label is summed in one tensor alone: the cpu backend gets them wrong. */
const equations = [
  'ij->ji',
  'ij->j',
  'ij->',
  'ij,jk->ik',
  'ij,jk->ki',
  'ij,kj->ki',
  'i,j->ij',
  'i,i->',
  'bi,bi->b',
  'bi,bj->bij',
  'ij,j->i',
  'bqhd,bkhd->bhqk',
  'bhqk,bkhd->bqhd',
  'abc,cde->abde',
];
const einsum = (equation: string) => (a: tf.Tensor, b?: tf.Tensor) => tf.einsum(equation, ...(b ? [a, b] : [a]));

test('PyTorch: results and gradients', () => {
  for (const { equation, shapes, y, gradients } of oracle.einsums) {
    const tensors = shapes.map((shape, i) => values(1 + i, shape));
    const result = einsum(equation)(tensors[0]!, tensors[1]);
    const operation = (...t: tf.Tensor[]) => einsum(equation)(t[0]!, t[1]);
    const results = [result, ...tf.grads(operation)(tensors, values(9, result.shape))];
    expectClose(
      results.map((tensor) => tensor.dataSync()),
      [y, ...gradients],
      equation,
    );
  }
});

test.each(equations)('%s: as on cpu, sizes of 1 among them, and memory as before', async (equation) => {
  const random = new RandomState(71);
  for (let i = 0; i < 6; i++) {
    const sizes = new Map([...'abcdehijkqd'].map((label) => [label, i === 5 ? 1 : between(random, 1, 9)]));
    const inputs = equation
      .split('->')[0]!
      .split(',')
      .map((term) => randomInput(random, ...[...term].map((label) => sizes.get(label)!)));
    await expectAsOnCpu(kernels, `${equation} ${i}`, einsum(equation), inputs);
    const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    resultAndGradients(einsum(equation), inputs);
    expect([tf.memory().numTensors, tf.engine().backend.numDataIds()]).toEqual(before);
  }
});

test('finite differences', () => {
  const random = new RandomState(72);
  const inputs = [randomInput(random, 2, 3, 2, 3), randomInput(random, 2, 4, 2, 3)];
  expectFiniteDifferences('attention', einsum('bqhd,bkhd->bhqk'), inputs);
  expectFiniteDifferences('summed alone', einsum('ijk,k->i'), [randomInput(random, 3, 4, 2), randomInput(random, 2)]);
});

test('no values: zeros, or none', () => {
  expect(tf.einsum('ij,jk->ik', tf.zeros([2, 0]), tf.zeros([0, 3])).arraySync()).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
  expect(tf.einsum('ij,jk->ik', tf.zeros([0, 2]), tf.zeros([2, 3])).shape).toEqual([0, 3]);
});

test('sizes that do not fit are told as by TensorFlow.js', () => {
  expect(() => tf.einsum('ij,jk->ik', tf.zeros([2, 3]), tf.zeros([4, 5]))).toThrow('Expected dimension 3 at axis 0');
});
