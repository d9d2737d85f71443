import { expect, test } from 'vitest';
import type { RunSummary, Series } from '../../src/protocol';
import { metricsAsCsv, metricsAsJson, type MetricsFile } from '../../src/runs/exportMetrics';

const series: Series[] = [
  { name: 'training loss', steps: [0.1, 0.2, 1], values: [1 / 3, 2.5e-7, NaN] },
  { name: 'test accuracy', steps: [0, 1], values: [0.1, 0.6149] },
];

const run: RunSummary = {
  id: 'r1',
  title: '100 records, "hand-made"',
  request: {
    sampleId: 'mnist-mlp',
    parameters: { model: 'hand-made', learningRate: 0.1 },
    seed: 42,
    data: { kind: 'bundled' },
    engine: 'auto',
  },
  status: 'finished',
  startedAt: Date.UTC(2026, 0, 31, 12),
  engine: { name: 'cpu', title: 'Plain JavaScript', reason: 'chosen by the setting' },
  data: { title: 'Digits', trainRecords: 100, testRecords: 10 },
  step: 1,
};

/** RFC 4180, read by the letter: quoted fields, doubled quotes, CRLF after every record. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (!match) throw new Error(`not CSV at ${at}: ${text.slice(at, at + 20)}`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === '\r\n') {
      records.push(record);
      record = [];
    }
  }
  return records;
}

test('CSV has a row for each step, a column for each series, and blanks where nothing was measured', () => {
  expect(parseCsv(metricsAsCsv(series))).toEqual([
    ['step (epochs)', 'training loss', 'test accuracy (fraction)'],
    ['0', '', '0.1'],
    ['0.1', String(1 / 3), ''],
    ['0.2', '2.5e-7', ''],
    ['1', 'NaN', '0.6149'],
  ]);
});

test('numbers in CSV are not rounded', () => {
  const [, , row] = parseCsv(metricsAsCsv(series));
  expect(Number(row![1])).toBe(1 / 3);
});

test('CSV quotes names that hold commas, quotes or line ends', () => {
  const name = 'loss, "mean"\nof all';
  expect(parseCsv(metricsAsCsv([{ name, steps: [1], values: [2] }]))).toEqual([
    ['step (epochs)', name],
    ['1', '2'],
  ]);
});

test('CSV of a run that measured nothing is a header', () => {
  expect(metricsAsCsv([])).toBe('step (epochs)\r\n');
});

test('JSON holds what decided the numbers, and the numbers', () => {
  expect(JSON.parse(metricsAsJson(run, series)) as MetricsFile).toEqual({
    title: '100 records, "hand-made"',
    sample: 'mnist-mlp',
    status: 'finished',
    startedAt: '2026-01-31T12:00:00.000Z',
    parameters: { model: 'hand-made', learningRate: 0.1 },
    seed: 42,
    data: { title: 'Digits', trainRecords: 100, testRecords: 10 },
    engine: { name: 'cpu', title: 'Plain JavaScript', reason: 'chosen by the setting' },
    series: [
      { name: 'training loss', steps: [0.1, 0.2, 1], values: [1 / 3, 2.5e-7, null] },
      { name: 'test accuracy', unit: 'fraction', steps: [0, 1], values: [0.1, 0.6149] },
    ],
  });
});
