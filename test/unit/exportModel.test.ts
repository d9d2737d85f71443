import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import type { DenseLayer, Network } from '../../samples/observation';
import { modelAsTensorFlow } from '../../src/runs/exportModel';

beforeAll(() => tf.setBackend('cpu'));

/** Numbers in −1…1 that have no pattern a transposed or shifted matrix could hide in. */
const someNumbers = (length: number) => Float64Array.from({ length }, (_, i) => Math.sin(i * i + 1));

function layer(activation: DenseLayer['activation'], inputs: number, outputs: number, biases: boolean): DenseLayer {
  const weights = someNumbers(inputs * outputs);
  return { activation, inputs, outputs, weights, ...(biases && { biases: someNumbers(outputs + 7).subarray(7) }) };
}

const network = (layers: DenseLayer[]): Network => ({
  kind: 'network',
  name: 'network',
  step: 3,
  inputScaling: { scale: 0.99, offset: 0.01 },
  layers,
});

const handMade = network([layer('sigmoid', 6, 4, false), layer('sigmoid', 4, 3, false)]);
const tensorFlow = network([layer('relu', 6, 5, true), layer('relu', 5, 4, true), layer('softmax', 4, 3, true)]);

const activations: Record<DenseLayer['activation'], (z: number[]) => number[]> = {
  sigmoid: (z) => z.map((x) => 1 / (1 + Math.exp(-x))),
  relu: (z) => z.map((x) => Math.max(x, 0)),
  softmax: (z) => z.map((x) => Math.exp(x) / z.reduce((sum, y) => sum + Math.exp(y), 0)),
};

function predict({ layers }: Network, input: number[]): number[] {
  return layers.reduce((x, { activation, inputs, outputs, weights, biases }) => {
    const sums = Array.from({ length: outputs }, (_, j) =>
      x.reduce((sum, xi, i) => sum + weights[j * inputs + i]! * xi, biases?.[j] ?? 0),
    );
    return activations[activation](sums);
  }, input);
}

/** Loads the two files as a web page would, from model.json and whatever it refers to. */
function load(exported: ReturnType<typeof modelAsTensorFlow>): Promise<tf.LayersModel> {
  const files: Record<string, BodyInit> = {
    'http://host/model.json': exported.modelJson,
    'http://host/weights.bin': exported.weights.slice(),
  };
  const fetchFunc = (url: RequestInfo | URL) => Promise.resolve(new Response(files[url as string]));
  return tf.loadLayersModel(tf.io.http('http://host/model.json', { fetchFunc }));
}

test.each([
  ['the hand-made network', handMade],
  ['the TensorFlow network', tensorFlow],
])('%s predicts the same after TensorFlow.js has loaded it', async (_, original) => {
  const model = await load(modelAsTensorFlow(original));
  const inputs = [[...someNumbers(6)], [0.01, 1, 0.5, 0.01, 0.7, 0.99]];
  const outputs = (model.predict(tf.tensor2d(inputs)) as tf.Tensor2D).arraySync();
  expect(outputs).toHaveLength(2);
  outputs.forEach((output, n) => {
    const expected = predict(original, inputs[n]!);
    expect(output).toHaveLength(expected.length);
    output.forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 6));
  });
  model.dispose();
});

test('the loaded model has the layers and the parameters of the network', async () => {
  const model = await load(modelAsTensorFlow(tensorFlow));
  expect(model.inputs[0]!.shape).toEqual([null, 6]);
  expect(model.layers.map((one) => one.getConfig()['activation'])).toEqual(['relu', 'relu', 'softmax']);
  expect(model.countParams()).toBe(6 * 5 + 5 + 5 * 4 + 4 + 4 * 3 + 3);
  model.dispose();

  const withoutBiases = await load(modelAsTensorFlow(handMade));
  expect(withoutBiases.countParams()).toBe(6 * 4 + 4 * 3);
  withoutBiases.dispose();
});

test('the file says how inputs are scaled and where it comes from', async () => {
  const model = await load(modelAsTensorFlow(handMade));
  expect(model.getUserDefinedMetadata()).toMatchObject({
    source: 'Learn Deep Learning',
    epochs: 3,
    inputScaling: { scale: 0.99, offset: 0.01 },
  });
  model.dispose();
});
