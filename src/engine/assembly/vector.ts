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
  // Added to 1.5·2²³, a number loses its fraction, and the lowest bits are its whole part.
  const rounded = multiplyAdd(splat(12582912), x, splat(1.44269504088896341));
  const n = f32x4.sub(rounded, splat(12582912));
  let r = multiplyAdd(x, n, splat(-0.693359375));
  r = multiplyAdd(r, n, splat(2.12194440e-4));
  let p = multiplyAdd(splat(1.3981999507e-3), splat(1.9875691500e-4), r);
  p = multiplyAdd(splat(8.3334519073e-3), p, r);
  p = multiplyAdd(splat(4.1665795894e-2), p, r);
  p = multiplyAdd(splat(1.6666665459e-1), p, r);
  p = multiplyAdd(splat(5.0000001201e-1), p, r);
  p = f32x4.add(multiplyAdd(r, p, f32x4.mul(r, r)), splat(1));
  const scaled = i32x4.add(p, i32x4.shl(rounded, 23));
  const infinite = v128.bitselect(splat(Infinity), scaled, f32x4.gt(x, splat(88.72283)));
  return v128.andnot(infinite, f32x4.lt(x, splat(-87.33654)));
}

/**
 * 1 / (1 + e⁻ˣ) in four lanes, to 2·10⁻⁷ of its value, and to 10⁻³⁷ where that is below 10⁻³⁷; NaN stays NaN. As
 * `exponential`, but e⁻ˣ is cut off at e^±87, so that no case is special; the polynomial has the least relative error.
 */
// @ts-ignore: decorator
@inline export function sigmoid(x: v128): v128 {
  const y = f32x4.pmax(f32x4.pmin(f32x4.neg(x), splat(87)), splat(-87));
  // Added to 1.5·2²³, a number loses its fraction, and the lowest bits are its whole part.
  const rounded = multiplyAdd(splat(12582912), y, splat(1.44269504088896341));
  const n = f32x4.sub(rounded, splat(12582912));
  let r = multiplyAdd(y, n, splat(-0.693359375));
  r = multiplyAdd(r, n, splat(2.12194440e-4));
  let p = multiplyAdd(splat(0.00837415549904108), splat(0.0013843653723597527), r);
  p = multiplyAdd(splat(0.04166800156235695), p, r);
  p = multiplyAdd(splat(0.16666431725025177), p, r);
  p = multiplyAdd(splat(0.4999999403953552), p, r);
  p = multiplyAdd(splat(1), p, r);
  p = multiplyAdd(splat(1), p, r);
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(127 << 23));
  return f32x4.div(splat(1), multiplyAdd(splat(1), p, power));
}

/**
 * tanh in four lanes, to 4·10⁻⁷ of its value; ±1 from ±8.8 on; NaN stays NaN. A fraction x·P(x²) / Q(x²) that has the
 * least relative error (2·10⁻⁸ without rounding) up to there.
 */
// @ts-ignore: decorator
@inline export function hyperbolicTangent(x: v128): v128 {
  const y = f32x4.pmax(f32x4.pmin(x, splat(8.8)), splat(-8.8));
  const square = f32x4.mul(y, y);
  let p = multiplyAdd(splat(2.0865405531367287e-5), splat(1.371469782185386e-8), square);
  let q = multiplyAdd(splat(3.3109987271018326e-4), splat(7.922798204162973e-7), square);
  p = multiplyAdd(splat(3.511054441332817e-3), p, square);
  q = multiplyAdd(splat(2.5935733690857887e-2), q, square);
  p = multiplyAdd(splat(0.1339402049779892), p, square);
  q = multiplyAdd(splat(0.46727338433265686), q, square);
  p = multiplyAdd(splat(1), p, square);
  q = multiplyAdd(splat(1), q, square);
  // Rounding may lead beyond ±1, where 1 − tanh² would be negative.
  return f32x4.pmax(f32x4.pmin(f32x4.div(f32x4.mul(y, p), q), splat(1)), splat(-1));
}
