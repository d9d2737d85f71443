import { expect, test } from 'vitest';
import { decode, encode } from '../../src/panels/codec';

/** What VS Code's channel does to a message: JSON, but typed arrays stay what they are. */
function throughChannel(value: unknown): unknown {
  const arrays: unknown[] = [];
  const keep = (_: string, part: unknown) => (ArrayBuffer.isView(part) ? { $array: arrays.push(part) - 1 } : part);
  const restore = (_: string, part: unknown) =>
    typeof part === 'object' && part !== null && '$array' in part ? arrays[Number(part.$array)] : part;
  return JSON.parse(JSON.stringify(value, keep), restore);
}

const survived = (value: unknown) => decode(throughChannel(encode(value)));

test('an error keeps its message, and is an error again', () => {
  const { e } = survived({ t: 's', e: new RangeError('epoch 7 is not there') }) as { e: unknown };
  expect(e).toBeInstanceOf(Error);
  expect((e as Error).message).toBe('epoch 7 is not there');
});

test('numbers that JSON does not know survive', () => {
  expect(survived({ values: [1, NaN, -Infinity, Infinity, -2.5] })).toEqual({
    values: [1, NaN, -Infinity, Infinity, -2.5],
  });
});

test('typed arrays are not taken apart', () => {
  const weights = Float64Array.of(0.5, NaN);
  expect((survived({ layers: [{ weights }] }) as { layers: [{ weights: unknown }] }).layers[0].weights).toBe(weights);
});

test('plain values stay as they are', () => {
  const message = { m: 'tune', a: [{ learningRate: 0.1, model: 'hand-made' }, null, true, []] };
  expect(survived(message)).toEqual(message);
});
