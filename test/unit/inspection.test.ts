import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Inspection } from '../../src/inspector/inspection';
import { filesOf, layersModels, saved } from '../fixtures/layersModels';

beforeAll(() => tf.setBackend('cpu'));

const engine = () => Promise.resolve({ name: 'cpu', title: 'plain JavaScript', reason: 'a test' } as const);

describe.each(Object.keys(layersModels) as (keyof typeof layersModels)[])('%s', (name) => {
  test('opens', async () => {
    const model = layersModels[name]();
    const inspection = await Inspection.open(filesOf(await saved(model)), engine);
    expect(inspection.overview.parameters.total).toBe(model.countParams());
    const inputs = model.inputs.map(({ shape }) => {
      const s = [1, ...shape.slice(1)] as number[];
      return { shape: s, values: Float32Array.from({ length: s.reduce((a, b) => a * b, 1) }, (_, i) => i % 3) };
    });
    console.log(await inspection.askModel({ inputs }));
  });
});
