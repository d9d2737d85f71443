import { describe, expect, test } from 'vitest';
import { weightImages } from '../../src/inspector/tensorAxes';
import { imagesOf, summarise, tensorAsCsv, windowOf, type NamedTensor } from '../../src/inspector/tensorViews';

const tensor = (shape: number[], values: number[] | Float32Array): NamedTensor => ({
  shape,
  axes: shape.map((_, axis) => `axis ${axis + 1}`),
  values: Float32Array.from(values),
});

describe('the summary of a tensor', () => {
  test('has the moments of its finite values, and counts the others', () => {
    const summary = summarise(tensor([2, 4], [1, 2, 3, 0, NaN, -2, Infinity, 4]));
    expect(summary).toMatchObject({ count: 8, min: -2, max: 4, zeros: 1, notFinite: 2 });
    expect(summary.mean).toBeCloseTo(8 / 6, 12);
    expect(summary.deviation).toBeCloseTo(Math.sqrt((1 + 4 + 9 + 0 + 4 + 16) / 6 - (8 / 6) ** 2), 12);
    expect([...summary.histogram.counts].reduce((sum, count) => sum + count)).toBe(6);
    expect(summary.histogram.counts.at(-1)).toBe(1);
  });

  test('is honest about a tensor of one value, and about one without any', () => {
    expect(summarise(tensor([3], [5, 5, 5]))).toMatchObject({ min: 5, max: 5, mean: 5, deviation: 0 });
    expect([...summarise(tensor([3], [5, 5, 5])).histogram.counts]).toEqual([3]);
    expect(summarise(tensor([2], [NaN, NaN]))).toMatchObject({ min: NaN, max: NaN, mean: NaN, notFinite: 2 });
  });

  test('shows the strongest of several values in each square, with its sign', () => {
    const [rows, columns] = [300, 200];
    const values = new Float32Array(rows * columns).fill(0.1);
    values[5 * columns + 7] = -9;
    const { heatmap } = summarise(tensor([rows, columns], values));
    expect(heatmap).toMatchObject({
      rows: 100,
      columns: 100,
      rowsEach: 3,
      columnsEach: 2,
      matrixRows: 300,
      matrixColumns: 200,
    });
    expect(heatmap.values[1 * 100 + 3]).toBe(-9);
    expect([...heatmap.values].filter((value) => value === -9)).toHaveLength(1);
  });
});

test('filters of a convolution are cut out of its kernel', () => {
  // Height 2, width 3, two input channels, four filters; each value says where it is.
  const shape = [2, 3, 2, 4];
  const values = Array.from({ length: 48 }, (_, i) => i);
  const at = (y: number, x: number, channel: number, filter: number) => ((y * 3 + x) * 2 + channel) * 4 + filter;
  const images = weightImages({ className: 'Conv2D', name: 'kernel', shape }, undefined)!;
  expect(images).toMatchObject({
    what: 'filters',
    count: 4,
    groups: 2,
    groupNoun: 'input channel',
    height: 2,
    width: 3,
  });
  const given = { ...tensor(shape, values), images };
  const expected = [2, 3].flatMap((filter) => [0, 1].flatMap((y) => [0, 1, 2].map((x) => at(y, x, 1, filter))));
  expect([...imagesOf(given, 1, 2, 2)]).toEqual(expected);
  // Fewer are left than were asked for.
  expect(imagesOf(given, 0, 3, 10)).toHaveLength(6);

  const transposed = weightImages({ className: 'Conv2DTranspose', name: 'kernel', shape }, undefined)!;
  expect(transposed).toMatchObject({ count: 2, groups: 4 });
  expect(imagesOf({ ...given, images: transposed }, 3, 1, 1)[0]).toBe(at(0, 0, 1, 3));
});

test('the links of a node to the pixels of an image are an image', () => {
  const shape = [4, 3];
  const images = weightImages({ className: 'Dense', name: 'kernel', shape }, [2, 2])!;
  const given = { ...tensor(shape, [0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32]), images };
  expect([...imagesOf(given, 0, 1, 1)]).toEqual([1, 11, 21, 31]);
  expect(weightImages({ className: 'Dense', name: 'kernel', shape }, [3, 3])).toBeUndefined();
});

test('a window stays within the matrix', () => {
  const given = tensor(
    [2, 3, 2],
    Array.from({ length: 12 }, (_, i) => i),
  );
  expect(windowOf(given, { row: 4, column: 1, rows: 20, columns: 10 })).toEqual({
    ...{ row: 4, column: 1, rows: 2, columns: 1 },
    values: Float64Array.of(9, 11),
  });
});

test('CSV has an index for each axis and the value, and is refused for a file nobody could open', () => {
  expect(tensorAsCsv({ ...tensor([2, 2], [1, 2, 3, 4.5]), axes: ['input', 'node'] })).toBe(
    'input,node,value\r\n0,0,1\r\n0,1,2\r\n1,0,3\r\n1,1,4.5\r\n',
  );
  expect(() => tensorAsCsv(tensor([2_000_001], new Float32Array(2_000_001)))).toThrow(
    'This tensor has 2,000,001 values; as CSV at most 2,000,000 can be saved',
  );
});
