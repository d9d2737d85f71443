import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { classes, pixelsPerImage } from '../../samples/digits';
import { plainLinearAlgebra } from '../../samples/linearAlgebra';
import { checkLayers, checkLoss } from '../../samples/mnist-mlp/divergence';
import { HandMadeNetwork } from '../../samples/mnist-mlp/handMadeNetwork';
import { RunStopped } from '../../samples/sample';
import { easyDigits } from '../fixtures/easyDigits';
import { TestRun } from '../fixtures/runContext';

tf.enableProdMode(); // No advice on the console.

const data = { train: easyDigits(60, 1), test: easyDigits(120, 2) };
const handMade = { hiddenUnits: 5, epochs: 2 };
const tensorflow = { model: 'tensorflow', hiddenUnits: 6, epochs: 2, batchSize: 25, learningRate: 0.1 };
const models = [
  ['hand-made', handMade],
  ['tensorflow', tensorflow],
] as const;

test.each(models)('%s: what a run reports, and when', async (_, parameters) => {
  const run = await new TestRun(data, parameters).start();
  const evaluation = (step: number) =>
    ['network: network', 'matrix: outputs', 'scalar: test loss', 'scalar: test accuracy'].map((what) => [step, what]);
  const learning = (step: number) =>
    ['scalar: training loss', 'scalar: records per second'].map((what) => [step, what]);
  expect(run.observations.map(({ step, kind, name }) => [step, `${kind}: ${name}`])).toEqual([
    [0, 'images: test digits'],
    ...evaluation(0),
    ...learning(1),
    ...evaluation(1),
    ...learning(2),
    ...evaluation(2),
  ]);
  expect(run.observations[0]).toMatchObject({
    width: 28,
    height: 28,
    pixels: data.test.pixels,
    labels: data.test.labels,
  });
  const [first, , last] = run.scalars('training loss').concat(run.scalars('test loss'));
  expect(first![1]).toBeGreaterThan(0);
  expect(last![1]).toBeGreaterThan(0);
});

test.each(models)('%s: the accuracy is the part of the outputs that point at the label', async (_, parameters) => {
  const run = await new TestRun(data, parameters).start();
  expect(run.outputs.map(({ rows, columns }) => [rows, columns])).toEqual(Array(3).fill([120, classes]));
  const accuracies = run.outputs.map(({ values }) => {
    const correct = Array.from(data.test.labels).filter((label, row) => {
      const outputs = values.subarray(row * classes, (row + 1) * classes);
      return outputs.indexOf(Math.max(...outputs)) === label;
    });
    return correct.length / data.test.count;
  });
  expect(run.scalars('test accuracy').map(([, accuracy]) => accuracy)).toEqual(accuracies);
});

test.each(models)('%s: an easy task is learnt', async (_, parameters) => {
  const run = await new TestRun(data, { ...parameters, hiddenUnits: 30, epochs: 30 }).start();
  expect(run.scalars('test accuracy')[0]![1]).toBeLessThan(0.5);
  expect(run.scalars('test accuracy').at(-1)![1]).toBe(1);
  const losses = run.scalars('test loss').map(([, loss]) => loss);
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 5);
});

test('the training loss is the mean since the last report; the last of an epoch covers the one before too', async () => {
  const train = easyDigits(120, 1);
  const run = new TestRun({ ...data, train }, { ...handMade, epochs: 1 });
  let asked = 0;
  run.isDue = () => run.networks.length > 0 && ++asked % 3 === 0; // not in the first evaluation
  await run.start();

  const nodes = { inputs: pixelsPerImage, hidden: 5, outputs: classes };
  const network = new HandMadeNetwork(plainLinearAlgebra, nodes, TestRun.seed);
  const losses: number[] = [];
  for (const [from, to] of [
    [0, 48],
    [48, 96],
    [96, 120],
  ]) {
    network.trainBatch(train, network.order(0, 120).subarray(from, to), 0.1);
    losses.push(await network.takeLoss());
  }
  expect(run.scalars('training loss')).toEqual([
    [48 / 120, losses[0]! / 48],
    [96 / 120, losses[1]! / 48],
    [1, (losses[1]! + losses[2]!) / 72],
  ]);
});

