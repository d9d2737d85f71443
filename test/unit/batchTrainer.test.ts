import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { BatchTrainer } from '../../samples/batchTrainer';
import { RandomState } from '../../samples/numpyRandom';
import { usePlainJavaScript, useWebAssembly } from '../../src/engine/backends';
import { engineFiles } from '../fixtures/engineFiles';
import { workloads } from '../../samples/workloads';

beforeAll(async () => {
  await useWebAssembly(await engineFiles());
  await usePlainJavaScript();
});
afterEach(() => tf.setBackend('cpu'));
const backends = ['cpu', 'wasm'];

/** y = w · x with the mean squared error, whose every step is known in closed form. */
class Line {
  readonly xs = [1, -2, 3, 0.5, 4];
  readonly ys = [2, 1, -1, 0, 3];
  readonly rate = 0.01;
  w = 0.25;
  readonly #variable = tf.variable(tf.scalar(this.w));
  readonly trainer = new BatchTrainer({
    inputs: tf.tensor1d(this.xs),
    targets: tf.tensor1d(this.ys),
    optimizer: tf.train.sgd(this.rate),
    loss: (inputs, targets) => tf.mean(tf.square(tf.sub(tf.mul(inputs, this.#variable), targets))),
  });

  /** By hand. @returns the sum of the losses before the step */
  step(records: number[]): number {
    const errors = records.map((record) => this.w * this.xs[record]! - this.ys[record]!);
    const gradient = errors.reduce((sum, error, i) => sum + 2 * error * this.xs[records[i]!]!, 0) / records.length;
    this.w -= this.rate * gradient;
    return errors.reduce((sum, error) => sum + error * error, 0);
  }

  weight(): number {
    return this.#variable.dataSync()[0]!;
  }
}

test.each(backends)(
  '%s: steps on the records asked for, and losses weighted by how many these are',
  async (backend) => {
    await tf.setBackend(backend);
    const line = new Line();
    let expected = 0;
    for (const records of [[3, 1], [4], [0, 2, 2]]) {
      line.trainer.learn(Uint32Array.from(records));
      expected += line.step(records);
      expect(line.weight()).toBeCloseTo(line.w, 6);
    }
    expect(await line.trainer.takeLoss()).toBeCloseTo(expected, 5);
    expect(await line.trainer.takeLoss()).toBe(0); // Taken.
    line.trainer.learn(Uint32Array.of(2));
    expect(await line.trainer.takeLoss()).toBeCloseTo(line.step([2]), 5);
    line.trainer.dispose();
  },
);

test.each(backends)('%s: a trainer that ends before its loss is taken leaves nothing', async (backend) => {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const task = workloads[0]!.create(4, 1);
  const trainer = new BatchTrainer(task);
  trainer.learn(Uint32Array.of(1, 3));
  trainer.dispose();
  task.disposeModel();
  expect(tf.memory().numTensors).toBe(before);
});

/** What could grow: tensors, their bytes, the backend's records of them, and WebAssembly's memory. */
function memory() {
  const { numTensors, numBytes } = tf.memory();
  const backend = tf.engine().backend as tf.KernelBackend & { wasm?: { HEAPU8: Uint8Array } };
  return { numTensors, numBytes, dataIds: backend.numDataIds(), heap: backend.wasm?.HEAPU8.byteLength };
}

test.each(backends)('%s: after 1,000 steps memory is where it was', async (backend) => {
  await tf.setBackend(backend);
  const random = new RandomState(1);
  const model = tf.sequential({
    layers: [
      tf.layers.reshape({ inputShape: [16], targetShape: [4, 4, 1] }),
      tf.layers.conv2d({ filters: 2, kernelSize: 3, padding: 'same', activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.reshape({ targetShape: [2, 4] }),
      tf.layers.lstm({ units: 3 }),
      tf.layers.dense({ units: 2 }),
    ],
  });
  const trainer = new BatchTrainer({
    inputs: tf.tensor2d(Float32Array.from(random.normal(0, 1, 12 * 16)), [12, 16]),
    targets: tf.tensor2d(Float32Array.from(random.normal(0, 1, 12 * 2)), [12, 2]),
    optimizer: tf.train.adam(0.01),
    loss: (inputs, targets) => tf.losses.softmaxCrossEntropy(tf.softmax(targets), model.apply(inputs) as tf.Tensor),
  });
  const steps = async (count: number) => {
    for (let i = 0; i < count; i++) {
      trainer.learn(Uint32Array.from(random.randint(0, 12, 5)));
      if (i % 10 === 9) expect(await trainer.takeLoss()).toBeGreaterThan(0);
    }
  };
  await steps(20);
  const before = memory();
  await steps(1000);
  expect(memory()).toEqual(before);
  trainer.dispose();
  model.dispose();
});
