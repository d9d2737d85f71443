/**
 * Steps of the optimisers, one pass over each variable. Every value is computed by the operations of TensorFlow.js's own
 * optimisers in their order, without fused ones, so that results are the same bits. Results may replace their arguments.
 */
import { at, loadPart, splat, storePart } from './vector';

// @ts-ignore: decorator
@inline function get(address: usize, i: i32, count: i32): v128 {
  return count >= 4 ? v128.load(at(address, i)) : loadPart(at(address, i), count);
}

// @ts-ignore: decorator
@inline function put(address: usize, i: i32, count: i32, value: v128): void {
  if (count >= 4) v128.store(at(address, i), value);
  else storePart(at(address, i), value, count);
}

/** w' = w + (−rate)·g */
export function sgdStep(from: i32, to: i32, w: usize, g: usize, result: usize, rate: f32): void {
  const c = splat(-rate);
  for (let i = from; i < to; i += 4) {
    const n = to - i;
    put(result, i, n, f32x4.add(f32x4.mul(c, get(g, i, n)), get(w, i, n)));
  }
}

/** m' = momentum·m + g; w' = w − rate·m', or with Nesterov's look ahead w − rate·(g + momentum·m') */
export function momentumStep(
  from: i32,
  to: i32,
  w: usize,
  g: usize,
  m: usize,
  result: usize,
  newM: usize,
  rate: f32,
  momentum: f32,
  nesterov: bool,
): void {
  const c = splat(-rate);
  const mu = splat(momentum);
  for (let i = from; i < to; i += 4) {
    const n = to - i;
    const gradient = get(g, i, n);
    const moment = f32x4.add(f32x4.mul(mu, get(m, i, n)), gradient);
    put(newM, i, n, moment);
    const direction = nesterov ? f32x4.add(gradient, f32x4.mul(moment, mu)) : moment;
    put(result, i, n, f32x4.add(f32x4.mul(c, direction), get(w, i, n)));
  }
}

/**
 * D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1.
 * @param power1 the address of β₁ᵗ; `power2`: of β₂ᵗ
 * @param other1 1 − β₁; `other2`: 1 − β₂
 */
export function adamStep(
  from: i32,
  to: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  result: usize,
  newM: usize,
  newV: usize,
  power1: usize,
  power2: usize,
  rate: f32,
  beta1: f32,
  other1: f32,
  beta2: f32,
  other2: f32,
  epsilon: f32,
): void {
  const correction1 = splat(1 - load<f32>(power1));
  const correction2 = splat(1 - load<f32>(power2));
  for (let i = from; i < to; i += 4) {
    const n = to - i;
    const gradient = get(g, i, n);
    const first = f32x4.add(f32x4.mul(get(m, i, n), splat(beta1)), f32x4.mul(gradient, splat(other1)));
    const square = f32x4.mul(gradient, gradient);
    const second = f32x4.add(f32x4.mul(get(v, i, n), splat(beta2)), f32x4.mul(square, splat(other2)));
    put(newM, i, n, first);
    put(newV, i, n, second);
    const size = f32x4.add(f32x4.sqrt(f32x4.div(second, correction2)), splat(epsilon));
    const step = f32x4.mul(f32x4.div(f32x4.div(first, correction1), size), splat(-rate));
    put(result, i, n, f32x4.add(step, get(w, i, n)));
  }
}

/**
 * RMSProp (T. Hinton's lecture 6e, 2012) with momentum; centred when `mean` isn't 0 (A. Graves, "Generating Sequences
 * With Recurrent Neural Networks", 2013).
 * @param other 1 − decay
 */
export function rmsPropStep(
  from: i32,
  to: i32,
  w: usize,
  g: usize,
  meanSquare: usize,
  moment: usize,
  mean: usize,
  result: usize,
  newMeanSquare: usize,
  newMoment: usize,
  newMean: usize,
  rate: f32,
  decay: f32,
  other: f32,
  momentum: f32,
  epsilon: f32,
): void {
  const d = splat(decay);
  const o = splat(other);
  for (let i = from; i < to; i += 4) {
    const n = to - i;
    const gradient = get(g, i, n);
    const square = f32x4.add(f32x4.mul(get(meanSquare, i, n), d), f32x4.mul(f32x4.mul(gradient, gradient), o));
    put(newMeanSquare, i, n, square);
    let variance: v128;
    if (mean) {
      const average = f32x4.add(f32x4.mul(get(mean, i, n), d), f32x4.mul(gradient, o));
      put(newMean, i, n, average);
      variance = f32x4.sub(square, f32x4.add(f32x4.mul(average, average), splat(epsilon)));
    } else variance = f32x4.add(square, splat(epsilon));
    const step = f32x4.div(f32x4.mul(gradient, splat(rate)), f32x4.sqrt(variance));
    const moved = f32x4.add(f32x4.mul(get(moment, i, n), splat(momentum)), step);
    put(newMoment, i, n, moved);
    put(result, i, n, f32x4.sub(get(w, i, n), moved));
  }
}
