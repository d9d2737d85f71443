/**
 * Matrix products C = A·B of float32, any strides, so that a transposed factor is only another pair of strides.
 *
 * The method is that of K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008): blocks
 * that fit in the caches are copied ("packed") in the order in which the innermost loop reads them, and that loop keeps
 * a tile of C in registers. With relaxed SIMD the tile has 6 rows of 8; without, the product needs one register more,
 * and 4 rows are what the 16 registers of x86 hold.
 */
import { at, exponential, hyperbolicTangent, loadPart, multiplyAdd, sigmoid, splat, storePart } from './vector';
import { scratch } from './scratch';

const tileRows: i32 = isDefined(RELAXED) ? 6 : 4;
const tileColumns: i32 = 8;
/** How many terms of the sums, rows and columns are packed at a time. */
const depthBlock: i32 = 320;
const rowBlock: i32 = 96;
const columnBlock: i32 = 512;

const tileBytes: usize = 256;
const packedRowsBytes: usize = <usize>(depthBlock * rowBlock) << 2;

/** What `gemm` needs at `work`; ../kernels/matrixProduct.ts has the same number. */
export const gemmScratchBytes: i32 = 256 + ((depthBlock * (rowBlock + columnBlock)) << 2);

/**
 * C[rows, columns] = A[rows, depth] · B[depth, columns] + bias[columns], or added to what C holds.
 * @param aRow how many values lie between neighbours in a column of A; `aColumn`: in a row of A; the same for B and C
 * @param accumulate whether the product is added to C
 * @param bias 0 for none
 * @param work `gemmScratchBytes` of scratch memory
 */
export function gemm(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cRow: i32,
  accumulate: bool,
  bias: usize,
  work: usize,
): void {
  if (depth == 0 && !accumulate) {
    for (let row = 0; row < rows; row++) {
      const to = at(c, row * cRow);
      if (bias) memory.copy(to, bias, (<usize>columns) << 2);
      else memory.fill(to, 0, (<usize>columns) << 2);
    }
    return;
  }
  const packedRows = work + tileBytes;
  const packedColumns = packedRows + packedRowsBytes;
  for (let column = 0; column < columns; column += columnBlock) {
    const width = min(columnBlock, columns - column);
    for (let k = 0; k < depth; k += depthBlock) {
      const terms = min(depthBlock, depth - k);
      const adds = accumulate || k > 0;
      const biasHere: usize = bias && k == 0 ? at(bias, column) : 0;
      packColumns(at(b, k * bRow + column * bColumn), bRow, bColumn, terms, width, packedColumns);
      for (let row = 0; row < rows; row += rowBlock) {
        const height = min(rowBlock, rows - row);
        packRows(at(a, row * aRow + k * aColumn), aRow, aColumn, height, terms, packedRows);
        block(height, width, terms, packedRows, packedColumns, at(c, row * cRow + column), cRow, adds, biasHere, work);
      }
    }
  }
}

/** One packed block of rows times one of columns. */
export function block(
  height: i32,
  width: i32,
  terms: i32,
  packedRows: usize,
  packedColumns: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  bias: usize,
  tile: usize,
): void {
  for (let column = 0; column < width; column += tileColumns) {
    const biasHere: usize = bias ? at(bias, column) : 0;
    const b = at(packedColumns, column * terms);
    for (let row = 0; row < height; row += tileRows) {
      const a = at(packedRows, row * terms);
      const to = at(c, row * cRow + column);
      if (row + tileRows <= height && column + tileColumns <= width) {
        multiplyTile(terms, a, b, to, cRow, accumulate, biasHere);
      } else {
        multiplyTile(terms, a, b, tile, tileColumns, false, 0);
        storeEdge(tile, to, cRow, min(tileRows, height - row), min(tileColumns, width - column), accumulate, biasHere);
      }
    }
  }
}

// @ts-ignore: decorator
@inline function multiplyTile(
  terms: i32,
  a: usize,
  b: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  bias: usize,
): void {
  if (isDefined(RELAXED)) multiplySixRows(terms, a, b, c, cRow, accumulate, bias);
  else multiplyFourRows(terms, a, b, c, cRow, accumulate, bias);
}

