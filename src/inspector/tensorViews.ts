import type { Histogram, Heatmap, ImageSet, TensorSummary, TensorWindow } from '../protocol';
import { sizeOfShape } from './sizeOfShape';
import type { TensorValues } from './weights';

/** A tensor's numbers, with names for its axes: "input channel", "filter". */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly values: TensorValues;
  readonly images?: ImageLayout;
}

/** How small images lie in a tensor: the distance in it from one image, group, row and column to the next. */
export interface ImageLayout extends ImageSet {
  readonly strides: { readonly image: number; readonly group: number; readonly row: number; readonly column: number };
}

const histogramBins = 40;
/** More squares than this a side could not be told apart. */
const heatmapSide = 128;

/** A tensor as a matrix: its last axis are the columns, all others together the rows. */
export function matrixOf(shape: readonly number[]): { rows: number; columns: number } {
  const columns = shape.at(-1) ?? 1;
  return { columns, rows: sizeOfShape(shape.slice(0, -1)) };
}

/** Everything that is drawn of a tensor at first sight; one pass over its values for each part. */
export function summarise({ shape, axes, values, images }: NamedTensor): TensorSummary {
  const measured = measure(values);
  return {
    shape,
    axes,
    ...measured,
    histogram: histogramOf(values, measured.min, measured.max),
    heatmap: heatmapOf(values, shape),
    ...(images && { images: imageSet(images) }),
  };
}

function imageSet({ what, count, groups, groupNoun, height, width }: ImageLayout): ImageSet {
  return { what, count, groups, groupNoun, height, width };
}

/** Values that are not finite are counted, and left out of all else. */
function measure(values: TensorValues) {
  let [min, max, sum, squares, zeros, notFinite] = [Infinity, -Infinity, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value !== 0) {
      notFinite++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) zeros++;
    sum += value;
    squares += value * value;
  }
  const finite = values.length - notFinite;
  const mean = finite === 0 ? NaN : sum / finite;
  return {
    count: values.length,
    ...(finite === 0 ? { min: NaN, max: NaN } : { min, max }),
    mean,
    deviation: finite === 0 ? NaN : Math.sqrt(Math.max(0, squares / finite - mean * mean)),
    zeros,
    notFinite,
  };
}

function histogramOf(values: TensorValues, min: number, max: number): Histogram {
  const counts = new Uint32Array(max > min ? histogramBins : 1);
  const scale = max > min ? histogramBins / (max - min) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value !== 0) continue;
    // The largest value belongs into the last bin.
    counts[Math.min(counts.length - 1, Math.floor((value - min) * scale))]!++;
  }
  return { min, max, counts };
}

/** Where a square covers several values it shows the strongest, that is the one furthest from zero: a mean would hide it. */
function heatmapOf(values: TensorValues, shape: readonly number[]): Heatmap {
  const { rows: matrixRows, columns: matrixColumns } = matrixOf(shape);
  const rowsEach = Math.max(1, Math.ceil(matrixRows / heatmapSide));
  const columnsEach = Math.max(1, Math.ceil(matrixColumns / heatmapSide));
  const rows = Math.ceil(matrixRows / rowsEach);
  const columns = Math.ceil(matrixColumns / columnsEach);
  const strongest = new Float32Array(rows * columns);
  for (let row = 0, i = 0; row < matrixRows; row++) {
    const start = Math.floor(row / rowsEach) * columns;
    for (let column = 0, cell = start, left = columnsEach; column < matrixColumns; column++, i++) {
      const value = values[i]!;
      if (Math.abs(value) > Math.abs(strongest[cell]!)) strongest[cell] = value;
      if (--left === 0) {
        cell++;
        left = columnsEach;
      }
    }
  }
  return { rows, columns, values: strongest, rowsEach, columnsEach, matrixRows, matrixColumns };
}

/** The images `from` … `from + count − 1` of a group, each row by row, one after another. */
export function imagesOf({ values, images }: NamedTensor, group: number, from: number, count: number): Float32Array {
  if (!images) return new Float32Array();
  const { height, width, strides } = images;
  const shown = Math.max(0, Math.min(count, images.count - from));
  const result = new Float32Array(shown * height * width);
  let at = 0;
  for (let image = from; image < from + shown; image++) {
    for (let row = 0; row < height; row++) {
      let source = image * strides.image + group * strides.group + row * strides.row;
      for (let column = 0; column < width; column++, source += strides.column) result[at++] = values[source]!;
    }
  }
  return result;
}

/** A part of the tensor's matrix, as numbers; what lies outside the matrix is left out. */
export function windowOf({ values, shape }: NamedTensor, asked: Omit<TensorWindow, 'values'>): TensorWindow {
  const matrix = matrixOf(shape);
  const row = Math.min(asked.row, Math.max(0, matrix.rows - 1));
  const column = Math.min(asked.column, Math.max(0, matrix.columns - 1));
  const rows = Math.min(asked.rows, matrix.rows - row);
  const columns = Math.min(asked.columns, matrix.columns - column);
  const part = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const start = (row + r) * matrix.columns + column;
    part.set(values.subarray(start, start + columns), r * columns);
  }
  return { row, column, rows, columns, values: part };
}

/** More values than this are a file that nothing opens. */
const csvLimit = 2_000_000;

/** All values as CSV (RFC 4180): a column for the index along each axis, counted from 0, and one for the value. */
export function tensorAsCsv({ shape, axes, values }: NamedTensor): string {
  if (values.length > csvLimit) {
    const [count, limit] = [values.length, csvLimit].map((number) => number.toLocaleString('en-US'));
    throw new Error(
      `This tensor has ${count} values; as CSV at most ${limit} can be saved. Load the model in code instead.`,
    );
  }
  const lines = [[...axes, 'value'].join(',')];
  const index = shape.map(() => 0);
  for (const value of values) {
    lines.push(index.length > 0 ? `${index.join(',')},${value}` : String(value));
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
  return lines.join('\r\n') + '\r\n';
}
