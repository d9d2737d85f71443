import type { Observation } from '../../samples/observation';
import type { RunSummary } from '../protocol';
import type { RunRecord } from '../runs/runRecord';

interface Reporter {
  /** Writes what is left to say when the run has ended. */
  end(): void;
}

/** One JSON object per observation; of large arrays only type and length. */
export function jsonReporter(record: RunRecord): Reporter {
  const write = (value: unknown) => void process.stdout.write(`${JSON.stringify(value, withoutLargeArrays)}\n`);
  record.on('observed', (observations: readonly Observation[]) => observations.forEach(write));
  return {
    end() {
      const { summary } = record;
      if (summary.status !== 'finished') return write({ kind: summary.status, error: summary.error });
      const accuracies = record.allSeries().find((series) => series.name === 'test accuracy');
      // Epoch 0 is the untrained network.
      const testAccuracyByEpoch = accuracies?.values.filter((_, index) => accuracies.steps[index]! > 0) ?? [];
      write({
        kind: 'result',
        sample: summary.request.sampleId,
        parameters: summary.request.parameters,
        seed: summary.request.seed,
        data: summary.data,
        backend: summary.engine?.name,
        engine: summary.engine,
        testAccuracyByEpoch,
        testAccuracy: testAccuracyByEpoch.at(-1),
        recordsPerSecond: summary.recordsPerSecond,
      });
    },
  };
}

function withoutLargeArrays(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? { type: value.constructor.name, length: (value as Uint8Array).length } : value;
}

/** A progress bar that redraws itself on a terminal, and a line per epoch. */
export function textReporter(record: RunRecord): Reporter {
  const terminal = process.stderr.isTTY;
  let announced = '';
  record.on('changed', (summary: RunSummary) => {
    const heading = summary.data ? `${summary.data.title} · ${summary.engine?.title}` : '';
    if (heading !== announced) process.stdout.write(`${(announced = heading)}\n`);
    if (terminal) process.stderr.write(`\r\x1b[K${progressBar(summary)}`);
  });
  record.on('scalars', (scalars) => {
    for (const { name, step, value } of scalars) {
      if (name !== 'test accuracy') continue;
      if (terminal) process.stderr.write('\r\x1b[K');
      process.stdout.write(`epoch ${step}: test accuracy ${(value * 100).toFixed(2)} %\n`);
    }
  });
  return {
    end() {
      if (terminal) process.stderr.write('\r\x1b[K');
      const { status, recordsPerSecond } = record.summary;
      const speed = recordsPerSecond ? `, ${Math.round(recordsPerSecond)} records/s` : '';
      process.stdout.write(`${status}${speed}\n`);
    },
  };
}

function progressBar({ step, request, recordsPerSecond, secondsLeft }: RunSummary): string {
  const epochs = Number(request.parameters.epochs);
  const width = 30;
  const filled = Math.round((width * step) / epochs);
  const speed = recordsPerSecond ? ` ${Math.round(recordsPerSecond)} records/s` : '';
  const left = secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`;
  return `[${'#'.repeat(filled).padEnd(width, '.')}] epoch ${step.toFixed(2)} of ${epochs}${speed}${left}`;
}
