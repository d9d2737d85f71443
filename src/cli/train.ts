/**
 * `npm run --silent train -- mnist-mlp …`: runs a sample in the same worker as the editor does, from a terminal.
 * Exit code 0: finished; 1: the run failed; 2: the command line is wrong; 130: stopped with Ctrl-C.
 */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findSample, samples } from '../../samples';
import { ParameterError } from '../../samples/parameters';
import { parametersFor, type Sample } from '../../samples/sample';
import type { DataSource, EngineName, RunRequest } from '../protocol';
import { ActiveRun } from '../runs/activeRun';
import { RunRecord } from '../runs/runRecord';
import { workersFor } from '../worker/nativeModules';
import { describeSamples } from './describeSamples';
import { checkoutModules } from './nativeFolder';
import { jsonReporter, textReporter } from './reporters';

const engines = ['auto', 'native', 'wasm', 'cpu'] as const;

const usage = `Usage: npm run --silent train -- SAMPLE [options]
       npm run --silent train -- --list

  --set NAME=VALUE    a parameter of the sample; may be repeated
  --data PATH         a folder with the four IDX files of MNIST, or a CSV file (label first); else the bundled digits
  --test-data PATH    the second CSV file; without it, the last fifth of the first is held out
  --backend NAME      ${engines.join(', ')}
  --seed N            a whole number from 0 to 4294967295; 42 if left out
  --json              one JSON object per observation, and a last one with the result
  --list              the samples and their parameters`;

/** A command line that cannot be obeyed. */
class UsageError extends Error {}

async function main(): Promise<number> {
  const { values, positionals } = parse();
  if (values.help) return print(usage);
  if (values.list) return print(describeSamples(samples));
  const request = await requestFrom(values, positionals);
  const record = new RunRecord({
    id: 'cli',
    title: request.sampleId,
    request,
    status: 'starting',
    startedAt: Date.now(),
    step: 0,
  });
  const run = new ActiveRun(record, workersFor(__dirname, checkoutModules()));
  const report = values.json ? jsonReporter(record) : textReporter(record);
  process.once('SIGINT', () => run.stop());
  await run.run();
  report.end();
  const { status, error } = record.summary;
  if (status === 'failed') process.stderr.write(`${error}\n`);
  return { finished: 0, stopped: 130 }[status as string] ?? 1;
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        set: { type: 'string', multiple: true, default: [] },
        data: { type: 'string' },
        'test-data': { type: 'string' },
        backend: { type: 'string', default: 'auto' },
        seed: { type: 'string', default: '42' },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

type Options = ReturnType<typeof parse>['values'];

async function requestFrom(options: Options, positionals: string[]): Promise<RunRequest> {
  const sample = sampleFrom(positionals);
  if (!engines.some((name) => name === options.backend)) {
    throw new UsageError(`There is no backend "${options.backend}". Choose one of ${engines.join(', ')}.`);
  }
  return {
    sampleId: sample.id,
    parameters: parametersFor(sample, Object.fromEntries(options.set.map(assignment))),
    seed: seedFrom(options.seed),
    data: await dataFrom(options.data, options['test-data']),
    engine: options.backend as EngineName | 'auto',
  };
}

function sampleFrom(positionals: string[]): Sample {
  const [id, ...rest] = positionals;
  const known = samples.map((sample) => sample.id).join(', ');
  if (id === undefined) throw new UsageError(`Name a sample: ${known}.\n\n${usage}`);
  if (rest.length > 0) throw new UsageError(`One sample at a time; "${rest.join(' ')}" is too much.`);
  const sample = findSample(id);
  if (!sample) throw new UsageError(`There is no sample "${id}". Choose one of: ${known}.`);
  return sample;
}

function assignment(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`--set takes NAME=VALUE, as in --set epochs=5; found "${text}".`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function seedFrom(text: string): number {
  const seed = Number(text);
  if (text.trim() === '' || !Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new UsageError(`--seed takes a whole number from 0 to 4294967295; found "${text}".`);
  }
  return seed;
}

async function dataFrom(data: string | undefined, testData: string | undefined): Promise<DataSource> {
  if (data === undefined) {
    if (testData !== undefined) throw new UsageError('--test-data goes with --data: name the training records too.');
    return { kind: 'bundled' };
  }
  const path = resolve(data);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`--data: there is no file or folder ${path}.`);
  if (!found.isDirectory())
    return { kind: 'csv', train: path, ...(testData !== undefined && { test: resolve(testData) }) };
  if (testData !== undefined)
    throw new UsageError('--test-data goes with a CSV file; a folder holds its own test set.');
  return { kind: 'folder', path };
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError || error instanceof ParameterError;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = isUsage ? 2 : 1;
  },
);
