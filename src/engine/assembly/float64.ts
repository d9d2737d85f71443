/**
 * The operations of samples/linearAlgebra.ts with two float64 at once (AssemblyScript, WebAssembly SIMD).
 * Arguments are addresses in the shared memory, and lengths; vectors and matrices lie one value after another.
 * Every sum adds in the order of the plain implementation, and nothing is fused, so that results are the same bits.
 */

/** result = matrix · vector, four rows at a time so that four rows share each load of the vector. */
export function matrixVector(matrix: usize, vector: usize, result: usize, rows: i32, columns: i32): void {
  const rowBytes = (<usize>columns) << 3;
  const end = vector + rowBytes;
  const endOfFours = vector + ((<usize>(columns & ~3)) << 3);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let at0 = matrix + <usize>row * rowBytes;
    let at1 = at0 + rowBytes;
    let at2 = at1 + rowBytes;
    let at3 = at2 + rowBytes;
    let a0 = f64x2.splat(0),
      a1 = a0,
      a2 = a0,
      a3 = a0;
    let b0 = a0,
      b1 = a0,
      b2 = a0,
      b3 = a0;
    let at = vector;
    for (; at < endOfFours; at += 32) {
      const a = v128.load(at);
      const b = v128.load(at, 16);
      a0 = f64x2.add(a0, f64x2.mul(v128.load(at0), a));
      b0 = f64x2.add(b0, f64x2.mul(v128.load(at0, 16), b));
      a1 = f64x2.add(a1, f64x2.mul(v128.load(at1), a));
      b1 = f64x2.add(b1, f64x2.mul(v128.load(at1, 16), b));
      a2 = f64x2.add(a2, f64x2.mul(v128.load(at2), a));
      b2 = f64x2.add(b2, f64x2.mul(v128.load(at2, 16), b));
      a3 = f64x2.add(a3, f64x2.mul(v128.load(at3), a));
      b3 = f64x2.add(b3, f64x2.mul(v128.load(at3, 16), b));
      at0 += 32;
      at1 += 32;
      at2 += 32;
      at3 += 32;
    }
    let sum0 = total(a0, b0),
      sum1 = total(a1, b1),
      sum2 = total(a2, b2),
      sum3 = total(a3, b3);
    for (; at < end; at += 8) {
      const value = load<f64>(at);
      sum0 += load<f64>(at0) * value;
      sum1 += load<f64>(at1) * value;
      sum2 += load<f64>(at2) * value;
      sum3 += load<f64>(at3) * value;
      at0 += 8;
      at1 += 8;
      at2 += 8;
      at3 += 8;
    }
    const to = result + ((<usize>row) << 3);
    store<f64>(to, sum0);
    store<f64>(to, sum1, 8);
    store<f64>(to, sum2, 16);
    store<f64>(to, sum3, 24);
  }
  for (; row < rows; row++) {
    let at0 = matrix + <usize>row * rowBytes;
    let a0 = f64x2.splat(0),
      b0 = a0;
    let at = vector;
    for (; at < endOfFours; at += 32) {
      a0 = f64x2.add(a0, f64x2.mul(v128.load(at0), v128.load(at)));
      b0 = f64x2.add(b0, f64x2.mul(v128.load(at0, 16), v128.load(at, 16)));
      at0 += 32;
    }
    let sum = total(a0, b0);
    for (; at < end; at += 8) {
      sum += load<f64>(at0) * load<f64>(at);
      at0 += 8;
    }
    store<f64>(result + ((<usize>row) << 3), sum);
  }
}

function total(a: v128, b: v128): f64 {
  const sums = f64x2.add(a, b);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** result = matrixᵀ · vector, a strip of columns at a time so that the strip's sums stay in registers. */
export function transposedMatrixVector(matrix: usize, vector: usize, result: usize, rows: i32, columns: i32): void {
  const rowBytes = (<usize>columns) << 3;
  const end = vector + ((<usize>rows) << 3);
  let column = 0;
  for (; column + 8 <= columns; column += 8) {
    let s0 = f64x2.splat(0),
      s1 = s0,
      s2 = s0,
      s3 = s0;
    let from = matrix + ((<usize>column) << 3);
    for (let at = vector; at < end; at += 8) {
      const value = v128.load64_splat(at);
      s0 = f64x2.add(s0, f64x2.mul(v128.load(from), value));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(from, 16), value));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(from, 32), value));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(from, 48), value));
      from += rowBytes;
    }
    const to = result + ((<usize>column) << 3);
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
  }
  for (; column < columns; column++) {
    let sum: f64 = 0;
    let from = matrix + ((<usize>column) << 3);
    for (let at = vector; at < end; at += 8) {
      sum += load<f64>(from) * load<f64>(at);
      from += rowBytes;
    }
    store<f64>(result + ((<usize>column) << 3), sum);
  }
}

/**
 * matrix += rate · column · rowᵀ, four matrix rows at a time so that they share each load of the row. From the last row to
 * the first: a matrix that is a little larger than the cache has its last rows there after `matrixVector`, and its first
 * rows for the next one.
 */
