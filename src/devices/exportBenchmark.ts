import { ceilingsOf, devices, operationsPerSecond, type DeviceOutcome } from '../../samples/devices/results';
import type { Latency } from '../../samples/devices/statistics';
import { csvText } from '../csvText';
import type { BenchmarkRecord } from '../protocol';

const columns = [
  'device',
  'engine',
  'measurement',
  'batch size',
  'first (ms)',
  'p50 (ms)',
  'p95 (ms)',
  'repetitions',
  'per second',
  'unit',
  'missing',
];

/** A benchmark as CSV (RFC 4180): a row for each measurement; what wasn't measured has a row that says why. */
export function benchmarkAsCsv({ outcomes }: BenchmarkRecord): string {
  const rows = outcomes.flatMap(rowsOf);
  return csvText([columns, ...rows]);
}

/** The whole record as JSON, the machine included; times are in milliseconds, memory and traffic in bytes. */
export function benchmarkAsJson({ startedAt, machine, outcomes }: BenchmarkRecord): string {
  return JSON.stringify({ startedAt: new Date(startedAt).toISOString(), machine, outcomes }, undefined, 2) + '\n';
}

type Row = readonly (string | number)[];

function rowsOf(outcome: DeviceOutcome): Row[] {
  const device = devices.find(({ id }) => id === outcome.device)!.title;
  if ('missing' in outcome) return [[device, ...Array<string>(9).fill(''), outcome.missing]];
  const row = (name: string, size: number | '', latency: Latency, rate: number | '' = '', unit = ''): Row => [
    ...[device, outcome.engine, name, size],
    ...[latency.first, latency.p50, latency.p95, latency.repetitions],
    ...[rate, unit, ''],
  ];
  const { bandwidth } = ceilingsOf(outcome);
  return [
    [device, outcome.engine, 'loading', '', outcome.loadTime, '', '', 1, '', '', ''],
    ...outcome.workloads.map((workload) =>
      'latency' in workload
        ? row(workload.title, '', workload.latency, operationsPerSecond(workload), workload.work && 'operations')
        : [device, outcome.engine, workload.title, ...Array<string>(7).fill(''), workload.missing],
    ),
    ...outcome.batches.flatMap(({ size, resident, roundTrip }) => [
      row('answers, data on the device', size, resident, (1000 * size) / resident.p50, 'records'),
      row('answers, with transfer', size, roundTrip, (1000 * size) / roundTrip.p50, 'records'),
    ]),
    row('x + 1, with transfer', '', outcome.transfer.roundTrip),
    row('x + 1, data on the device', '', outcome.transfer.resident),
    row('a + b', '', outcome.stream.latency, bandwidth, 'bytes'),
  ];
}
