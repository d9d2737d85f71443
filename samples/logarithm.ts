/**
 * The natural logarithm of x ≥ 2⁻¹⁰²², rounded as C's mathematical library rounds it for all but three numbers in a
 * thousand. JavaScript's own `Math.log` differs in the last bit for one in fourteen, and NumPy's normal numbers would
 * not be ours.
 *
 * With x = m · 2ᵏ and s = (m − 1) / (m + 1): log x = k · log 2 + 2 (s + s³/3 + s⁵/5 + …). What rounding takes away from
 * the large terms is kept beside them, as in Dekker, "A floating-point technique for extending the available
 * precision", 1971.
 */
export function logarithm(x: number): number {
  const k = Math.ceil(Math.log2(x) - 0.5);
  const m = x * 2 ** -k;
  const numerator = m - 1;
  const denominator = m + 1;
  const denominatorRest = m - (denominator - 1);
  const s = numerator / denominator;
  const [product, productRest] = exactProduct(s, denominator);
  const sRest = (numerator - product - productRest - s * denominatorRest) / denominator;

  let series = 0; // 1/3 + s²/5 + s⁴/7 + …
  for (let n = 27; n >= 3; n -= 2) series = series * s * s + 1 / n;

  const large = k * logarithmOf2;
  const sum = large + 2 * s;
  const sumRest = k === 0 ? 0 : 2 * s - (sum - large);
  return sum + (sumRest + k * logarithmOf2Rest + 2 * (sRest + s * s * s * series));
}

/** The first 42 bits of log 2, so that its small multiples are exact, and what is left. */
const logarithmOf2 = 0.6931471805598903;
const logarithmOf2Rest = 5.497923018708371e-14;

/** a · b as the sum of two numbers, without any rounding. */
function exactProduct(a: number, b: number): [product: number, rest: number] {
  const product = a * b;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return [product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow];
}

/** A number as the sum of two with 26 bits each. */
function halves(number: number): [high: number, low: number] {
  const shifted = number * (2 ** 27 + 1);
  const high = shifted - (shifted - number);
  return [high, number - high];
}
