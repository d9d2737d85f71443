/** One point of a curve; both coordinates are positive, for the axes are logarithmic. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Where one curve rises above another: both are taken as straight between their points on log-log axes, and are compared
 * where both were measured.
 * @param curve points with ascending x
 * @returns the first point from which `curve` is above `other`; undefined when it always was, never gets there, or the two
 * are so close on either side that it may be chance
 */
export function crossover(curve: readonly CurvePoint[], other: readonly CurvePoint[]): CurvePoint | undefined {
  const shared = [...new Set([...curve, ...other].map(({ x }) => x))]
    .filter((x) => isWithin(x, curve) && isWithin(x, other))
    .sort((a, b) => a - b);
  const lead = (x: number) => Math.log(valueAt(x, curve) / valueAt(x, other));
  let wasClearlyBelow = false;
  let found: CurvePoint | undefined;
  for (const [index, end] of shared.entries()) {
    const start = shared[index - 1];
    const after = lead(end);
    const before = start === undefined ? after : lead(start);
    if (after <= 0) found = undefined;
    else if (wasClearlyBelow && before <= 0) {
      const x = Math.exp(Math.log(start!) + (before / (before - after)) * Math.log(end / start!));
      found = { x, y: valueAt(x, other) };
    }
    if (found && after > clear) return found;
    wasClearlyBelow ||= after < -clear;
  }
  return undefined;
}

/** Two measurements of the same thing may differ by a tenth. */
const clear = Math.log(1.1);

function isWithin(x: number, curve: readonly CurvePoint[]): boolean {
  return curve.length > 0 && x >= curve[0]!.x && x <= curve.at(-1)!.x;
}

function valueAt(x: number, curve: readonly CurvePoint[]): number {
  const after = curve.findIndex((point) => point.x >= x);
  // Interpolated numbers may lie a rounding beyond the last point.
  const end = curve[after] ?? curve.at(-1)!;
  const start = curve[after - 1];
  if (!start || end.x === start.x) return end.y;
  const share = Math.log(x / start.x) / Math.log(end.x / start.x);
  return Math.exp(Math.log(start.y) + share * Math.log(end.y / start.y));
}

/** Where one of several curves rises above another; both by their index. */
export interface Crossing extends CurvePoint {
  readonly above: number;
  readonly below: number;
}

/** The crossovers of every two curves, from left to right. */
export function crossings(curves: readonly (readonly CurvePoint[])[]): Crossing[] {
  return curves
    .flatMap((curve, above) =>
      curves.flatMap((other, below) => {
        const point = crossover(curve, other);
        return point ? [{ ...point, above, below }] : [];
      }),
    )
    .sort((a, b) => a.x - b.x);
}
