import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { Inspection } from '../../src/inspector/inspection';
import { parseModelFile, type StoredWeight } from '../../src/inspector/modelFile';
import { decodeWeight } from '../../src/inspector/weights';
import { filesOf, layersModels, saved, type SavedModel } from '../fixtures/layersModels';

let good: SavedModel;

beforeAll(async () => {
  await tf.setBackend('cpu');
  good = await saved(layersModels.sequential());
});

const engine = () => Promise.resolve({ name: 'cpu', title: 'plain JavaScript', reason: 'a test' } as const);

/** Opens what `change` has made of the text of a good model.json, or of its weights. */
function open(change: { text?: (text: string) => string; shards?: Record<string, Uint8Array> }) {
  const files = filesOf(good);
  return Inspection.open(
    { ...files, json: change.text?.(files.json) ?? files.json, shards: change.shards ?? files.shards },
    engine,
  );
}

/** Changes one thing in the parsed model.json. */
const edit = (change: (json: Record<string, never>) => void) => (text: string) => {
  const json = JSON.parse(text) as Record<string, never>;
  change(json);
  return JSON.stringify(json);
};

const firstWeight = (json: Record<string, never>) =>
  (json.weightsManifest as unknown as SavedModel['json']['weightsManifest'])[0]!.weights[0] as unknown as Record<
    string,
    unknown
  >;

test('the model that the others spoil opens', async () => {
  expect((await open({})).overview.parameters).toEqual({ total: 43, trainable: 43 });
});

test.each<[name: string, text: (text: string) => string, message: RegExp]>([
  [
    'text that is not JSON',
    (text) => text.slice(0, 40),
    /^model\.json: expected JSON, found something else \(.+\)\. Choose the model\.json/,
  ],
  ['an image', () => '\u0089PNG', /expected JSON/],
  [
    'another JSON file',
    () => '{"name":"x","scripts":{}}',
    /found an object without "modelTopology" \(it has "name", "scripts"\)/,
  ],
  ['a list', () => '[1, 2]', /expected a model\.json of TensorFlow\.js, found a list/],
  [
    'a graph model',
    edit((json) => Object.assign(json, { format: 'graph-model' })),
    /found a graph model.*--output_format=tfjs_layers_model/,
  ],
  ['a graph model without a format', () => '{"modelTopology":{"node":[]},"weightsManifest":[]}', /found a graph model/],
  ['weights alone', edit((json) => Object.assign(json, { modelTopology: null })), /saved with its weights only/],
  [
    'no manifest',
    edit((json) => delete (json as Record<string, unknown>).weightsManifest),
    /expected a list "weightsManifest", found none/,
  ],
  [
    'a shard that leads elsewhere',
    (text) => text.replace('weights.bin', '../weights.bin'),
    /the path "\.\.\/weights\.bin", which leads elsewhere/,
  ],
  ['a shard at an address', (text) => text.replace('weights.bin', 'https://host/w.bin'), /which leads elsewhere/],
  [
    'an unknown dtype',
    edit((json) => (firstWeight(json).dtype = 'bfloat16')),
    /as the dtype of the weight "hidden\/kernel", found "bfloat16"/,
  ],
  [
    'an unknown quantisation',
    edit((json) => (firstWeight(json).quantization = { dtype: 'int4' })),
    /as the quantisation of "hidden\/kernel", found \{"dtype":"int4"\}/,
  ],
  ['a broken shape', edit((json) => (firstWeight(json).shape = [4, -1])), /expected a weight with "name" and "shape"/],
  [
    'a layer of somebody’s own',
    (text) => text.replace('"class_name":"Dense"', '"class_name":"MyLayer"'),
    /found the layer "hidden" of the class MyLayer\. A layer of one’s own/,
  ],
  [
    'an unknown activation',
    (text) => text.replace('"relu"', '"swoosh"'),
    /expected layers that TensorFlow\.js can put together, found .*swoosh/,
  ],
  [
    'a weight of another layer',
    edit((json) => (firstWeight(json).name = 'other/kernel')),
    /expected the weight hidden\/kernel, 4 × 5, found no weight of this name/,
  ],
  [
    'a weight of another shape',
    edit((json) => (firstWeight(json).shape = [5, 4])),
    /expected the weight hidden\/kernel, 4 × 5, found 5 × 4/,
  ],
])('%s is refused with a reason', async (_, text, message) => {
  await expect(open({ text })).rejects.toThrow(message);
});

test.each<[name: string, shards: () => Record<string, Uint8Array>, message: RegExp]>([
  ['missing', () => ({}), /^weights\.bin: expected a file with weights beside model\.json, found nothing there/],
  ['too short', () => ({ 'weights.bin': good.bytes.subarray(4) }), /expected 172 bytes, .* found 168, 4 too few/],
  ['too long', () => ({ 'weights.bin': new Uint8Array(180) }), /expected 172 bytes, .* found 180, 8 too many/],
])('a shard that is %s is refused with a reason', async (_, shards, message) => {
  await expect(open({ shards: shards() })).rejects.toThrow(message);
});

test('a Sequential model without an input shape is refused', async () => {
  const text = edit((json) => {
    const { config } = json.modelTopology as unknown as { config: { layers: { config: Record<string, unknown> }[] } };
    for (const layer of config.layers) delete layer.config.batch_input_shape;
  });
  await expect(open({ text })).rejects.toThrow(/The first layer in a Sequential model must get an `inputShape`/);
});

test.each([
  ['uint8', { dtype: 'uint8', scale: 0.013, min: -1.5 }, 1],
  ['uint16', { dtype: 'uint16', scale: 0.0003, min: -1.5 }, 2],
  ['float16', { dtype: 'float16' }, 2],
  ['none', undefined, 4],
] as const)('quantised weights (%s) become the numbers that TensorFlow.js makes of them', (_, quantization, size) => {
  const count = 40;
  const floats = Float32Array.from({ length: count }, (_, i) => Math.sin(i * i));
  const bytes = quantization
    ? Uint8Array.from({ length: count * size }, (_, i) => (size === 2 && i % 2 === 1 ? (i * 5) % 60 : (i * 37) % 256))
    : new Uint8Array(floats.buffer);
  const spec = { name: 'w', shape: [count], dtype: 'float32', ...(quantization && { quantization }) } as const;
  const expected = tf.io
    .decodeWeights(bytes.slice().buffer, [spec as unknown as tf.io.WeightsManifestEntry])
    .w!.dataSync();
  const stored: StoredWeight = { ...spec, group: 0, offset: 0, bytes: bytes.length };
  expect(decodeWeight(bytes.slice(), stored)).toEqual(expected);
});

test('the manifest says where each weight begins', () => {
  const { weights, groups } = parseModelFile('model.json', filesOf(good).json);
  expect(weights.map(({ offset, bytes }) => [offset, bytes])).toEqual([
    [0, 80],
    [80, 20],
    [100, 60],
    [160, 12],
  ]);
  expect(groups).toEqual([{ paths: ['weights.bin'], bytes: 172 }]);
});
