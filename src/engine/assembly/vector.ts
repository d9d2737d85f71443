/** What all float32 kernels share: addresses, fused multiply-add, exponentials. Addresses are bytes; counts are values. */

/** The address of the value `index` places after `address`. */
// @ts-ignore: decorator
@inline export function at(address: usize, index: i32): usize {
  return address + ((<usize>index) << 2);
}

/** sum + a·b; one rounding where the machine has relaxed SIMD, else two. */
// @ts-ignore: decorator
@inline export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  if (isDefined(RELAXED)) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}

// @ts-ignore: decorator
@inline export function splat(value: f32): v128 {
  return f32x4.splat(value);
}

/** The sum of the four lanes. */
// @ts-ignore: decorator
@inline export function total(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/** The first `count` values (1 to 3) after an address, and zeros. */
// @ts-ignore: decorator
@inline export function loadPart(address: usize, count: i32): v128 {
  let v = v128.load32_zero(address);
  if (count > 1) v = v128.load_lane<f32>(address, v, 1, 4);
  if (count > 2) v = v128.load_lane<f32>(address, v, 2, 8);
  return v;
}

/** Stores the first `count` lanes (1 to 3). */
// @ts-ignore: decorator
@inline export function storePart(address: usize, v: v128, count: i32): void {
  v128.store_lane<f32>(address, v, 0);
  if (count > 1) v128.store_lane<f32>(address, v, 1, 4);
  if (count > 2) v128.store_lane<f32>(address, v, 2, 8);
}

/**
 * eˣ in four lanes, to about 1 unit in the last place: x = n·ln 2 + r, a polynomial in r (the coefficients of Cephes'
 * expf by S. Moshier), and n added to the exponent. Below −87.3 it is 0, above 88.7 infinite; NaN stays NaN.
 */
// @ts-ignore: decorator
@inline export function exponential(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, splat(1.44269504088896341)));
  let r = multiplyAdd(x, n, splat(-0.693359375));
  r = multiplyAdd(r, n, splat(2.12194440e-4));
  let p = multiplyAdd(splat(1.3981999507e-3), splat(1.9875691500e-4), r);
  p = multiplyAdd(splat(8.3334519073e-3), p, r);
  p = multiplyAdd(splat(4.1665795894e-2), p, r);
  p = multiplyAdd(splat(1.6666665459e-1), p, r);
  p = multiplyAdd(splat(5.0000001201e-1), p, r);
  p = f32x4.add(multiplyAdd(r, p, f32x4.mul(r, r)), splat(1));
  // In two halves, for 2¹²⁸ is no float32 but may be a factor of one.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  const scaled = f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
  const infinite = v128.bitselect(splat(Infinity), scaled, f32x4.gt(x, splat(88.72283)));
  return v128.andnot(infinite, f32x4.lt(x, splat(-87.33654)));
}

// @ts-ignore: decorator
@inline function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** 1 / (1 + e⁻ˣ) in four lanes. */
// @ts-ignore: decorator
@inline export function sigmoid(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), exponential(f32x4.neg(x))));
}

/** tanh in four lanes; near 0, where 1 − 2/(1 + e²ˣ) would cancel, by an odd polynomial (Cephes' tanhf). */
// @ts-ignore: decorator
@inline export function hyperbolicTangent(x: v128): v128 {
  const size = f32x4.abs(x);
  const far = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(splat(1), exponential(f32x4.add(size, size)))));
  const signed = v128.or(far, v128.and(x, splat(-0.0)));
  const square = f32x4.mul(x, x);
  let p = multiplyAdd(splat(2.06390887954531e-2), splat(-5.70498872745e-3), square);
  p = multiplyAdd(splat(-5.37397155531e-2), p, square);
  p = multiplyAdd(splat(1.33314422036e-1), p, square);
  p = multiplyAdd(splat(-3.33332819422e-1), p, square);
  const near = multiplyAdd(x, f32x4.mul(p, square), x);
  return v128.bitselect(near, signed, f32x4.lt(size, splat(0.625)));
}
