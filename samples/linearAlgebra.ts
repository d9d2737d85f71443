/**
 * The three matrix operations that a hand-made network needs, in float64. Matrices are row-major.
 * The engine has the same operations as SIMD kernels; both add in the same order, so their results are identical.
 */
export interface LinearAlgebra {
  /** A vector or matrix of zeros that the other operations can work on. */
  zeros(length: number): Float64Array;
  /** result = matrix · vector; matrix is result.length × vector.length. */
  matrixVector(matrix: Float64Array, vector: Float64Array, result: Float64Array): void;
  /** result = matrixᵀ · vector; matrix is vector.length × result.length. */
  transposedMatrixVector(matrix: Float64Array, vector: Float64Array, result: Float64Array): void;
  /** matrix += rate · column · rowᵀ; matrix is column.length × row.length. */
  addOuterProduct(matrix: Float64Array, rate: number, column: Float64Array, row: Float64Array): void;
}
