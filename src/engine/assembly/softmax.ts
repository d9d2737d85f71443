/** Softmax and what is made of it, row by row. */
import { at, exponential, loadPart, multiplyAdd, splat, storePart, total } from './vector';

/** The natural logarithm to about 1 ulp: x = 2ᵉ·m with m around 1 and a polynomial in m − 1 (Cephes' logf by S. Moshier). */
function logarithm(x: f32): f32 {
  let bits = reinterpret<i32>(x);
  let exponent = ((bits >> 23) & 255) - 126;
  let m = reinterpret<f32>((bits & 0x7fffff) | 0x3f000000);
  if (m < 0.707106781186547524) {
    exponent--;
    m = m + m;
  }
  m -= 1;
  const z = m * m;
  let p: f32 = 7.0376836292e-2;
  p = p * m - 1.151461031e-1;
  p = p * m + 1.1676998740e-1;
  p = p * m - 1.2420140846e-1;
  p = p * m + 1.4249322787e-1;
  p = p * m - 1.6668057665e-1;
  p = p * m + 2.0000714765e-1;
  p = p * m - 2.4999993993e-1;
  p = p * m + 3.3333331174e-1;
  const e = <f32>exponent;
  return m + (m * z * p + e * -2.12194440e-4 - 0.5 * z) + e * 0.693359375;
}

function largest(x: usize, count: i32): f32 {
  let most = splat(-Infinity);
  let i = 0;
  for (; i + 4 <= count; i += 4) most = f32x4.max(most, v128.load(at(x, i)));
  let value = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  for (; i < count; i++) value = max(value, load<f32>(at(x, i)));
  return value;
}

/** Rows from … to − 1 of y = softmax(x). */
export function softmax(from: i32, to: i32, columns: i32, x: usize, y: usize): void {
  for (let row = from; row < to; row++) {
    const source = at(x, row * columns);
    const target = at(y, row * columns);
    const shift = splat(largest(source, columns));
    let sums = splat(0);
    let i = 0;
    for (; i + 4 <= columns; i += 4) {
      const e = exponential(f32x4.sub(v128.load(at(source, i)), shift));
      v128.store(at(target, i), e);
      sums = f32x4.add(sums, e);
    }
    let sum = total(sums);
    for (; i < columns; i++) {
      const e = f32x4.extract_lane(exponential(f32x4.sub(v128.load32_zero(at(source, i)), shift)), 0);
      store<f32>(at(target, i), e);
      sum += e;
    }
    const scale: f32 = 1 / sum;
    for (i = 0; i + 4 <= columns; i += 4) v128.store(at(target, i), f32x4.mul(v128.load(at(target, i)), splat(scale)));
    for (; i < columns; i++) store<f32>(at(target, i), load<f32>(at(target, i)) * scale);
  }
}

/** The gradient through rows of a softmax with values y: dx = y·(dy − Σ y·dy). */
export function softmaxGradient(from: i32, to: i32, columns: i32, y: usize, dy: usize, dx: usize): void {
  for (let row = from; row < to; row++) {
    const start = row * columns;
    let sums = splat(0);
    for (let i = 0; i < columns; i += 4) sums = multiplyAdd(sums, some(y, start, i, columns), some(dy, start, i, columns));
    const sum = splat(total(sums));
    for (let i = 0; i < columns; i += 4) {
      const value = f32x4.mul(some(y, start, i, columns), f32x4.sub(some(dy, start, i, columns), sum));
      putSome(dx, start, i, columns, value);
    }
  }
}

/**
 * Rows of soft-max cross-entropy: loss = −Σ labels·log softmax(logits), and the log softmax itself, which the gradient
 * needs.
 */
export function softmaxCrossEntropy(
  from: i32,
  to: i32,
  columns: i32,
  logits: usize,
  labels: usize,
  loss: usize,
  logSoftmax: usize,
): void {
  for (let row = from; row < to; row++) {
    const start = row * columns;
    const source = at(logits, start);
    const shift = largest(source, columns);
    let sums = splat(0);
    let i = 0;
    for (; i + 4 <= columns; i += 4) {
      sums = f32x4.add(sums, exponential(f32x4.sub(v128.load(at(source, i)), splat(shift))));
    }
    let sum = total(sums);
    for (; i < columns; i++) {
      sum += f32x4.extract_lane(exponential(f32x4.sub(v128.load32_zero(at(source, i)), splat(shift))), 0);
    }
    const logSum = splat(shift + logarithm(sum));
    let losses = splat(0);
    for (i = 0; i < columns; i += 4) {
      const value = f32x4.sub(some(logits, start, i, columns), logSum);
      putSome(logSoftmax, start, i, columns, value);
      losses = f32x4.sub(losses, f32x4.mul(some(labels, start, i, columns), value));
    }
    store<f32>(at(loss, row), total(losses));
  }
}

/** Its gradient: dLogits = dLoss·(softmax − labels). */
export function softmaxCrossEntropyGradient(
  from: i32,
  to: i32,
  columns: i32,
  logSoftmax: usize,
  labels: usize,
  dLoss: usize,
  dLogits: usize,
): void {
  for (let row = from; row < to; row++) {
    const start = row * columns;
    const scale = v128.load32_splat(at(dLoss, row));
    for (let i = 0; i < columns; i += 4) {
      const probability = exponential(some(logSoftmax, start, i, columns));
      putSome(dLogits, start, i, columns, f32x4.mul(scale, f32x4.sub(probability, some(labels, start, i, columns))));
    }
  }
}

/** Values start + i … of a row of `columns` that begins at `start`; zeros past its end. */
// @ts-ignore: decorator
@inline function some(x: usize, start: i32, i: i32, columns: i32): v128 {
  const p = at(x, start + i);
  return i + 4 <= columns ? v128.load(p) : loadPart(p, columns - i);
}

// @ts-ignore: decorator
@inline function putSome(x: usize, start: i32, i: i32, columns: i32, value: v128): void {
  const p = at(x, start + i);
  if (i + 4 <= columns) v128.store(p, value);
  else storePart(p, value, columns - i);
}