function multiplySixRows(terms: i32, a: usize, b: usize, c: usize, cRow: i32, accumulate: bool, bias: usize): void {
  let c00 = splat(0),
    c01 = c00,
    c10 = c00,
    c11 = c00,
    c20 = c00,
    c21 = c00,
    c30 = c00,
    c31 = c00,
    c40 = c00,
    c41 = c00,
    c50 = c00,
    c51 = c00;
  for (let k = terms; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let value = v128.load32_splat(a);
    c00 = multiplyAdd(c00, value, b0);
    c01 = multiplyAdd(c01, value, b1);
    value = v128.load32_splat(a, 4);
    c10 = multiplyAdd(c10, value, b0);
    c11 = multiplyAdd(c11, value, b1);
    value = v128.load32_splat(a, 8);
    c20 = multiplyAdd(c20, value, b0);
    c21 = multiplyAdd(c21, value, b1);
    value = v128.load32_splat(a, 12);
    c30 = multiplyAdd(c30, value, b0);
    c31 = multiplyAdd(c31, value, b1);
    value = v128.load32_splat(a, 16);
    c40 = multiplyAdd(c40, value, b0);
    c41 = multiplyAdd(c41, value, b1);
    value = v128.load32_splat(a, 20);
    c50 = multiplyAdd(c50, value, b0);
    c51 = multiplyAdd(c51, value, b1);
    a += 24;
    b += 32;
  }
  const rowBytes = (<usize>cRow) << 2;
  storeRow(c, c00, c01, accumulate, bias);
  storeRow(c + rowBytes, c10, c11, accumulate, bias);
  storeRow(c + 2 * rowBytes, c20, c21, accumulate, bias);
  storeRow(c + 3 * rowBytes, c30, c31, accumulate, bias);
  storeRow(c + 4 * rowBytes, c40, c41, accumulate, bias);
  storeRow(c + 5 * rowBytes, c50, c51, accumulate, bias);
}

function multiplyFourRows(terms: i32, a: usize, b: usize, c: usize, cRow: i32, accumulate: bool, bias: usize): void {
  let c00 = splat(0),
    c01 = c00,
    c10 = c00,
    c11 = c00,
    c20 = c00,
    c21 = c00,
    c30 = c00,
    c31 = c00;
  for (let k = terms; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let value = v128.load32_splat(a);
    c00 = multiplyAdd(c00, value, b0);
    c01 = multiplyAdd(c01, value, b1);
    value = v128.load32_splat(a, 4);
    c10 = multiplyAdd(c10, value, b0);
    c11 = multiplyAdd(c11, value, b1);
    value = v128.load32_splat(a, 8);
    c20 = multiplyAdd(c20, value, b0);
    c21 = multiplyAdd(c21, value, b1);
    value = v128.load32_splat(a, 12);
    c30 = multiplyAdd(c30, value, b0);
    c31 = multiplyAdd(c31, value, b1);
    a += 16;
    b += 32;
  }
  const rowBytes = (<usize>cRow) << 2;
  storeRow(c, c00, c01, accumulate, bias);
  storeRow(c + rowBytes, c10, c11, accumulate, bias);
  storeRow(c + 2 * rowBytes, c20, c21, accumulate, bias);
  storeRow(c + 3 * rowBytes, c30, c31, accumulate, bias);
}

// @ts-ignore: decorator
@inline function storeRow(c: usize, left: v128, right: v128, accumulate: bool, bias: usize): void {
  if (accumulate) {
    left = f32x4.add(left, v128.load(c));
    right = f32x4.add(right, v128.load(c, 16));
  }
  if (bias) {
    left = f32x4.add(left, v128.load(bias));
    right = f32x4.add(right, v128.load(bias, 16));
  }
  v128.store(c, left);
  v128.store(c, right, 16);
}

