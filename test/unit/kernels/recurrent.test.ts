import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomState } from '../../../samples/numpyRandom';
import { useWebAssembly } from '../../../src/engine/backends';
import { useTrainingKernels, type Kernels } from '../../../src/engine/kernels';
import { engineFiles } from '../../fixtures/engineFiles';

let kernels: Kernels;
beforeAll(async () => {
  const files = await engineFiles();
  await useWebAssembly(files);
  kernels = await useTrainingKernels(files);
  await kernels.threads.ready();
});
afterAll(() => kernels.threads.dispose());

type Nested = number | Nested[];
interface Case {
  kind: 'lstm' | 'gru' | 'simpleRNN';
  x: number[][][];
  kernel: number[][];
  weights: number[][];
  bias: number[];
  initial: number[][][];
  target: number[][][];
  outputs: number[][][];
  cell?: number[][];
  cellTarget?: number[][];
  gradients: { x: Nested; kernel: Nested; weights: Nested; bias: Nested; initial: Nested[] };
}
const { cases } = JSON.parse(readFileSync(new URL('../../fixtures/recurrent.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

test.each(cases)('$kind: PyTorch’s states and gradients', async (one) => {
  await tf.setBackend('wasm');
  const units = one.weights.length;
  const common = { units, returnSequences: true, returnState: true };
  const layer = {
    lstm: () => tf.layers.lstm({ ...common, recurrentActivation: 'sigmoid' }),
    gru: () => tf.layers.gru({ ...common, recurrentActivation: 'sigmoid' }),
    simpleRNN: () => tf.layers.simpleRNN(common),
  }[one.kind]();
  const [x, ...initial] = [one.x, ...one.initial].map((values) => tf.tensor(values));
  layer.apply(x!); // Makes the weights.
  const weights = [one.kernel, one.weights, one.bias].map((values) => tf.tensor(values));
  layer.setWeights(weights);
  const variables = layer.weights.map((weight) => weight.read());

  const run = (x: tf.Tensor, initial: tf.Tensor[]) =>
    layer.apply(x, { initialState: initial }) as [tf.Tensor, ...tf.Tensor[]];
  const [outputs, ...states] = run(x!, initial);
  expectClose(outputs, one.outputs);
  expectClose(
    states[0]!,
    one.outputs.map((steps) => steps.at(-1)!),
  );
  if (one.cell) expectClose(states[1]!, one.cell);

  const gradients = tf.grads((x, ...rest) => {
    const [outputs, , cell] = run(x, rest.slice(0, initial.length));
    const loss = outputs.mul(one.target).sum();
    return cell ? loss.add(cell.mul(one.cellTarget!).sum()) : loss;
  })([x!, ...initial, ...variables]);
  const { kernel, weights: recurrent, bias } = one.gradients;
  const expected = [one.gradients.x, ...one.gradients.initial, kernel, recurrent, bias];
  for (const [i, gradient] of gradients.entries()) expectClose(gradient, expected[i]!);
});

function expectClose(actual: tf.Tensor, expected: Nested, tolerance = 3e-6) {
  const numbers = [expected].flat(Infinity as 1) as unknown as number[];
  const values = actual.dataSync();
  expect(values.length).toBe(numbers.length);
  const scale = Math.max(1, ...numbers.map(Math.abs));
  let largest = 0;
  for (const [i, value] of values.entries()) largest = Math.max(largest, Math.abs(value - numbers[i]!) / scale);
  expect(largest).toBeLessThan(tolerance);
}

function tensorOf(random: RandomState, shape: number[], scale = 1): tf.Tensor {
  return tf.tensor(Float32Array.from(random.normal(0, scale, tf.util.sizeFromShape(shape))), shape);
}

/** A layer, what goes in, and what comes out: results, gradients, the names of the kernels that ran. */
interface Setting {
  readonly make: () => tf.layers.Layer;
  readonly shape: [batch: number, steps: number, features: number];
  /** Units of the initial states that are given. */
  readonly initial?: number[];
}

async function outcome({ make, shape, initial = [] }: Setting, backend: string) {
  await tf.setBackend(backend);
  const random = new RandomState(7);
  const tensor = (shape: number[], scale?: number) => tensorOf(random, shape, scale);
  const layer = make();
  const x = tensor(shape);
  const states = initial.map((units) => tensor([shape[0], units]));
  layer.apply(x); // Makes the weights.
  layer.setWeights(layer.getWeights().map(({ shape }) => tensor(shape, shape.length === 1 ? 0.5 : shape[0] ** -0.5)));
  const run = (x: tf.Tensor, states: tf.Tensor[]) => {
    const args = { training: true, ...(states.length > 0 && { initialState: states }) };
    const results = layer.apply(x, args);
    return (Array.isArray(results) ? results : [results]) as tf.Tensor[];
  };
  let results: tf.Tensor[] = [];
  const { kernelNames } = await tf.profile(() => {
    results = run(x, states);
    return results;
  });
  const inputs = [x, ...states, ...layer.trainableWeights.map((weight) => weight.read())];
  // Some number for each value, so that each has a gradient of its own.
  const weighted = (result: tf.Tensor) =>
    result.mul(tf.sin(tf.range(1, result.size + 1)).reshape(result.shape)).sum<tf.Scalar>();
  const loss = (x: tf.Tensor, ...rest: tf.Tensor[]) =>
    tf.addN<tf.Scalar>(run(x, rest.slice(0, states.length)).map((result) => weighted(result)));
  // Stock layers have no gradient of a single step: that of Unpack fails.
  const gradients = shape[1] === 1 ? [] : tf.grads(loss)(inputs);
  const values = [...results, ...gradients].map((tensor) => tensor.dataSync());
  layer.dispose();
  return { values, kernelNames };
}

async function expectLikeStock(setting: Setting, isFused = true): Promise<void> {
  const stock = await outcome(setting, 'cpu');
  const ours = await outcome(setting, 'wasm');
  expect(ours.kernelNames.includes('RecurrentSequence')).toBe(isFused);
  expect(ours.values.length).toBe(stock.values.length);
  for (const [i, values] of ours.values.entries()) {
    const expected = stock.values[i]!;
    expect(values.length).toBe(expected.length);
    const scale = Math.max(1, ...expected.map(Math.abs));
    let largest = 0;
    for (const [k, value] of values.entries()) largest = Math.max(largest, Math.abs(value - expected[k]!) / scale);
    expect(largest, `result ${i}`).toBeLessThan(2e-5);
  }
}

const layers = {
  lstm: (args: object) => tf.layers.lstm(args as never),
  gru: (args: object) => tf.layers.gru(args as never),
  simpleRNN: (args: object) => tf.layers.simpleRNN(args as never),
};
const kinds = ['lstm', 'gru', 'simpleRNN'] as const;

test.each(kinds)('%s: random shapes and settings give what the stock layer on cpu gives', async (kind) => {
  const random = new RandomState(11);
  const between = (from: number, to: number) => random.randint(from, to + 1, 1)[0]!;
  const chance = () => between(0, 1) === 1;
  const shapes: [number, number, number, number][] = [
    [1, 1, 1, 1],
    [1, 4, 3, 5],
    [7, 1, 2, 4],
    [31, 3, 5, 33],
    [50, 2, 1, 8],
    ...Array.from({ length: 12 }, (): [number, number, number, number] => [
      between(1, 30),
      between(1, 7),
      between(1, 9),
      between(1, 21),
    ]),
  ];
  for (const [batch, steps, features, units] of shapes) {
    const args = {
      units,
      recurrentActivation: chance() ? 'sigmoid' : 'hardSigmoid',
      returnSequences: chance(),
      returnState: chance(),
      goBackwards: chance(),
      useBias: chance(),
    };
    const initial = chance() ? (kind === 'lstm' ? [units, units] : [units]) : [];
    await expectLikeStock({ make: () => layers[kind](args), shape: [batch, steps, features], initial });
  }
});

test.each(kinds)('%s: several threads compute what one computes, to the last bit', async (kind) => {
  const setting: Setting = {
    make: () => layers[kind]({ units: 40, returnSequences: true, recurrentActivation: 'sigmoid' }),
    shape: [53, 6, 20],
  };
  kernels.threads.use(1);
  const alone = await outcome(setting, 'wasm');
  kernels.threads.use(kernels.threads.available);
  const together = await outcome(setting, 'wasm');
  kernels.threads.use(undefined);
  expect(together.values).toEqual(alone.values);
});

test.each(kinds)('%s: in both directions', async (kind) => {
  for (const mergeMode of ['concat', 'ave'] as const) {
    await expectLikeStock({
      make: () => tf.layers.bidirectional({ layer: layers[kind]({ units: 6, returnSequences: true }), mergeMode }),
      shape: [5, 4, 3],
    });
  }
});

test.each(kinds.flatMap((kind) => [1, 4].map((steps) => [kind, steps] as const)))(
  '%s, %i steps: gradients are those of finite differences',
  async (kind, steps) => {
    await tf.setBackend('wasm');
    const layer = layers[kind]({ units: 3, recurrentActivation: 'sigmoid' });
    const random = new RandomState(5);
    const x = tensorOf(random, [2, steps, 2]);
    layer.apply(x); // Makes the weights.
    layer.setWeights(layer.getWeights().map(({ shape }) => tensorOf(random, shape, 0.5)));
    const loss = () => (layer.apply(x) as tf.Tensor).square().sum<tf.Scalar>();
    const { grads } = tf.variableGrads(loss, layer.trainableWeights.map((weight) => weight.read()) as tf.Variable[]);
    for (const weight of layer.trainableWeights) {
      const variable = weight.read() as tf.Variable;
      const gradient = grads[variable.name]!.dataSync();
      const values = variable.dataSync().slice();
      for (const [i, value] of values.entries()) {
        const lossAt = (moved: number) => {
          variable.assign(tf.tensor(values.with(i, moved), variable.shape));
          return loss().dataSync()[0]!;
        };
        const slope = (lossAt(value + 0.01) - lossAt(value - 0.01)) / 0.02;
        expect(Math.abs(slope - gradient[i]!)).toBeLessThan(1e-3);
      }
      variable.assign(tf.tensor(values, variable.shape));
    }
  },
);

test.each(kinds)('%s: a stateful layer goes on where the last batch ended', async (kind) => {
  const results: Float32Array[][] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const layer = layers[kind]({ units: 5, stateful: true, batchInputShape: [3, 2, 4] });
    layer.apply(tf.zeros([3, 2, 4])); // Makes the weights.
    layer.resetStates();
    const random = new RandomState(3);
    const tensor = (shape: number[]) => tensorOf(random, shape, 0.5);
    layer.setWeights(layer.getWeights().map(({ shape }) => tensor(shape)));
    const run = (x: tf.Tensor) => (layer.apply(x) as tf.Tensor).dataSync() as Float32Array;
    const [first, second] = [tensor([3, 2, 4]), tensor([3, 2, 4])];
    const outputs = [run(first), run(second)];
    layer.resetStates();
    outputs.push(run(first));
    expect(outputs[2]).toEqual(outputs[0]);
    results.push(outputs);
  }
  const [stock, ours] = results;
  for (const [i, output] of ours!.entries()) {
    for (const [k, value] of output.entries()) expect(value).toBeCloseTo(stock![i]![k]!, 5);
  }
});

test('what the kernels cannot do goes the stock way', async () => {
  const shape: Setting['shape'] = [3, 4, 2];
  await expectLikeStock({ make: () => layers.lstm({ units: 4, activation: 'relu' }), shape }, false);
  await expectLikeStock({ make: () => layers.gru({ units: 4, recurrentActivation: 'tanh' }), shape }, false);
  const cell = () =>
    tf.layers.stackedRNNCells({ cells: [tf.layers.gruCell({ units: 3 }), tf.layers.gruCell({ units: 2 })] });
  await expectLikeStock({ make: () => tf.layers.rnn({ cell: cell() }), shape }, false);

  await tf.setBackend('wasm');
  const x = tf.randomNormal(shape, 0, 1, 'float32', 1);
  const withDropout = layers.lstm({ units: 4, dropout: 0.5 });
  const { kernelNames } = await tf.profile(() => withDropout.apply(x, { training: true }) as tf.Tensor);
  expect(kernelNames).not.toContain('RecurrentSequence');

  const masked = tf.sequential({
    layers: [tf.layers.masking({ inputShape: [4, 2] }), layers.gru({ units: 3 })],
  });
  const values = x.mul(tf.tensor3d([1, 1, 0, 0], [1, 4, 1]));
  const profile = await tf.profile(() => masked.predict(values));
  expect(profile.kernelNames).not.toContain('RecurrentSequence');
});

test('a thousand steps leave nothing behind', async () => {
  await tf.setBackend('wasm');
  const model = tf.sequential({
    layers: [
      layers.lstm({ units: 6, inputShape: [3, 2], returnSequences: true }),
      layers.gru({ units: 5, returnSequences: true }),
      layers.simpleRNN({ units: 4 }),
    ],
  });
  const x = tf.randomNormal([8, 3, 2], 0, 1, 'float32', 1);
  const optimizer = tf.train.sgd(0.01);
  const step = () =>
    optimizer.minimize(() => (model.apply(x, { training: true }) as tf.Tensor).square().mean<tf.Scalar>());
  for (let i = 0; i < 20; i++) step();
  const tensors = tf.memory().numTensors;
  const bytes = kernels.heap.memory.buffer.byteLength;
  for (let i = 0; i < 1000; i++) step();
  expect(tf.memory().numTensors).toBe(tensors);
  expect(kernels.heap.memory.buffer.byteLength).toBe(bytes);
});
