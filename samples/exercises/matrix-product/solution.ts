/**
 * The product of two matrices
 *
 * All sums of a layer, for many records at once, are one product of matrices. If
 * a has m rows and k columns, and b has k rows and n columns, then the product
 * has m rows and n columns, and
 *
 *   product[i][j] = Σ a[i][l] · b[l][j],  summed over l
 *
 * Return the product.
 */
export function multiply(a: readonly number[][], b: readonly number[][]): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, value, l) => sum + value * b[l][j], 0)));
}