/** Copies the part of a tile that lies inside C. */
function storeEdge(tile: usize, c: usize, cRow: i32, rows: i32, columns: i32, accumulate: bool, bias: usize): void {
  for (let row = 0; row < rows; row++) {
    let left = columns;
    let offset: usize = 0;
    for (; left >= 4; left -= 4) {
      let v = v128.load(tile + offset);
      if (accumulate) v = f32x4.add(v, v128.load(c + offset));
      if (bias) v = f32x4.add(v, v128.load(bias + offset));
      v128.store(c + offset, v);
      offset += 16;
    }
    if (left) {
      let v = v128.load(tile + offset);
      if (accumulate) v = f32x4.add(v, loadPart(c + offset, left));
      if (bias) v = f32x4.add(v, loadPart(bias + offset, left));
      storePart(c + offset, v, left);
    }
    tile += <usize>tileColumns << 2;
    c = at(c, cRow);
  }
}

/** Packs panels of 8 columns, term after term; columns that are missing in the last panel are 0. */
export function packColumns(b: usize, bRow: i32, bColumn: i32, terms: i32, width: i32, to: usize): void {
  for (let column = 0; column < width; column += tileColumns) {
    const from = at(b, column * bColumn);
    const count = min(tileColumns, width - column);
    if (count < tileColumns) packSome(from, bColumn, bRow, count, tileColumns, terms, to);
    else if (bColumn == 1) {
      let source = from;
      let target = to;
      for (let k = 0; k < terms; k++) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
        source = at(source, bRow);
        target += 32;
      }
    } else if (bRow == 1) {
      const step = (<usize>bColumn) << 2;
      let k = 0;
      for (; k + 4 <= terms; k += 4) {
        transposeFour(at(from, k), step, at(to, k * 8), 32);
        transposeFour(at(from, k) + 4 * step, step, at(to, k * 8) + 16, 32);
      }
      if (k < terms) packSome(at(from, k), bColumn, 1, tileColumns, tileColumns, terms - k, at(to, k * 8));
    } else packSome(from, bColumn, bRow, tileColumns, tileColumns, terms, to);
    to = at(to, terms * tileColumns);
  }
}

/** Packs panels of `tileRows` rows, term after term; rows that are missing in the last panel are 0. */
export function packRows(a: usize, aRow: i32, aColumn: i32, height: i32, terms: i32, to: usize): void {
  for (let row = 0; row < height; row += tileRows) {
    const from = at(a, row * aRow);
    const count = min(tileRows, height - row);
    if (count < tileRows) packSome(from, aRow, aColumn, count, tileRows, terms, to);
    else if (aRow == 1) {
      let source = from;
      let target = to;
      for (let k = 0; k < terms; k++) {
        v128.store(target, v128.load(source));
        if (isDefined(RELAXED)) store<i64>(target, load<i64>(source, 16), 16);
        source = at(source, aColumn);
        target = at(target, tileRows);
      }
    } else if (aColumn == 1) {
      const step = (<usize>aRow) << 2;
      const tileStep = (<usize>tileRows) << 2;
      let k = 0;
      for (; k + 4 <= terms; k += 4) {
        const target = at(to, k * tileRows);
        transposeFour(at(from, k), step, target, tileStep);
        if (isDefined(RELAXED)) {
          const r4 = v128.load(at(from, k) + 4 * step);
          const r5 = v128.load(at(from, k) + 5 * step);
          const low = v128.shuffle<i32>(r4, r5, 0, 4, 1, 5);
          const high = v128.shuffle<i32>(r4, r5, 2, 6, 3, 7);
          v128.store_lane<i64>(target, low, 0, 16);
          v128.store_lane<i64>(target, low, 1, 40);
          v128.store_lane<i64>(target, high, 0, 64);
          v128.store_lane<i64>(target, high, 1, 88);
        }
      }
      if (k < terms) packSome(at(from, k), aRow, 1, tileRows, tileRows, terms - k, at(to, k * tileRows));
    } else packSome(from, aRow, aColumn, tileRows, tileRows, terms, to);
    to = at(to, terms * tileRows);
  }
}

