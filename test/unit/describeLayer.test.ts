import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { shapeText } from '../../src/inspector/describeLayer';
import { Inspection } from '../../src/inspector/inspection';
import { layersAsCsv } from '../../src/inspector/layerTable';
import { filesOf, layersModels, saved } from '../fixtures/layersModels';

beforeAll(() => tf.setBackend('cpu'));

const overviewOf = async (model: tf.LayersModel) => {
  const engine = () => Promise.reject(new Error('nothing is computed here'));
  return (await Inspection.open(filesOf(await saved(model)), engine)).overview;
};

test('every layer is described in one sentence that names its shapes and leaves no gap', async () => {
  for (const make of Object.values(layersModels)) {
    for (const { sentence, className } of (await overviewOf(make())).nodes) {
      expect(sentence, className).toMatch(/^[A-Z][^.!?]*(\d\.\d+[^.!?]*)*\.$/);
      expect(sentence, className).not.toMatch(/undefined|none|\[object|NaN/);
    }
  }
});

test('one node, one channel and no bias are called what they are', async () => {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [4, 4, 1], filters: 2, kernelSize: 3, strides: 1, useBias: false }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1, useBias: false }),
    ],
  });
  const sentences = (await overviewOf(model)).nodes.map(({ sentence }) => sentence);
  expect(sentences).toEqual([
    'Takes in records of 4 × 4 × 1 numbers and passes them on.',
    'Slides 2 filters of 3 × 3 over its one channel in steps of 1, each the sum of weight × input: 4 × 4 × 1 becomes 2 × 2 × 2.',
    'Writes the 2 × 2 × 2 numbers in one row of 8; nothing is computed.',
    'Its one node sums all 8 inputs times their weights: 8 becomes 1.',
  ]);
});

test('shapes leave the number of records out, and open lengths open', () => {
  expect(shapeText([null, 28, 28, 1])).toBe('28 × 28 × 1');
  expect(shapeText([null, null, 8])).toBe('? × 8');
  expect(shapeText([null])).toBe('1');
});

test('layers as CSV', async () => {
  const lines = layersAsCsv(await overviewOf(layersModels.branched())).split('\r\n');
  expect(lines[0]).toBe('layer,class,input,output,parameters,formula,trainable,takes from');
  expect(lines).toContain('shared,Dense,4,3,15,4 × 3 + 3,yes,left');
  expect(lines).toContain('shared,Dense,4,3,0,4 × 3 + 3,yes,right');
  expect(lines).toContain('beside,Concatenate,3; 3,6,0,,no,sum; shared');
});
