import type { Scalar } from '../../samples/observation';
import type { Series } from '../protocol';

/** More points than a chart has pixels help nobody. */
const maximumPoints = 4000;

/** The scalars of one run by name; when a series is full, every other point goes and the newest stays. */
export class SeriesLog {
  private readonly byName = new Map<string, { steps: number[]; values: number[] }>();

  constructor(series: readonly Series[] = []) {
    for (const { name, steps, values } of series) this.byName.set(name, { steps: [...steps], values: [...values] });
  }

  add({ name, step, value }: Scalar): void {
    let points = this.byName.get(name);
    if (!points) this.byName.set(name, (points = { steps: [], values: [] }));
    // A run that goes on from a checkpoint passes its last steps again.
    while (points.steps.length > 0 && points.steps.at(-1)! >= step) {
      points.steps.pop();
      points.values.pop();
    }
    if (points.steps.length >= maximumPoints) {
      points.steps = points.steps.filter((_, index) => index % 2 === 0);
      points.values = points.values.filter((_, index) => index % 2 === 0);
    }
    points.steps.push(step);
    points.values.push(value);
  }

  all(): Series[] {
    return [...this.byName].map(([name, { steps, values }]) => ({ name, steps: [...steps], values: [...values] }));
  }
}
