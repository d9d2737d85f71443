/** One point of a curve; both coordinates are positive, for the axes are logarithmic. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Where one curve rises above another: both are taken as straight between their points on log-log axes, and are compared
 * where both were measured.
 * @param curve points with ascending x
 * @returns the first point from which `curve` is above `other`; undefined when it always was, or never gets there
 */
export function crossover(curve: readonly CurvePoint[], other: readonly CurvePoint[]): CurvePoint | undefined {
  const shared = [...new Set([...curve, ...other].map(({ x }) => x))]
    .filter((x) => isWithin(x, curve) && isWithin(x, other))
    .sort((a, b) => a - b);
  const lead = (x: number) => Math.log(valueAt(x, curve) / valueAt(x, other));
  for (const [index, end] of shared.entries()) {
    const start = shared[index - 1];
    if (start === undefined) continue;
    const [before, after] = [lead(start), lead(end)];
    if (before > 0 || after <= 0) continue;
    const share = before / (before - after);
    const x = Math.exp(Math.log(start) + share * Math.log(end / start));
    return { x, y: valueAt(x, other) };
  }
  return undefined;
}

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

/** Where another curve becomes the highest of all. */
export interface LeadChange extends CurvePoint {
  /** Indices of the curves. */
  readonly from: number;
  readonly to: number;
}

/** All places where the lead changes among curves, from left to right. */
export function leadChanges(curves: readonly (readonly CurvePoint[])[]): LeadChange[] {
  const places = [...new Set(curves.flat().map(({ x }) => x))].sort((a, b) => a - b);
  const leaders = places.map((x) => leaderAt(x, curves));
  return places.flatMap((place, index) => {
    const [from, to] = [leaders[index - 1], leaders[index]];
    if (from === undefined || to === undefined || from === to) return [];
    const between = (points: readonly CurvePoint[]) =>
      [places[index - 1]!, place].map((x) => ({ x, y: isWithin(x, points) ? valueAt(x, points) : NaN }));
    const point = crossover(between(curves[to]!), between(curves[from]!));
    return point && Number.isFinite(point.x) ? [{ ...point, from, to }] : [];
  });
}

function leaderAt(x: number, curves: readonly (readonly CurvePoint[])[]): number | undefined {
  const heights = curves.map((points) => (isWithin(x, points) ? valueAt(x, points) : 0));
  const highest = Math.max(0, ...heights);
  return highest > 0 ? heights.indexOf(highest) : undefined;
}
