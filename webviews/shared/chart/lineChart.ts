import { formatPercent, formatValue } from '../format';

/** A line chart as data: the panel draws it live, `lineChartSvg` makes a picture file of it. */
export interface LineChart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  /** A vertical line through the whole chart. */
  readonly mark?: { readonly x: number; readonly label: string };
}

export interface Axis {
  /** With its unit: "test accuracy (%)". */
  readonly title: string;
  /** Absent: linear. */
  readonly scale?: 'logarithmic';
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly formatTick: (value: number) => string;
  /** Writes a value with all digits that mean something. */
  readonly formatValue: (value: number) => string;
}

export interface Line {
  readonly name: string;
  readonly points: readonly Point[];
  readonly style: LineStyle;
  /** A heading in the legend, which keeps apart what must not be mixed: what was measured and what was published. */
  readonly group?: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Lines differ in dash and marker as well as in colour. */
export interface LineStyle {
  /** A CSS colour. */
  readonly colour: string;
  /** Lengths of ink and gap in pixels; empty for a solid line, undefined for points without a line. */
  readonly dash: readonly number[] | undefined;
  readonly marker: Marker | undefined;
}

export type Marker = 'circle' | 'triangle' | 'square' | 'diamond' | 'cross';

/** The outlines of markers, about eight pixels wide, as SVG paths that start in the middle. */
export const markerShapes: Readonly<Record<Marker, string>> = {
  circle: 'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  triangle: 'm0 -5l4.5 8h-9z',
  square: 'm-3.5 -3.5h7v7h-7z',
  diamond: 'm0 -5l5 5l-5 5l-5 -5z',
  cross: 'm-4 -4l8 8m0 -8l-8 8',
};

/** An axis from a round number to a round number that holds `min` and `max`; `percent` writes 0.5 as "50%". */
export function axis(title: string, min: number, max: number, unit: 'number' | 'percent' = 'number'): Axis {
  const ticks = niceTicks(min, max > min ? max : min + 1);
  const decimals = Math.max(0, -Math.floor(Math.log10(ticks[1]! - ticks[0]!) + 1e-9) - (unit === 'percent' ? 2 : 0));
  const format = new Intl.NumberFormat('en-US', {
    style: unit === 'percent' ? 'percent' : 'decimal',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return {
    title,
    min: ticks[0]!,
    max: ticks.at(-1)!,
    ticks,
    formatTick: (value) => format.format(value),
    formatValue: unit === 'percent' ? formatPercent : formatValue,
  };
}

/** A logarithmic axis whose ends are powers of `base`; both ends must be positive. */
export function logAxis(
  title: string,
  min: number,
  max: number,
  format: { readonly tick: (value: number) => string; readonly value: (value: number) => string },
  base = 10,
): Axis {
  const power = (value: number) => Math.log(value) / Math.log(base);
  const first = Math.floor(power(min) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(power(max) - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => base ** (first + i));
  return {
    ...{ title, scale: 'logarithmic', ticks },
    ...{ min: ticks[0]!, max: ticks.at(-1)!, formatTick: format.tick, formatValue: format.value },
  };
}

/** How far along an axis a value lies: 0 at its start, 1 at its end. */
export function shareOf(value: number, { min, max, scale }: Axis): number {
  if (scale === 'logarithmic') return Math.log(value / min) / Math.log(max / min);
  return (value - min) / (max - min);
}

/** Four to eight multiples of 1, 2 or 5 times a power of ten, the first ≤ `min` and the last ≥ `max`. */
export function niceTicks(min: number, max: number): number[] {
  const least = (max - min) / 6;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.ceil(max / step - 1e-9);
  // Multiplied, not added up, and rounded: 0.3, not 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Which of a line's points get a marker: all of a few, else eight evenly spread and the last. */
export function isMarked(index: number, count: number): boolean {
  const every = count <= 12 ? 1 : Math.ceil(count / 8);
  return (count - 1 - index) % every === 0;
}
