/** Functions of one or two tensors of the same shape, value by value. */
import { at, exponential, hyperbolicTangent, loadPart, splat, storePart } from './vector';

export function exponentialOf(from: i32, to: i32, x: usize, y: usize): void {
  let i = from;
  for (; i + 4 <= to; i += 4) v128.store(at(y, i), exponential(v128.load(at(x, i))));
  if (i < to) storePart(at(y, i), exponential(loadPart(at(x, i), to - i)), to - i);
}

export function tangentOf(from: i32, to: i32, x: usize, y: usize): void {
  let i = from;
  for (; i + 4 <= to; i += 4) v128.store(at(y, i), hyperbolicTangent(v128.load(at(x, i))));
  if (i < to) storePart(at(y, i), hyperbolicTangent(loadPart(at(x, i), to - i)), to - i);
}

/** dx = dy where x > 0, else 0 */
export function reluGradient(from: i32, to: i32, x: usize, dy: usize, dx: usize): void {
  let i = from;
  for (; i + 4 <= to; i += 4) v128.store(at(dx, i), passed(v128.load(at(x, i)), v128.load(at(dy, i))));
  if (i < to) storePart(at(dx, i), passed(loadPart(at(x, i), to - i), loadPart(at(dy, i), to - i)), to - i);
}

// @ts-ignore: decorator
@inline function passed(x: v128, dy: v128): v128 {
  return v128.and(dy, f32x4.gt(x, splat(0)));
}
