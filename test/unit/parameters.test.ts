import { expect, test } from 'vitest';
import { findSample, samples } from '../../samples';
import { ParameterError, resolveParameters, type ParameterSchema } from '../../samples/parameters';

const schema: ParameterSchema = {
  model: { type: 'choice', title: 'model', description: '', options: ['small', 'large'], default: 'small' },
  units: {
    type: 'integer',
    title: 'units',
    description: '',
    minimum: 1,
    maximum: 100,
    default: 10,
    defaultWhen: { model: { large: 50 } },
  },
  rate: { type: 'number', title: 'rate', description: '', minimum: 0.001, maximum: 10, default: 0.1 },
  records: { type: 'integer', title: 'records', description: '', minimum: 1, maximum: 1000 },
};

test('what is not given takes its default, which may hang on an earlier choice', () => {
  expect(resolveParameters(schema, {})).toEqual({ model: 'small', units: 10, rate: 0.1 });
  expect(resolveParameters(schema, { model: 'large' })).toEqual({ model: 'large', units: 50, rate: 0.1 });
  expect(resolveParameters(schema, { model: 'large', units: 7, records: undefined })).toEqual({
    model: 'large',
    units: 7,
    rate: 0.1,
  });
});

test('numbers may be text, as on a command line', () => {
  expect(resolveParameters(schema, { units: '20', rate: ' 1e-2 ', records: '5' })).toMatchObject({
    units: 20,
    rate: 0.01,
    records: 5,
  });
});

test.each<[Record<string, unknown>, string]>([
  [{ speed: 1 }, 'There is no parameter "speed". There are: model, units, rate, records.'],
  [{ toString: 1 }, 'There is no parameter "toString". There are: model, units, rate, records.'],
  [{ model: 'huge' }, 'model is "huge", but must be one of: small, large.'],
  [{ model: 3 }, 'model is 3, but must be one of: small, large.'],
  [{ units: 2.5 }, 'units is 2.5, but must be a whole number from 1 to 100.'],
  [{ units: 0 }, 'units is 0, but must be a whole number from 1 to 100.'],
  [{ units: 101 }, 'units is 101, but must be a whole number from 1 to 100.'],
  [{ units: '' }, 'units is "", but must be a whole number from 1 to 100.'],
  [{ units: null }, 'units is null, but must be a whole number from 1 to 100.'],
  [{ rate: 'fast' }, 'rate is "fast", but must be a number from 0.001 to 10.'],
  [{ rate: NaN }, 'rate is NaN, but must be a number from 0.001 to 10.'],
  [{ rate: Infinity }, 'rate is Infinity, but must be a number from 0.001 to 10.'],
  [{ rate: 0 }, 'rate is 0, but must be a number from 0.001 to 10.'],
  [{ rate: true }, 'rate is true, but must be a number from 0.001 to 10.'],
])('%j is refused', (given, message) => {
  expect(() => resolveParameters(schema, given)).toThrow(new ParameterError(message));
});

test('every preset of every sample is complete and allowed', () => {
  for (const sample of samples) {
    const { parameters, presets } = sample;
    expect(presets.length).toBeGreaterThan(0);
    for (const preset of presets) {
      const resolved = resolveParameters(parameters, preset.parameters);
      expect(resolved).toMatchObject(preset.parameters);
      expect(sample.check?.(resolved)).toBeUndefined();
    }
  }
});

test('mnist-mlp has the deck’s defaults', () => {
  const { parameters } = findSample('mnist-mlp')!;
  const handMade = { model: 'hand-made', hiddenUnits: 200, learningRate: 0.1, epochs: 5, batchSize: 1 };
  expect(resolveParameters(parameters, {})).toEqual(handMade);
  const tensorflow = { model: 'tensorflow', hiddenUnits: 300, learningRate: 0.01, epochs: 10, batchSize: 50 };
  expect(resolveParameters(parameters, { model: 'tensorflow' })).toEqual(tensorflow);
});

test('mnist-mlp refuses batches by hand, and says why', () => {
  const sample = findSample('mnist-mlp')!;
  const { parameters } = sample;
  const batches = resolveParameters(parameters, { batchSize: 10 });
  expect(sample.check!(batches)).toBe(
    'batchSize is 10, but the hand-made network learns record by record: leave it at 1, or choose model tensorflow.',
  );
  const withTensorflow = resolveParameters(parameters, { model: 'tensorflow', batchSize: 10 });
  expect(sample.check!(withTensorflow)).toBeUndefined();
  expect([sample.usesTensorFlow(batches), sample.usesTensorFlow(withTensorflow)]).toEqual([false, true]);
});

test('a sample that does not exist is not found', () => {
  expect(findSample('mnist')).toBeUndefined();
});
