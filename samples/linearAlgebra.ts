/**
 * The matrix operations that a hand-made network needs, in float64. Matrices are row-major.
 * The engine has the same operations as SIMD kernels; both add in the same order, so their results are identical.
 */
export interface LinearAlgebra {
  /** A vector or matrix of zeros; the other operations work on these only. */
  zeros(length: number): Float64Array;
  /** result = matrix · vector; matrix is result.length × vector.length. */
  matrixVector(matrix: Float64Array, vector: Float64Array, result: Float64Array): void;
  /** result = matrixᵀ · vector; matrix is vector.length × result.length. */
  transposedMatrixVector(matrix: Float64Array, vector: Float64Array, result: Float64Array): void;
  /** matrix += rate · column · rowᵀ; matrix is column.length × row.length. */
  addOuterProduct(matrix: Float64Array, rate: number, column: Float64Array, row: Float64Array): void;
  /**
   * addOuterProduct(matrix, rate, column, row), then matrixVector(matrix, vector, result). In one pass over the matrix, which
   * is what takes the time. `result` is none of the other arrays.
   */
  addOuterProductThenMultiply(
    matrix: Float64Array,
    rate: number,
    column: Float64Array,
    row: Float64Array,
    vector: Float64Array,
    result: Float64Array,
  ): void;
}

/** The operations as plain loops. */
export const plainLinearAlgebra: LinearAlgebra = {
  zeros: (length) => new Float64Array(length),

  matrixVector(matrix, vector, result) {
    checkShape(matrix, result.length, vector.length);
    const columns = vector.length;
    const endOfFours = columns & ~3;
    for (let row = 0, start = 0; row < result.length; row++, start += columns) {
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let i = 0; i < endOfFours; i += 4) {
        sum0 += matrix[start + i]! * vector[i]!;
        sum1 += matrix[start + i + 1]! * vector[i + 1]!;
        sum2 += matrix[start + i + 2]! * vector[i + 2]!;
        sum3 += matrix[start + i + 3]! * vector[i + 3]!;
      }
      let sum = sum0 + sum2 + (sum1 + sum3);
      for (let i = endOfFours; i < columns; i++) sum += matrix[start + i]! * vector[i]!;
      result[row] = sum;
    }
  },

  transposedMatrixVector(matrix, vector, result) {
    checkShape(matrix, vector.length, result.length);
    result.fill(0);
    for (let row = 0, i = 0; row < vector.length; row++) {
      const value = vector[row]!;
      for (let column = 0; column < result.length; column++, i++) result[column]! += matrix[i]! * value;
    }
  },

  addOuterProduct(matrix, rate, column, row) {
    checkShape(matrix, column.length, row.length);
    for (let j = 0, i = 0; j < column.length; j++) {
      const factor = rate * column[j]!;
      for (let k = 0; k < row.length; k++, i++) matrix[i]! += factor * row[k]!;
    }
  },

  addOuterProductThenMultiply(matrix, rate, column, row, vector, result) {
    plainLinearAlgebra.addOuterProduct(matrix, rate, column, row);
    plainLinearAlgebra.matrixVector(matrix, vector, result);
  },
};

/** @throws RangeError when the matrix does not have rows × columns values */
export function checkShape(matrix: Float64Array, rows: number, columns: number): void {
  if (matrix.length !== rows * columns) {
    throw new RangeError(
      `A ${rows} × ${columns} matrix has ${rows * columns} values, but this one has ${matrix.length}.`,
    );
  }
}
