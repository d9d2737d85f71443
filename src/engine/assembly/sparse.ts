/**
 * Products of a matrix that is mostly zeros, such as one-hot symbols or ink on paper, with one that is not: only what is
 * not zero is multiplied. So zero times infinity or NaN is zero here.
 */
import { activate } from './matrixProduct';
import { at, loadPart, multiplyAdd, splat, storePart } from './vector';

/** How many values are looked at before the count is compared with half of them. */
const chunk: i32 = 1024;

/** How many of `size` values are not zero; `size` as soon as most of those seen are not, for then nobody needs the count. */
export function countNonZeros(values: usize, size: i32): i32 {
  let count = 0;
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    count += popcnt(i32x4.bitmask(f32x4.ne(v128.load(at(values, i)), splat(0))));
    if (((i + 4) & (chunk - 1)) == 0 && count > (i + 4) / 2) return size;
  }
  for (; i < size; i++) count += isNonZero(load<u32>(at(values, i)));
  return count;
}

/**
 * Lists what is not zero, row by row. Every value is written to its row's list, but only one that is not zero makes the
 * list longer: branches would be mispredicted. So each list has one place more than it needs.
 * @param aRow how many values lie between neighbours in a column; `aColumn`: in a row; one of them is 1
 * @param starts gets where each row's list starts in `entries`, and one place after the end of the last one
 * @param entries gets (column, value) pairs of 4 bytes each
 */
export function compress(
  a: usize,
  rows: i32,
  columns: i32,
  aRow: i32,
  aColumn: i32,
  starts: usize,
  entries: usize,
): void {
  if (aColumn == 1) {
    let end = 0;
    for (let row = 0; row < rows; row++) {
      const line = at(a, row * aRow);
      store<i32>(at(starts, row), end);
      for (let first = 0; first < columns; first += 4) {
        const last = min(first + 4, columns);
        if (areZero(line, first, last)) continue;
        for (let column = first; column < last; column++) end = append(entries, end, column, load<u32>(at(line, column)));
      }
      end++;
    }
    store<i32>(at(starts, rows), end);
    return;
  }
  // In the order of the memory: first the lengths of all lists, then what is in them.
  memory.fill(starts, 0, (<usize>(rows + 1)) << 2);
  for (let column = 0; column < columns; column++) {
    const line = at(a, column * aColumn);
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      const counts = at(starts, row + 1);
      // A comparison that holds is −1.
      v128.store(counts, i32x4.sub(v128.load(counts), f32x4.ne(v128.load(at(line, row)), splat(0))));
    }
    for (; row < rows; row++) {
      const count = at(starts, row + 1);
      store<i32>(count, load<i32>(count) + isNonZero(load<u32>(at(line, row))));
    }
  }
  for (let row = 0; row < rows; row++) {
    store<i32>(at(starts, row + 1), load<i32>(at(starts, row)) + load<i32>(at(starts, row + 1)) + 1);
  }
  // Some rows at a time, whose ends of lists stay in the first-level cache.
  for (let block = 0; block < rows; block += 64) {
    const blockEnd = min(block + 64, rows);
    for (let column = 0; column < columns; column++) {
      const line = at(a, column * aColumn);
      for (let first = block; first < blockEnd; first += 4) {
        const last = min(first + 4, rows);
        if (areZero(line, first, last)) continue;
        for (let row = first; row < last; row++) {
          const end = at(starts, row);
          store<i32>(end, append(entries, load<i32>(end), column, load<u32>(at(line, row))));
        }
      }
    }
  }
  // Every list's start has become its end, one place before the next one's start.
  for (let row = rows; row > 0; row--) store<i32>(at(starts, row), load<i32>(at(starts, row - 1)) + 1);
  store<i32>(starts, 0);
}

/** Whether the at most four values from `first` to `last` − 1 of a line are all zero. */
// @ts-ignore: decorator
@inline function areZero(line: usize, first: i32, last: i32): bool {
  const values = last - first == 4 ? v128.load(at(line, first)) : loadPart(at(line, first), last - first);
  return !v128.any_true(f32x4.ne(values, splat(0)));
}

/** Writes an entry, given the value's bits, at the end of a list, and returns the list's end: one further only when the value is not zero. */
// @ts-ignore: decorator
@inline function append(entries: usize, end: i32, column: i32, value: u32): i32 {
  const entry = entries + ((<usize>end) << 3);
  store<i32>(entry, column);
  store<u32>(entry, value, 4);
  return end + isNonZero(value);
}

