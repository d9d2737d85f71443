import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pixelsPerImage } from '../../samples/digits';
import { plainLinearAlgebra } from '../../samples/linearAlgebra';
import { HandMadeNetwork } from '../../samples/mnist-mlp/handMadeNetwork';
import { handMadeScaling, prepareInputs, prepareTargets } from '../../samples/mnist-mlp/prepare';
import { compileKernels } from '../../src/engine/compileKernels.mjs';
import { loadFloat64Kernels } from '../../src/engine/float64';
import { easyDigits } from '../fixtures/easyDigits';
import { noMnist, readMnist } from '../fixtures/mnist';
import { TestRun } from '../fixtures/runContext';

const fixture = <T>(name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')) as T;

interface Case {
  inputs: number[];
  targets: number[];
  lr: number;
  wih: number[][];
  who: number[][];
  hidden_outputs: number[];
  final_outputs: number[];
  output_errors: number[];
  hidden_errors: number[];
  who_after: number[][];
  wih_after: number[][];
  grad_who_of_half_squared_error: number[][];
  grad_wih_of_half_squared_error: number[][];
}
const { cases } = fixture<{ cases: Case[] }>('three-layer-network.json');

/** The network of a case, with its record in place. */
function networkOf({ inputs, targets, wih, who }: Case): HandMadeNetwork {
  const nodes = { inputs: inputs.length, hidden: wih.length, outputs: who.length };
  const network = new HandMadeNetwork(plainLinearAlgebra, nodes, 0);
  network.wih.set(wih.flat());
  network.who.set(who.flat());
  network.inputs.set(inputs);
  network.targets.set(targets);
  return network;
}

function expectClose(actual: ArrayLike<number>, expected: number[] | number[][], tolerance = 1e-14) {
  const numbers = expected.flat();
  expect(actual.length).toBe(numbers.length);
  for (const [i, number] of numbers.entries()) expect(Math.abs(actual[i]! - number)).toBeLessThanOrEqual(tolerance);
}

test.each(cases.map((one, index) => [index, one] as const))('case %i: one step by the deck’s rule', (_, one) => {
  const network = networkOf(one);
  network.train(one.lr);
  expectClose(network.hiddenOutputs, one.hidden_outputs);
  expectClose(network.finalOutputs, one.final_outputs);
  expectClose(network.outputErrors, one.output_errors);
  expectClose(network.hiddenErrors, one.hidden_errors);
  expectClose(network.who, one.who_after);
  expectClose(network.wih, one.wih_after);
});

test.each(cases.map((one, index) => [index, one] as const))('case %i: the exact gradients', (_, one) => {
  const network = networkOf(one);
  const halfSquaredError = () => {
    network.query();
    return one.targets.reduce((sum, target, k) => sum + (target - network.finalOutputs[k]!) ** 2 / 2, 0);
  };
  /** By central differences. */
  const gradient = (weights: Float64Array) =>
    weights.map((weight, i) => {
      const errorAt = (moved: number) => {
        weights[i] = moved;
        const error = halfSquaredError();
        weights[i] = weight;
        return error;
      };
      return (errorAt(weight + 1e-5) - errorAt(weight - 1e-5)) / 2e-5;
    });
  expectClose(gradient(network.who), one.grad_who_of_half_squared_error, 1e-9);
  expectClose(gradient(network.wih), one.grad_wih_of_half_squared_error, 1e-9);

  // For the last layer the deck's rule is gradient descent; for the first it is not, and the fixture knows both.
  const before = Float64Array.from(network.who);
  network.train(one.lr);
  expectClose(
    before.map((weight, i) => (weight - network.who[i]!) / one.lr),
    one.grad_who_of_half_squared_error,
    1e-13,
  );
});

test('records learnt at once are learnt as one after the other: the same bits', () => {
  const digits = easyDigits(9, 1);
  const nodes = { inputs: pixelsPerImage, hidden: 5, outputs: 10 };
  const [atOnce, oneByOne] = [0, 1].map(() => new HandMadeNetwork(plainLinearAlgebra, nodes, 1));
  const records = Uint32Array.of(3, 0, 8, 3, 7);
  atOnce!.trainBatch(digits, records, 0.3);
  for (const record of records) {
    prepareInputs(digits.pixels.subarray(record * pixelsPerImage), handMadeScaling, oneByOne!.inputs);
    prepareTargets(digits.labels[record]!, oneByOne!.targets);
    oneByOne!.train(0.3);
  }
  expect(atOnce!.layers()).toEqual(oneByOne!.layers());
  expect(atOnce!.hiddenErrors).toEqual(oneByOne!.hiddenErrors);
  atOnce!.trainBatch(digits, new Uint32Array(), 0.3);
  expect(atOnce!.layers(), 'no records, nothing learnt').toEqual(oneByOne!.layers());
});

let folder: string;
let kernels: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernels-'));
  kernels = join(folder, 'float64.wasm');
  await compileKernels(kernels);
});
afterAll(() => rm(folder, { recursive: true }));

interface Oracle {
  hidden: number;
  lr: number;
  epochs: number;
  first_n_training_records: number;
  seed: number;
  test_accuracy_after_each_epoch: number[];
  wih_checksum: number;
  who_checksum: number;
}
const oracles = fixture<{ network: Oracle[] }>('mnist.json').network;

const mnist = readMnist();

for (const oracle of oracles) {
  const { first_n_training_records: trainRecords, hidden: hiddenUnits, lr: learningRate, epochs } = oracle;
  const name = `real MNIST, ${trainRecords} records, ${hiddenUnits} hidden units: numpy's accuracies, to the last digit`;
  test(name, { timeout: 60_000 }, async ({ skip }) => {
    if (!mnist) return skip(noMnist);
    const run = new TestRun(mnist, { hiddenUnits, trainRecords, learningRate, epochs });
    run.linearAlgebra = await loadFloat64Kernels(kernels);
    await run.start();

    expect(oracle.seed).toBe(TestRun.seed);
    const accuracies = run.scalars('test accuracy').map(([, accuracy]) => accuracy);
    expect(accuracies.slice(1)).toEqual(oracle.test_accuracy_after_each_epoch);
    const [wih, who] = run.networks.at(-1)!.layers.map(({ weights }) => sum(weights));
    expect(wih).toBeCloseTo(oracle.wih_checksum, 8);
    expect(who).toBeCloseTo(oracle.who_checksum, 8);
  });
}

function sum(numbers: ArrayLike<number>): number {
  return Array.from(numbers).reduce((a, b) => a + b);
}

test('a run by hand does not load TensorFlow.js', async () => {
  await new TestRun({ train: easyDigits(5, 1), test: easyDigits(5, 2) }, { epochs: 1 }).start();
  expect(globalThis).not.toHaveProperty('_tfengine'); // where TensorFlow.js keeps its engine
});
