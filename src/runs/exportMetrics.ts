import type { ParameterValues } from '../../samples/parameters';
import { csvText } from '../csvText';
import type { DataInfo, EngineInfo, RunStatus, RunSummary, Series } from '../protocol';

/** What an exported metrics file in JSON holds: how the run was set up, and its numbers. */
export interface MetricsFile {
  readonly title: string;
  readonly sample: string;
  readonly status: RunStatus;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** A parameter that was changed during the run has its last value. */
  readonly parameters: ParameterValues;
  readonly seed: number;
  /** Absent when the run ended before its data was read. */
  readonly data?: DataInfo;
  /** Absent when the run ended before an engine was chosen. */
  readonly engine?: EngineInfo;
  readonly series: readonly {
    readonly name: string;
    /** Absent where the name says it, or where the values are plain numbers, such as a loss. */
    readonly unit?: string;
    /** In epochs, ascending. */
    readonly steps: readonly number[];
    /** One for each step; null where the value was not a finite number. */
    readonly values: readonly (number | null)[];
  }[];
}

/**
 * A table as CSV (RFC 4180): a row for each step at which anything was measured, in ascending order, and a column for
 * each series, its name and unit in the header. A field is empty where a series has no value at that step.
 */
export function metricsAsCsv(series: readonly Series[]): string {
  const valueAt = series.map(({ steps, values }) => new Map(steps.map((step, i) => [step, values[i]])));
  const steps = [...new Set(series.flatMap((one) => one.steps))].sort((a, b) => a - b);
  const header = ['step (epochs)', ...series.map(({ name }) => (isShare(name) ? `${name} (fraction)` : name))];
  const rows = steps.map((step) => [step, ...valueAt.map((values) => values.get(step) ?? '')]);
  return csvText([header, ...rows]);
}

/** The same numbers as JSON, with the run's set-up; see `MetricsFile`. */
export function metricsAsJson(run: RunSummary, series: readonly Series[]): string {
  const file: MetricsFile = {
    title: run.title,
    sample: run.request.sampleId,
    status: run.status,
    startedAt: new Date(run.startedAt).toISOString(),
    parameters: run.request.parameters,
    seed: run.request.seed,
    ...(run.data && { data: run.data }),
    ...(run.engine && { engine: run.engine }),
    series: series.map(({ name, steps, values }) => ({
      name,
      ...(isShare(name) && { unit: 'fraction' }),
      steps,
      values: values.map((value) => (Number.isFinite(value) ? value : null)),
    })),
  };
  return JSON.stringify(file, undefined, 2) + '\n';
}

/** Accuracies are shares of the records, 0…1. */
function isShare(name: string): boolean {
  return name.includes('accuracy');
}
