import { expect, test } from 'vitest';
import { lineChartSvg } from '../../webviews/shared/chart/lineChartSvg';
import { logAxis, shareOf } from '../../webviews/shared/chart/lineChart';
import { formatBytes, formatFactor, formatMilliseconds, formatSi } from '../../webviews/devices/format';

test.each([
  [0, '0'],
  [12.34, '12.3'],
  [999.6, '1 k'],
  [1000, '1 k'],
  [35.24e9, '35.2 G'],
  [92e12, '92 T'],
  [5e18, '5,000 P'],
])('%d is written %s', (value, text) => expect(formatSi(value)).toBe(text));

test('times, bytes and factors have three digits and the unit that suits them', () => {
  expect([0.0123, 0.5, 7.617, 271.96, 1500].map(formatMilliseconds)).toEqual([
    ...['12.3 µs', '500 µs', '7.62 ms', '272 ms', '1.5 s'],
  ]);
  expect([12, 1024, 1.21 * 2 ** 20, 24 * 2 ** 30].map(formatBytes)).toEqual(['12 B', '1 KiB', '1.21 MiB', '24 GiB']);
  expect(formatFactor(3.256)).toBe('3.26×');
});

const format = { tick: String, value: String };

test('a logarithmic axis goes from power to power', () => {
  expect(logAxis('x', 1, 4096, format, 4).ticks).toEqual([1, 4, 16, 64, 256, 1024, 4096]);
  expect(logAxis('y', 3, 4000, format).ticks).toEqual([1, 10, 100, 1000, 10_000]);
  expect(logAxis('y', 10, 10, format).ticks).toEqual([10, 100]);
  const axis = logAxis('y', 1, 10_000, format);
  expect(shareOf(100, axis)).toBeCloseTo(0.5, 12);
});

test('equal factors are equally far apart in the picture, and points can stand without a line', () => {
  const x = logAxis('x', 1, 100, format);
  const points = [1, 10, 100].map((value) => ({ x: value, y: value }));
  const style = { colour: 'blue', dash: undefined, marker: undefined };
  const svg = lineChartSvg(
    { title: 'Powers', x, y: x, lines: [{ name: 'a', points, style }] },
    { background: 'white', foreground: 'black', grid: 'grey' },
  );
  const [, path] = /<path d="(M88[^"]*L[^"]*)" fill="none" stroke-linejoin="round" stroke="none"/.exec(svg)!;
  expect(path).toBe('M88 372L432 214L776 56');
});
