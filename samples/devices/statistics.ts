/**
 * The value that a share of all values does not exceed, between two neighbours interpolated (NumPy's `percentile`).
 * @param share 0…1: 0.5 is the median
 * @throws RangeError when there are no values, or the share is out of range
 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('No values, no percentile: measure at least once.');
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A share is a number from 0 to 1, not ${share}.`);
  const sorted = values.toSorted((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (position - below);
}

/** How long one step took: the first time, when nothing was prepared, and then repeatedly. */
export interface Latency {
  /** Milliseconds of the very first step: the cold start. */
  readonly first: number;
  /** Milliseconds of the warm steps: half of them took no longer than `p50`, 95 of 100 no longer than `p95`. */
  readonly p50: number;
  readonly p95: number;
  /** How many warm steps were measured. */
  readonly repetitions: number;
}

/** @param warm milliseconds of each step after the first */
export function latencyOf(first: number, warm: readonly number[]): Latency {
  return { first, p50: percentile(warm, 0.5), p95: percentile(warm, 0.95), repetitions: warm.length };
}