/** Transposes 4 × 4 values whose rows lie `step` bytes apart to rows `targetStep` bytes apart. */
// @ts-ignore: decorator
@inline function transposeFour(from: usize, step: usize, to: usize, targetStep: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + step);
  const r2 = v128.load(from + 2 * step);
  const r3 = v128.load(from + 3 * step);
  const t0 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
  const t1 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
  const t2 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
  const t3 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(t0, t2, 0, 2));
  v128.store(to + targetStep, v128.shuffle<i64>(t0, t2, 1, 3));
  v128.store(to + 2 * targetStep, v128.shuffle<i64>(t1, t3, 0, 2));
  v128.store(to + 3 * targetStep, v128.shuffle<i64>(t1, t3, 1, 3));
}

/** Packs a panel value by value: `count` of its `size` lines exist, their neighbours `across` values apart. */
function packSome(from: usize, across: i32, along: i32, count: i32, size: i32, terms: i32, to: usize): void {
  for (let k = 0; k < terms; k++) {
    for (let i = 0; i < size; i++) store<f32>(at(to, i), i < count ? load<f32>(at(from, i * across)) : 0);
    from = at(from, along);
    to = at(to, size);
  }
}

/** The activations that follow a product; ../kernels/matrixProduct.ts numbers them in this order, from 1. */
export function activate(activation: i32, c: usize, rows: i32, columns: i32, cRow: i32): void {
  for (let row = 0; row < rows; row++) {
    const line = at(c, row * cRow);
    let i = 0;
    for (; i + 4 <= columns; i += 4) v128.store(at(line, i), activated(activation, v128.load(at(line, i))));
    if (i < columns) {
      const left = columns - i;
      storePart(at(line, i), activated(activation, loadPart(at(line, i), left)), left);
    }
  }
}

// @ts-ignore: decorator
@inline function activated(activation: i32, x: v128): v128 {
  const zero = splat(0);
  if (activation == 1) return f32x4.max(x, zero);
  if (activation == 2) return f32x4.min(f32x4.max(x, zero), splat(6));
  if (activation == 3) return sigmoid(x);
  if (activation == 4) return hyperbolicTangent(x);
  return v128.bitselect(f32x4.sub(exponential(x), splat(1)), x, f32x4.lt(x, zero));
}

/** Rows from … to − 1 of a product, with bias and activation. */
export function gemmRows(
  from: i32,
  to: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cRow: i32,
  accumulate: bool,
  bias: usize,
  activation: i32,
): void {
  const target = at(c, from * cRow);
  const rows = to - from;
  gemm(rows, columns, depth, at(a, from * aRow), aRow, aColumn, b, bRow, bColumn, target, cRow, accumulate, bias, scratch());
  if (activation) activate(activation, target, rows, columns, cRow);
}

/** Columns from … to − 1 of a product, with bias and activation. */
export function gemmColumns(
  from: i32,
  to: i32,
  rows: i32,
  depth: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cRow: i32,
  accumulate: bool,
  bias: usize,
  activation: i32,
): void {
  const target = at(c, from);
  const columns = to - from;
  const biasHere: usize = bias ? at(bias, from) : 0;
  gemm(rows, columns, depth, a, aRow, aColumn, at(b, from * bColumn), bRow, bColumn, target, cRow, accumulate, biasHere, scratch());
  if (activation) activate(activation, target, rows, columns, cRow);
}

/** The products from … to − 1 of a batch; `aStep` and `bStep` are the values from one matrix to the next, 0 for the same. */
export function gemmBatch(
  from: i32,
  to: i32,
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aStep: i32,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bStep: i32,
  bRow: i32,
  bColumn: i32,
  c: usize,
  bias: usize,
  activation: i32,
): void {
  for (let i = from; i < to; i++) {
    const target = at(c, i * rows * columns);
    gemm(rows, columns, depth, at(a, i * aStep), aRow, aColumn, at(b, i * bStep), bRow, bColumn, target, columns, false, bias, scratch());
    if (activation) activate(activation, target, rows, columns, columns);
  }
}
