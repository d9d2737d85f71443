import { RandomState } from '../numpyRandom';

/** One record: a feature x and the target y that a line is to predict from it. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DataSettings {
  readonly seed: number;
  readonly count: number;
  /** The standard deviation of y around the line. */
  readonly noise: number;
  /** How many points are thrown far off the line. */
  readonly outliers: number;
}

/** How far below the line an outlier lies, on average. */
const outlierDistance = 12;

/**
 * Points around the line y = 4 + 3x, x from 0 to 2, as the deck makes them with NumPy (topic 2):
 * `x = 2 * rand(count)`, `y = 4 + 3x + noise * randn(count)`. The outliers are among the last points.
 */
export function makeData({ seed, count, noise, outliers }: DataSettings): Point[] {
  const random = new RandomState(seed);
  const x = random.randomSample(count).map((share) => 2 * share);
  const deviation = random.normal(0, noise, count);
  const isOutlier = (i: number) => i >= count - outliers;
  return Array.from(x, (xi, i) => ({
    x: xi,
    y: 4 + 3 * xi + deviation[i]! - (isOutlier(i) ? outlierDistance : 0),
  }));
}

/** Where the descent starts: one random number for each parameter, as `RandomState(seed).randn(2)` draws them. */
export function randomStart(seed: number): readonly [number, number] {
  const [first, second] = new RandomState(seed).normal(0, 1, 2);
  return [first!, second!];
}