test('evaluations and pauses do not count into the records per second, and may be long', async () => {
  const run = new TestRun({ ...data, train: easyDigits(320, 1) }, handMade);
  let time = 0;
  let evaluations = 0;
  run.now = () => time;
  run.isDue = () => {
    time += 160; // what learning the records of one call takes, 10 each
    return time % 480 === 0;
  };
  run.onBreathe = () => {
    time += 7_200_000;
    evaluations = run.outputs.length;
  };
  await run.start();
  expect(evaluations).toBe(2);
  const speeds = run.scalars('records per second');
  expect(speeds.length).toBeGreaterThan(10);
  for (const [, speed] of speeds) expect(speed).toBeCloseTo(100, 9);
});

test('between two evaluations the network is seen in passing, once a second', async () => {
  const train = easyDigits(320, 1);
  const run = new TestRun({ ...data, train }, handMade);
  let time = 0;
  run.now = () => time;
  run.isDue = () => {
    time += 800;
    return time % 1600 === 0;
  };
  await run.start();
  const inPassing = run.networks.filter(({ transient }) => transient);
  expect(inPassing.length).toBeGreaterThanOrEqual(4);
  const seconds = inPassing.map(({ step }) => step * train.count * 0.05);
  for (let i = 1; i < seconds.length; i++) expect(seconds[i]! - seconds[i - 1]!).toBeGreaterThan(0.75);
  expect(run.networks.filter(({ transient }) => !transient).map(({ step }) => step)).toEqual([0, 1, 2]);
});

test.each(models)('%s: an evaluation breathes every 50 records', async (_, parameters) => {
  const run = new TestRun({ ...data, test: easyDigits(260, 3) }, parameters);
  let asked = 0;
  run.isDue = () => {
    if (run.networks.length === 0) asked++;
    return false;
  };
  await run.start();
  expect(asked).toBe(6);
});

test.each(models)('%s: a new learning rate counts from the next batch on', async (_, parameters) => {
  const run = new TestRun(data, parameters);
  run.isDue = () => run.scalars('test accuracy').length === 2;
  run.onBreathe = () => (run.parameters.learningRate = 0);
  await run.start();
  const [start, first, ...later] = run.networks.map(({ layers }) => layers);
  expect(first).not.toEqual(start);
  const secondEpoch = run.checkpoints[0] as { layers: unknown };
  for (const layers of later) expect(layers).toEqual(secondEpoch.layers);
});

test.each(models)('%s: from any checkpoint on, a run comes to the same end', async (_, parameters) => {
  const whole = new TestRun(data, { ...parameters, epochs: 3 });
  let asked = 0;
  whole.isDue = () => ++asked % 2 === 0;
  await whole.start();
  const places = (whole.checkpoints as { epoch: number; record: number }[]).map(({ epoch, record }) => [epoch, record]);
  expect(places.some(([epoch, record]) => epoch === 1 && record === 0)).toBe(true); // in an evaluation
  expect(places.some(([epoch, record]) => epoch === 2 && record! > 0 && record! < 60)).toBe(true); // in an epoch

  const seen = (run: TestRun) =>
    run.observations.filter(({ step, kind, transient }) => step === 3 && kind !== 'scalar' && !transient);
  const step = Math.ceil(whole.checkpoints.length / 12);
  for (let i = 0; i < whole.checkpoints.length; i += step) {
    const rest = await new TestRun(data, { ...parameters, epochs: 3 }).start(whole.checkpoints[i]);
    expect(seen(rest)).toEqual(seen(whole));
    const [epoch, record] = places[i]!;
    const [, ...afterDigits] = rest.observations;
    expect(afterDigits[0]!.step, 'nothing is learnt twice').toBeGreaterThanOrEqual(epoch! + record! / data.train.count);
    expect(rest.scalars('test accuracy')).toEqual(
      whole.scalars('test accuracy').slice(-rest.scalars('test accuracy').length),
    );
  }
});

