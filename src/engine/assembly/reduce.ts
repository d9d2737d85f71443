/** Sums and maxima over some axes of float32 tensors, seen as [outer, middle, inner]: over the middle one. */
import { at, loadPart, splat, storePart, total } from './vector';

/** y[o, i] = scale · Σₘ x[o, m, i] for the outer indices from … to − 1. */
export function sumMiddle(from: i32, to: i32, middle: i32, inner: i32, x: usize, y: usize, scale: f32): void {
  for (let o = from; o < to; o++) {
    const source = at(x, o * middle * inner);
    if (inner == 1) store<f32>(at(y, o), sumOf(source, middle) * scale);
    else sumRows(source, middle, inner, 0, inner, at(y, o * inner), scale);
  }
}

/** The same for one outer index: columns from … to − 1. */
export function sumColumns(from: i32, to: i32, rows: i32, columns: i32, x: usize, y: usize, scale: f32): void {
  sumRows(x, rows, columns, from, to, y, scale);
}

/** Four partial sums of four lanes keep the additions apart, which is also more exact than one long sum. */
function sumOf(x: usize, count: i32): f32 {
  let s0 = splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    const p = at(x, i);
    s0 = f32x4.add(s0, v128.load(p));
    s1 = f32x4.add(s1, v128.load(p, 16));
    s2 = f32x4.add(s2, v128.load(p, 32));
    s3 = f32x4.add(s3, v128.load(p, 48));
  }
  for (; i + 4 <= count; i += 4) s0 = f32x4.add(s0, v128.load(at(x, i)));
  if (i < count) s1 = f32x4.add(s1, loadPart(at(x, i), count - i));
  return total(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

/** Sums of columns, sixteen at a time so that their sums stay in registers. */
function sumRows(x: usize, rows: i32, columns: i32, from: i32, to: i32, y: usize, scale: f32): void {
  const s = splat(scale);
  let j = from;
  for (; j + 16 <= to; j += 16) {
    let s0 = splat(0),
      s1 = s0,
      s2 = s0,
      s3 = s0;
    let p = at(x, j);
    for (let i = 0; i < rows; i++) {
      s0 = f32x4.add(s0, v128.load(p));
      s1 = f32x4.add(s1, v128.load(p, 16));
      s2 = f32x4.add(s2, v128.load(p, 32));
      s3 = f32x4.add(s3, v128.load(p, 48));
      p = at(p, columns);
    }
    const q = at(y, j);
    v128.store(q, f32x4.mul(s0, s));
    v128.store(q, f32x4.mul(s1, s), 16);
    v128.store(q, f32x4.mul(s2, s), 32);
    v128.store(q, f32x4.mul(s3, s), 48);
  }
  for (; j < to; j += 4) {
    const n = to - j;
    let sum = splat(0);
    let p = at(x, j);
    for (let i = 0; i < rows; i++) {
      sum = f32x4.add(sum, n >= 4 ? v128.load(p) : loadPart(p, n));
      p = at(p, columns);
    }
    if (n >= 4) v128.store(at(y, j), f32x4.mul(sum, s));
    else storePart(at(y, j), f32x4.mul(sum, s), n);
  }
}
