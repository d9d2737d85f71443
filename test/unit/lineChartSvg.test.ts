import { expect, test } from 'vitest';
import { axis, type Line, type LineChart } from '../../webviews/shared/chart/lineChart';
import { lineChartSvg, svgSize } from '../../webviews/shared/chart/lineChartSvg';

const ink = { background: 'rgb(1, 2, 3)', foreground: 'rgb(4, 5, 6)', grid: 'rgb(7, 8, 9)' };

function line(name: string, ys: readonly number[], dash: readonly number[] = []): Line {
  return { name, points: ys.map((y, x) => ({ x, y })), style: { colour: 'red', dash, marker: 'square' } };
}

function chart(...lines: Line[]): LineChart {
  return { title: 'Accuracy', x: axis('epochs', 0, 2), y: axis('test accuracy (%)', 0, 1, 'percent'), lines };
}

/** The texts in the picture, in order. */
const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
const pathOf = (svg: string) => /<path d="(M[^"]*)" fill="none" stroke-linejoin/.exec(svg)?.[1];

test('the picture has title, ticks, axis titles with units, and legend', () => {
  const texts = textsOf(lineChartSvg(chart(line('training', [0, 1]), line('test', [1, 0])), ink));
  expect(texts).toEqual([
    ...['0.0', '0.5', '1.0', '1.5', '2.0'],
    ...['0%', '20%', '40%', '60%', '80%', '100%'],
    ...['Accuracy', 'epochs', 'test accuracy (%)'],
    ...['training', 'test'],
  ]);
});

test('a line runs from corner to corner when its values run from end to end of both axes', () => {
  const svg = lineChartSvg(chart(line('test', [0, 0.5, 1])), ink);
  expect(pathOf(svg)).toBe('M88 372L432 214L776 56');
});

test('lines differ in dash, not in colour alone', () => {
  const svg = lineChartSvg(chart(line('one', [0, 1]), line('other', [1, 0], [8, 3])), ink);
  expect(svg.match(/stroke-dasharray="8 3"/g)).toHaveLength(2); // The curve and its sample in the legend.
});

test('a value that is not a number leaves a gap', () => {
  const svg = lineChartSvg(chart(line('test', [0, NaN, 1])), ink);
  expect(pathOf(svg)).toBe('M88 372M776 56');
  expect(svg).not.toContain('NaN');
});

test('a mark is a labelled vertical line', () => {
  const svg = lineChartSvg({ ...chart(line('test', [0, 1])), mark: { x: 1, label: 'shown: epoch 1' } }, ink);
  expect(svg).toContain('<path d="M432 56V372" stroke="rgb(4, 5, 6)"');
  expect(textsOf(svg)).toContain('shown: epoch 1');
});

test('the label of a mark at the right end stays in the picture', () => {
  const svg = lineChartSvg({ ...chart(line('test', [0, 1])), mark: { x: 2, label: 'shown: epoch 2' } }, ink);
  expect(svg).toMatch(/x="776" y="52" text-anchor="end" font-size="12">shown: epoch 2/);
});

test('names are escaped', () => {
  const svg = lineChartSvg(chart(line('a<b & "c"', [0, 1])), ink);
  expect(textsOf(svg)).toContain('a&lt;b &amp; &quot;c&quot;');
});

test('the picture grows with a legend of many lines', () => {
  const heightOf = (count: number) => {
    const lines = Array.from({ length: count }, (_, index) => line(`line ${index}`, [0, 1]));
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(lineChartSvg(chart(...lines), ink))!;
    expect(Number(width)).toBe(svgSize.width);
    return Number(height);
  };
  expect(heightOf(4)).toBe(svgSize.height);
  expect(heightOf(6)).toBe(svgSize.height + 20);
});