test.each(models)('%s: the same seed gives the same numbers', async (_, parameters) => {
  const [one, two] = [await new TestRun(data, parameters).start(), await new TestRun(data, parameters).start()];
  expect(one.networks).toEqual(two.networks);
  expect(one.outputs).toEqual(two.outputs);
});

test('TensorFlow learns the records in a new order in each epoch, the hand-made network as they come', async () => {
  const { TensorflowNetwork } = await import('../../samples/mnist-mlp/tensorflowNetwork');
  const network = new TensorflowNetwork(3, 1);
  const other = new TensorflowNetwork(3, 2);
  const orders = [network.order(0, 50), network.order(1, 50), other.order(0, 50)].map((order) => order.join());
  expect(new Set(orders).size).toBe(3);
  expect(network.order(1, 50).join()).toBe(orders[1]);
  expect([...network.order(0, 50)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  for (const one of [network, other]) one.dispose();

  const handMadeNetwork = new HandMadeNetwork(plainLinearAlgebra, { inputs: 1, hidden: 1, outputs: 1 }, 1);
  expect([...handMadeNetwork.order(7, 4)]).toEqual([0, 1, 2, 3]);
});

test.each(models)('%s: a stopped run ends where it breathes, and leaves no tensors', async (_, parameters) => {
  const before = tf.memory().numTensors;
  const run = new TestRun(data, parameters);
  run.isDue = () => run.outputs.length === 2;
  run.onBreathe = () => {
    throw new RunStopped('stopped');
  };
  await expect(run.start()).rejects.toThrow(RunStopped);
  expect(run.scalars('test accuracy').map(([step]) => step)).toEqual([0, 1]);
  expect(tf.memory().numTensors).toBe(before);
});

test('only the first training records are learnt when that is wanted', async () => {
  const run = await new TestRun(data, { ...handMade, trainRecords: 10 }).start();
  const ten = {
    ...data,
    train: { count: 10, pixels: data.train.pixels.slice(0, 7840), labels: data.train.labels.slice(0, 10) },
  };
  expect(run.networks).toEqual((await new TestRun(ten, handMade).start()).networks);
});

test('more training records than there are, or none at all, is an error', async () => {
  await expect(new TestRun(data, { trainRecords: 61 }).start()).rejects.toThrow(
    'trainRecords is 61, but there are only 60 training records: choose no more than these.',
  );
  const none = { count: 0, pixels: new Uint8Array(), labels: new Uint8Array() };
  await expect(new TestRun({ ...data, train: none }, {}).start()).rejects.toThrow('There are no training records');
  await expect(new TestRun({ ...data, test: none }, {}).start()).rejects.toThrow('There are no test records');
});

test('a learning rate that is too large ends the run with the reason, and no chart sees anything but numbers', async () => {
  const run = new TestRun(data, { ...tensorflow, hiddenUnits: 100, learningRate: 10 });
  await expect(run.start()).rejects.toThrow(
    /^The training diverged at step \d+\.\d\d: the loss .+\. The learning rate of 10 is too large; try a tenth of it\.$/,
  );
  for (const seen of run.observations) if (seen.kind === 'scalar') expect(seen.value).toBeLessThan(1e6);
});

test('divergence is named, whatever it looks like', () => {
  expect(() => checkLoss(2.3, 1, 0.1)).not.toThrow();
  expect(() => checkLoss(NaN, 1.234, 0.1)).toThrow('at step 1.23: the loss is no longer a finite number.');
  expect(() => checkLoss(Infinity, 1, 0.1)).toThrow('is no longer a finite number');
  expect(() => checkLoss(5.55e35, 1, 0.1)).toThrow('the loss grew to 5.5e+35.');
  const layer = { activation: 'relu', inputs: 1, outputs: 2, weights: Float32Array.of(1, 2) } as const;
  expect(() => checkLayers([layer], 1, 0.1)).not.toThrow();
  expect(() => checkLayers([{ ...layer, weights: Float32Array.of(1, NaN) }], 1, 0.1)).toThrow('finite weights');
  expect(() => checkLayers([{ ...layer, biases: Float32Array.of(1, Infinity) }], 1, 0.1)).toThrow('finite weights');
});
