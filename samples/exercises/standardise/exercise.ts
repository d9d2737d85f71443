/**
 * Scale a feature
 *
 * A feature of large numbers makes the cost a long, narrow valley, in which
 * descent zigzags. Standardised values have mean 0 and standard deviation 1:
 *
 *   z = (x − mean) / deviation,  where deviation² = 1/m · Σ (x − mean)²
 *
 * Return the standardised values. Where all x are the same there is nothing to
 * divide by: then all z are 0.
 */
export function standardise(xs: readonly number[]): number[] {
  // Your code here, in place of [].
  return [];
}