export function addOuterProduct(matrix: usize, rate: f64, column: usize, row: usize, rows: i32, columns: i32): void {
  const rowBytes = (<usize>columns) << 3;
  const end = row + rowBytes;
  const endOfFours = row + ((<usize>(columns & ~3)) << 3);
  let j = rows - 1;
  for (; (j & 3) != 3 && j >= 0; j--) {
    const factor = rate * load<f64>(column + ((<usize>j) << 3));
    let at0 = matrix + <usize>j * rowBytes;
    for (let at = row; at < end; at += 8) {
      store<f64>(at0, load<f64>(at0) + factor * load<f64>(at));
      at0 += 8;
    }
  }
  j -= 3;
  for (; j >= 0; j -= 4) {
    const from = column + ((<usize>j) << 3);
    const factor0 = rate * load<f64>(from);
    const factor1 = rate * load<f64>(from, 8);
    const factor2 = rate * load<f64>(from, 16);
    const factor3 = rate * load<f64>(from, 24);
    const factors0 = f64x2.splat(factor0);
    const factors1 = f64x2.splat(factor1);
    const factors2 = f64x2.splat(factor2);
    const factors3 = f64x2.splat(factor3);
    let at0 = matrix + <usize>j * rowBytes;
    let at1 = at0 + rowBytes;
    let at2 = at1 + rowBytes;
    let at3 = at2 + rowBytes;
    let at = row;
    for (; at < endOfFours; at += 32) {
      const a = v128.load(at);
      const b = v128.load(at, 16);
      v128.store(at0, f64x2.add(v128.load(at0), f64x2.mul(factors0, a)));
      v128.store(at0, f64x2.add(v128.load(at0, 16), f64x2.mul(factors0, b)), 16);
      v128.store(at1, f64x2.add(v128.load(at1), f64x2.mul(factors1, a)));
      v128.store(at1, f64x2.add(v128.load(at1, 16), f64x2.mul(factors1, b)), 16);
      v128.store(at2, f64x2.add(v128.load(at2), f64x2.mul(factors2, a)));
      v128.store(at2, f64x2.add(v128.load(at2, 16), f64x2.mul(factors2, b)), 16);
      v128.store(at3, f64x2.add(v128.load(at3), f64x2.mul(factors3, a)));
      v128.store(at3, f64x2.add(v128.load(at3, 16), f64x2.mul(factors3, b)), 16);
      at0 += 32;
      at1 += 32;
      at2 += 32;
      at3 += 32;
    }
    for (; at < end; at += 8) {
      const value = load<f64>(at);
      store<f64>(at0, load<f64>(at0) + factor0 * value);
      store<f64>(at1, load<f64>(at1) + factor1 * value);
      store<f64>(at2, load<f64>(at2) + factor2 * value);
      store<f64>(at3, load<f64>(at3) + factor3 * value);
      at0 += 8;
      at1 += 8;
      at2 += 8;
      at3 += 8;
    }
  }
}

/**
 * `addOuterProduct`, then `matrixVector`, in one pass: two rows at a time, each value multiplied while it is still in a
 * register. Two, because more rows or more columns at once were no faster.
 */
export function addOuterProductThenMultiply(
  matrix: usize,
  rate: f64,
  column: usize,
  row: usize,
  vector: usize,
  result: usize,
  rows: i32,
  columns: i32,
): void {
  const rowBytes = (<usize>columns) << 3;
  const end = row + rowBytes;
  const endOfFours = row + ((<usize>(columns & ~3)) << 3);
  let at0 = matrix;
  let j = 0;
  for (; j + 2 <= rows; j += 2) {
    const factor0 = rate * load<f64>(column);
    const factor1 = rate * load<f64>(column, 8);
    const factors0 = f64x2.splat(factor0);
    const factors1 = f64x2.splat(factor1);
    let at1 = at0 + rowBytes;
    let a0 = f64x2.splat(0),
      a1 = a0,
      b0 = a0,
      b1 = a0;
    let by = vector;
    let at = row;
    for (; at < endOfFours; at += 32) {
      const rowA = v128.load(at);
      const byA = v128.load(by);
      const new0A = f64x2.add(v128.load(at0), f64x2.mul(factors0, rowA));
      const new1A = f64x2.add(v128.load(at1), f64x2.mul(factors1, rowA));
      v128.store(at0, new0A);
      v128.store(at1, new1A);
      a0 = f64x2.add(a0, f64x2.mul(new0A, byA));
      a1 = f64x2.add(a1, f64x2.mul(new1A, byA));
      const rowB = v128.load(at, 16);
      const byB = v128.load(by, 16);
      const new0B = f64x2.add(v128.load(at0, 16), f64x2.mul(factors0, rowB));
      const new1B = f64x2.add(v128.load(at1, 16), f64x2.mul(factors1, rowB));
      v128.store(at0, new0B, 16);
      v128.store(at1, new1B, 16);
      b0 = f64x2.add(b0, f64x2.mul(new0B, byB));
      b1 = f64x2.add(b1, f64x2.mul(new1B, byB));
      at0 += 32;
      at1 += 32;
      by += 32;
    }
    let sum0 = total(a0, b0);
    let sum1 = total(a1, b1);
    for (; at < end; at += 8) {
      const new0 = load<f64>(at0) + factor0 * load<f64>(at);
      const new1 = load<f64>(at1) + factor1 * load<f64>(at);
      store<f64>(at0, new0);
      store<f64>(at1, new1);
      sum0 += new0 * load<f64>(by);
      sum1 += new1 * load<f64>(by);
      at0 += 8;
      at1 += 8;
      by += 8;
    }
    store<f64>(result, sum0);
    store<f64>(result, sum1, 8);
    at0 = at1;
    column += 16;
    result += 16;
  }
  addOuterProduct(at0, rate, column, row, rows - j, columns);
  matrixVector(at0, vector, result, rows - j, columns);
}
