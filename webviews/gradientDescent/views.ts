import { computed, type ReadonlySignal } from '@preact/signals';
import { axis, type Axis } from '../shared/chart/lineChart';
import { cost } from '../../samples/linear-regression/model';
import { examples, least, parameters, points, start, theta } from './descent';
import { isDragging } from './dragging';

interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** Computes axes as long as nothing is dragged. */
function steady(compute: () => Axes): ReadonlySignal<Axes> {
  let axes: Axes | undefined;
  return computed(() => (isDragging.value && axes ? axes : (axes = compute())));
}

export const dataAxes = steady(() => {
  const all = points.value;
  const [x, y] = [all.map((point) => point.x), all.map((point) => point.y)];
  return { x: around('x', x), y: around('y', y) };
});

export const costAxes = steady(() => {
  const [from, to] = [start.value, least.value];
  const surface = examples.value;
  const reach = from.map((value, j) => Math.abs(value - to[j]!));
  const widest = Math.max(...reach, 0.5);
  const sides = reach.map((distance) => 1.25 * Math.max(distance, 0.4 * widest));
  if (parameters.value === 2) {
    return {
      x: roomy('θ₀', to[0]! - sides[0]!, to[0]! + sides[0]!),
      y: roomy('θ₁', to[1]! - sides[1]!, to[1]! + sides[1]!),
    };
  }
  const x = roomy('θ', to[0]! - sides[0]!, to[0]! + sides[0]!);
  return { x, y: roomy('cost J(θ)', 0, 1.25 * Math.max(cost(from, surface), cost([to[0]! + sides[0]!], surface))) };
});

/** From 0 or below; a point on the very edge would be cut in two. */
function around(title: string, values: readonly number[]): Axis {
  const [min, max] = [Math.min(0, ...values), Math.max(...values)];
  const edge = 0.01 * (max - min);
  return roomy(title, min < 0 ? min - edge : 0, max + edge);
}

function roomy(title: string, min: number, max: number): Axis {
  // An axis of no length would have no scale.
  const room = max - min < 1e-9 * Math.max(1, Math.abs(max)) ? Math.max(1, Math.abs(max)) : 0;
  return axis(title, min - room, max + room);
}

/** Whether the point that is reached lies beyond the axes. */
export const hasLeft = computed(() => {
  const [first, second] = theta.value;
  const { x, y } = costAxes.value;
  const isOutside = (value: number, { min, max }: Axis) => value < min || value > max;
  return isOutside(first!, x) || (parameters.value === 2 ? isOutside(second!, y) : false);
});
