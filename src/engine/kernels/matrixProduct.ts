import * as tf from '@tensorflow/tfjs';
import type { Kernels } from './index';
import { replaceKernel } from './register';

/** The numbers of assembly/matrixProduct.ts: what a product needs of scratch memory, in bytes. */
export const gemmScratch = 256 + 4 * 320 * (96 + 512);
/** Parts of a product are whole tiles: 12 rows for tiles of 6 and of 4; 8 columns. */
const [rowGrain, columnGrain] = [12, 8];

const activations: readonly string[] = ['linear', 'relu', 'relu6', 'sigmoid', 'tanh', 'elu'];

/** A matrix in memory: the address, and how many values lie between neighbours in a column and in a row. */
export interface Matrix {
  readonly address: number;
  readonly row: number;
  readonly column: number;
}

/** What may follow a product. */
export interface Epilogue {
  /** Adds the product to what the result holds; replaces it when left out. */
  readonly accumulate?: boolean;
  /** The address of as many values as there are columns, added to every row; 0 for none. */
  readonly bias?: number;
  /** Its place in `activations`. */
  readonly activation?: number;
}

/**
 * c = a·b, where a is rows × depth and b depth × columns.
 * @param c its values in a row lie one after another, rows `c.row` apart
 */
export function multiply(
  kernels: Kernels,
  [rows, columns, depth]: readonly [rows: number, columns: number, depth: number],
  a: Matrix,
  b: Matrix,
  c: { address: number; row: number },
  epilogue: Epilogue = {},
): void {
  const { threads } = kernels;
  if (multiplySparse(kernels, [rows, columns, depth], a, b, c, epilogue)) return;
  const { accumulate = false, bias = 0, activation = 0 } = epilogue;
  const flops = 2 * rows * columns * depth;
  const factors = [a.address, a.row, a.column, b.address, b.row, b.column];
  const rest = [...factors, c.address, c.row, Number(accumulate), bias, activation];
  // Each part packs the whole of one factor: the smaller one.
  if (rows >= columns) {
    threads.parallel(
      'gemmRows',
      { count: rows, grain: rowGrain, flops, scratch: gemmScratch },
      columns,
      depth,
      ...rest,
    );
  } else {
    const work = { count: columns, grain: columnGrain, flops, scratch: gemmScratch };
    threads.parallel('gemmColumns', work, rows, depth, ...rest);
  }
}

/** A product pays to look for zeros in its left factor from these sizes on, and to leave them out when only so many are not zero. */
const [leastColumns, leastFlops, mostNonZeros] = [64, 1e6, 0.3];

/** The same, where `a` is mostly zeros and `b` isn't transposed; otherwise does nothing and returns false. */
function multiplySparse(
  { heap, threads }: Kernels,
  [rows, columns, depth]: readonly [rows: number, columns: number, depth: number],
  a: Matrix,
  b: Matrix,
  c: { address: number; row: number },
  { accumulate = false, bias = 0, activation = 0 }: Epilogue,
): boolean {
  const isWhole = (a.column === 1 && a.row === depth) || (a.row === 1 && a.column === rows);
  const isLarge = columns >= leastColumns && 2 * rows * columns * depth >= leastFlops;
  if (!isWhole || !isLarge || b.column !== 1) return false;
  const count = threads.run('countNonZeros', a.address, rows * depth);
  if (count > mostNonZeros * rows * depth) return false;
  const starts = heap.allocate(4 * (rows + 1));
  const entries = heap.allocate(8 * (count + rows)); // Each row's list has one place more than it needs.
  threads.run('compress', a.address, rows, depth, a.row, a.column, starts.address, entries.address);
  // Rounded up, for calls are known by their sizes to those who decide on threads.
  const flops = 2 * columns * 2 ** Math.ceil(Math.log2(Math.max(1, count)));
  const list = [starts.address, entries.address];
  const rest = [b.address, b.row, c.address, c.row, Number(accumulate), bias, activation];
  threads.parallel('sparseRows', { count: rows, flops }, columns, ...list, ...rest);
  starts.free();
  entries.free();
  return true;
}

type Factors = Record<'a' | 'b', tf.TensorInfo>;

/** Products of float32 matrices, either side transposed, with bias and activation; batches broadcast. */
export function registerMatrixProduct(kernels: Kernels): void {
  const { heap, threads } = kernels;
  const { backend } = heap;

  const product = (
    { a, b }: Factors,
    { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean },
    epilogue: Epilogue = {},
  ): tf.TensorInfo => {
    const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
    const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
    const rows = transposeA ? aColumns : aRows;
    const depth = transposeA ? aRows : aColumns;
    const columns = transposeB ? bRows : bColumns;
    const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const batch = tf.broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
    const [count, aCount, bCount] = [batch, aBatch, bBatch].map(tf.util.sizeFromShape) as [number, number, number];
    const result = heap.output([...batch, rows, columns]);

    const [aStrides, bStrides] = [
      transposeA ? [1, aColumns] : [aColumns, 1],
      transposeB ? [1, bColumns] : [bColumns, 1],
    ] as [[number, number], [number, number]];
    const left = { address: heap.address(a), row: aStrides[0], column: aStrides[1] };
    const right = { address: heap.address(b), row: bStrides[0], column: bStrides[1] };
    const target = heap.address(result);
    if (count === 1 || (bCount === 1 && !transposeA && aCount === count)) {
      // One matrix for all rows: the batch is only more rows.
      multiply(kernels, [count * rows, columns, depth], left, right, { address: target, row: columns }, epilogue);
    } else {
      const [aStep, bStep] = [aCount === 1 ? 0 : aRows * aColumns, bCount === 1 ? 0 : bRows * bColumns];
      threads.parallel(
        'gemmBatch',
        { count, flops: 2 * count * rows * columns * depth, scratch: gemmScratch },
        ...[rows, columns, depth],
        ...[left.address, aStep, left.row, left.column],
        ...[right.address, bStep, right.row, right.column],
        ...[target, epilogue.bias ?? 0, epilogue.activation ?? 0],
      );
    }
    return result;
  };

  /** Batches of which both are broadcast, in different dimensions, are left to the stock kernel. */
  const isPlain = ({ a, b }: Factors) => {
    const [aCount, bCount] = [a, b].map(({ shape }) => tf.util.sizeFromShape(shape.slice(0, -2))) as [number, number];
    const same = tf.util.arraysEqual(a.shape.slice(0, -2), b.shape.slice(0, -2));
    return a.dtype === 'float32' && b.dtype === 'float32' && (same || aCount === 1 || bCount === 1);
  };

  replaceKernel(tf.BatchMatMul, backend, (stock) => (call) => {
    const inputs = call.inputs as unknown as Factors;
    return isPlain(inputs) ? product(inputs, call.attrs as unknown as tf.BatchMatMulAttrs) : stock(call);
  });

  replaceKernel(tf._FusedMatMul, backend, (stock) => (call) => {
    const inputs = call.inputs as unknown as Factors & { bias?: tf.TensorInfo; preluActivationWeights?: tf.TensorInfo };
    const attrs = call.attrs as unknown as tf._FusedMatMulAttrs;
    const { bias } = inputs;
    const activation = activations.indexOf(attrs.activation ?? 'linear');
    const isVector = !bias || bias.shape.at(-1) === tf.util.sizeFromShape(bias.shape);
    if (activation < 0 || !isVector || inputs.preluActivationWeights || !isPlain(inputs)) return stock(call);
    return product(inputs, attrs, { bias: bias ? heap.address(bias) : 0, activation });
  });
}
