import { computed } from '@preact/signals';
import type { RunSummary, Series } from '../../src/protocol';
import { axis, type Line, type LineChart, type LineStyle, type Marker } from '../shared/chart/lineChart';
import { css } from '../shared/colours';
import { formatEpoch, formatPercent } from '../shared/format';
import { theme } from '../shared/theme';
import { compared } from './comparison';
import { isOver, plannedEpochs, predictedAccuracy, seriesNamed, shownStep } from './run';

/** The two charts as data. */

const trainingLoss = computed(() => seriesNamed('training loss'));
const testLoss = computed(() => seriesNamed('test loss'));
const testAccuracy = computed(() => seriesNamed('test accuracy'));

export const lossChart = computed<LineChart>(() => {
  const { training, test } = ownStyles();
  const lines = [
    ...lineOf(trainingLoss.value, 'training loss', training),
    ...lineOf(testLoss.value, 'test loss', test),
    ...otherLines('test loss'),
  ];
  const largest = lines.flatMap(({ points }) => points).reduce((most, { y }) => (y > most ? y : most), 0);
  return chartOf('Loss', lines, axis('loss', 0, largest));
});

export const accuracyChart = computed<LineChart>(() => {
  const lines = [...lineOf(testAccuracy.value, 'test accuracy', ownStyles().test), ...otherLines('test accuracy')];
  const predicted = predictedAccuracy.value;
  if (predicted !== undefined) {
    const style: LineStyle = { colour: css(theme.value.yellow), dash: [2, 4], marker: undefined };
    const points = [0, lastEpoch(lines)].map((x) => ({ x, y: predicted }));
    lines.push({ name: `your prediction: ${formatPercent(predicted)}`, points, style });
  }
  return chartOf('Accuracy', lines, axis('test accuracy (%)', 0, 1, 'percent'));
});

function chartOf(title: string, lines: readonly Line[], y: LineChart['y']): LineChart {
  const step = shownStep.value;
  return {
    title,
    x: axis('epochs', 0, lastEpoch(lines)),
    y,
    lines,
    ...(step !== undefined && { mark: { x: step, label: `shown: epoch ${formatEpoch(step)}` } }),
  };
}

/** A short run shows its whole way from the start, a long one as far as it went. */
function lastEpoch(lines: readonly Line[]): number {
  const planned = plannedEpochs.value;
  const reached = Math.max(0, ...lines.map(({ points }) => points.at(-1)?.x ?? 0));
  return isOver.value || planned > 20 ? reached : Math.max(reached, planned);
}

function otherLines(name: string): Line[] {
  return compared.value.flatMap(({ run, series }, index) =>
    lineOf(
      series.find((one) => one.name === name),
      `${name}, ${nameOfRun(run)}`,
      otherStyle(index),
    ),
  );
}

function lineOf(series: Series | undefined, name: string, style: LineStyle): Line[] {
  return series ? [{ name, points: series.steps.map((x, i) => ({ x, y: series.values[i]! })), style }] : [];
}

/** "100 records, hand-made, 14:05:12": runs often differ in nothing but when they started. */
export function nameOfRun({ title, startedAt }: RunSummary): string {
  return `${title}, ${new Date(startedAt).toLocaleTimeString()}`;
}

function ownStyles(): Record<'training' | 'test', LineStyle> {
  const { blue, green } = theme.value;
  return {
    training: { colour: css(blue), dash: [], marker: undefined },
    test: { colour: css(green), dash: [], marker: 'circle' },
  };
}

const otherDashes = [
  [8, 3],
  [3, 3],
  [10, 3, 2, 3],
  [1, 3],
];
const otherMarkers: readonly Marker[] = ['triangle', 'square', 'diamond', 'cross'];

function otherStyle(index: number): LineStyle {
  const { purple, red, foreground, muted } = theme.value;
  const colour = css([purple, red, foreground, muted][index]!);
  return { colour, dash: otherDashes[index]!, marker: otherMarkers[index] };
}