/** 1 for the bits of any float32 but 0 and −0. */
// @ts-ignore: decorator
@inline function isNonZero(bits: u32): i32 {
  return i32(bits << 1 != 0);
}

/** Rows from … to − 1 of C = A·B for compressed A, with bias and activation as `gemmRows`; B's and C's rows lie in one piece. */
export function sparseRows(
  from: i32,
  to: i32,
  columns: i32,
  starts: usize,
  entries: usize,
  b: usize,
  bRow: i32,
  c: usize,
  cRow: i32,
  accumulate: bool,
  bias: usize,
  activation: i32,
): void {
  const rowBytes = (<usize>bRow) << 2;
  let column = 0;
  // A strip of columns for all rows, so that B's strip stays in the cache.
  for (; column + 32 <= columns; column += 32) {
    const biasHere: usize = bias ? at(bias, column) : 0;
    for (let row = from; row < to; row++) {
      const target = at(c, row * cRow + column);
      multiply32(firstEntry(starts, entries, row), firstEntry(starts, entries, row + 1) - 8, at(b, column), rowBytes, target, accumulate, biasHere);
    }
  }
  for (; column < columns; column += 4) {
    const biasHere: usize = bias ? at(bias, column) : 0;
    const count = min(4, columns - column);
    for (let row = from; row < to; row++) {
      const target = at(c, row * cRow + column);
      multiply4(firstEntry(starts, entries, row), firstEntry(starts, entries, row + 1) - 8, at(b, column), rowBytes, target, accumulate, biasHere, count);
    }
  }
  if (activation) activate(activation, at(c, from * cRow), to - from, columns, cRow);
}

// @ts-ignore: decorator
@inline function firstEntry(starts: usize, entries: usize, row: i32): usize {
  return entries + ((<usize>load<i32>(at(starts, row))) << 3);
}

/** 32 values of a row of C. */
function multiply32(entry: usize, end: usize, b: usize, rowBytes: usize, c: usize, accumulate: bool, bias: usize): void {
  let c0 = splat(0),
    c1 = c0,
    c2 = c0,
    c3 = c0,
    c4 = c0,
    c5 = c0,
    c6 = c0,
    c7 = c0;
  for (; entry < end; entry += 8) {
    const line = b + <usize>load<u32>(entry) * rowBytes;
    const value = v128.load32_splat(entry, 4);
    c0 = multiplyAdd(c0, value, v128.load(line));
    c1 = multiplyAdd(c1, value, v128.load(line, 16));
    c2 = multiplyAdd(c2, value, v128.load(line, 32));
    c3 = multiplyAdd(c3, value, v128.load(line, 48));
    c4 = multiplyAdd(c4, value, v128.load(line, 64));
    c5 = multiplyAdd(c5, value, v128.load(line, 80));
    c6 = multiplyAdd(c6, value, v128.load(line, 96));
    c7 = multiplyAdd(c7, value, v128.load(line, 112));
  }
  put(c, c0, accumulate, bias, 0);
  put(c, c1, accumulate, bias, 16);
  put(c, c2, accumulate, bias, 32);
  put(c, c3, accumulate, bias, 48);
  put(c, c4, accumulate, bias, 64);
  put(c, c5, accumulate, bias, 80);
  put(c, c6, accumulate, bias, 96);
  put(c, c7, accumulate, bias, 112);
}

// @ts-ignore: decorator
@inline function put(c: usize, sum: v128, accumulate: bool, bias: usize, offset: usize): void {
  if (accumulate) sum = f32x4.add(sum, v128.load(c + offset));
  if (bias) sum = f32x4.add(sum, v128.load(bias + offset));
  v128.store(c + offset, sum);
}

/** The first `count` of 4 values. */
function multiply4(
  entry: usize,
  end: usize,
  b: usize,
  rowBytes: usize,
  c: usize,
  accumulate: bool,
  bias: usize,
  count: i32,
): void {
  let sum = splat(0);
  for (; entry < end; entry += 8) {
    const line = b + <usize>load<u32>(entry) * rowBytes;
    sum = multiplyAdd(sum, v128.load32_splat(entry, 4), count == 4 ? v128.load(line) : loadPart(line, count));
  }
  if (count == 4) put(c, sum, accumulate, bias, 0);
  else {
    if (accumulate) sum = f32x4.add(sum, loadPart(c, count));
    if (bias) sum = f32x4.add(sum, loadPart(bias, count));
    storePart(c, sum, count);
  }
}
