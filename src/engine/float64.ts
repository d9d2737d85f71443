import { readFile } from 'node:fs/promises';
import { checkShape, type LinearAlgebra } from '../../samples/linearAlgebra';

/** What assembly/float64.ts exports: addresses in the memory, and lengths. */
interface Kernels {
  matrixVector(matrix: number, vector: number, result: number, rows: number, columns: number): void;
  transposedMatrixVector(matrix: number, vector: number, result: number, rows: number, columns: number): void;
  addOuterProduct(matrix: number, rate: number, column: number, row: number, rows: number, columns: number): void;
  addOuterProductThenMultiply(
    matrix: number,
    rate: number,
    column: number,
    row: number,
    vector: number,
    result: number,
    rows: number,
    columns: number,
  ): void;
}

/** The memory never grows, for growing would detach all arrays; the system backs a page when it is first touched. */
const memoryBytes = 64 * 2 ** 20;
const pageBytes = 2 ** 16;

/**
 * The operations as WebAssembly SIMD kernels. All arrays live in the kernels' own memory until the whole is dropped:
 * load them once for each run.
 * @param wasmPath the file that compileKernels.mjs wrote
 */
export async function loadFloat64Kernels(wasmPath: string): Promise<LinearAlgebra> {
  const memory = new WebAssembly.Memory({ initial: memoryBytes / pageBytes, maximum: memoryBytes / pageBytes });
  const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), { env: { memory } });
  const kernels = instance.exports as unknown as Kernels;
  let used = 0;

  /** Where an array lies in the memory. */
  const at = (array: Float64Array) => {
    if (array.buffer !== memory.buffer)
      throw new TypeError('The float64 kernels work on arrays made by their zeros().');
    return array.byteOffset;
  };

  return {
    zeros(length) {
      const bytes = length * Float64Array.BYTES_PER_ELEMENT;
      if (used + bytes > memoryBytes) {
        throw new RangeError(
          `No memory for ${length} more float64 values: ${used} of the ${memoryBytes} bytes for hand-made networks are taken. Try fewer hidden units.`,
        );
      }
      const array = new Float64Array(memory.buffer, used, length);
      used += Math.ceil(bytes / alignment) * alignment;
      return array;
    },
    matrixVector(matrix, vector, result) {
      checkShape(matrix, result.length, vector.length);
      kernels.matrixVector(at(matrix), at(vector), at(result), result.length, vector.length);
    },
    transposedMatrixVector(matrix, vector, result) {
      checkShape(matrix, vector.length, result.length);
      kernels.transposedMatrixVector(at(matrix), at(vector), at(result), vector.length, result.length);
    },
    addOuterProduct(matrix, rate, column, row) {
      checkShape(matrix, column.length, row.length);
      kernels.addOuterProduct(at(matrix), rate, at(column), at(row), column.length, row.length);
    },
    addOuterProductThenMultiply(matrix, rate, column, row, vector, result) {
      const [rows, columns] = [column.length, row.length];
      checkShape(matrix, rows, columns);
      checkShape(matrix, result.length, vector.length);
      const operands = [at(matrix), rate, at(column), at(row), at(vector), at(result)] as const;
      kernels.addOuterProductThenMultiply(...operands, rows, columns);
    },
  };
}

/** Arrays start on a cache line, so that no load straddles two. */
const alignment = 64;
