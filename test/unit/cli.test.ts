/** The command line as it is built into dist/. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function train(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'dist', 'train.js'), ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const linesOf = ({ stdout }: Outcome) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const tiny = ['mnist-mlp', '--set', 'trainRecords=50', '--set', 'epochs=2', '--set', 'hiddenUnits=10'];

test('--json prints an object per observation and the result last', async () => {
  const outcome = await train(...tiny, '--seed', '7', '--json');
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  const lines = linesOf(outcome);
  const accuracies = lines.filter(({ name }) => name === 'test accuracy').map(({ value }) => value);
  expect(lines.at(-1)).toMatchObject({
    kind: 'result',
    seed: 7,
    backend: 'wasm',
    parameters: { model: 'hand-made', trainRecords: 50, epochs: 2, hiddenUnits: 10 },
    testAccuracyByEpoch: accuracies.slice(1),
    testAccuracy: accuracies.at(-1),
  });
  expect(lines.at(-1)?.recordsPerSecond).toBeGreaterThan(0);
  expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(['images', 'network', 'matrix', 'scalar', 'result']));
});

test('without --json it tells of every epoch in plain words', async () => {
  const { code, stdout } = await train(...tiny);
  expect(code).toBe(0);
  expect(stdout).toMatch(/epoch 1: test accuracy \d+\.\d\d %\nepoch 2: test accuracy/);
});

test('plain JavaScript and WebAssembly give the same numbers', async () => {
  const [wasm, cpu] = await Promise.all(
    ['wasm', 'cpu'].map((backend) => train(...tiny, '--backend', backend, '--json')),
  );
  const accuracies = (outcome: Outcome) => linesOf(outcome).at(-1)?.testAccuracyByEpoch;
  expect(linesOf(cpu!).at(-1)?.backend).toBe('cpu');
  expect(accuracies(wasm!)).toEqual(accuracies(cpu!));
});

test('--list shows the samples, their parameters and what is allowed', async () => {
  const { code, stdout } = await train('--list');
  expect(code).toBe(0);
  for (const name of ['model', 'hiddenUnits', 'learningRate', 'epochs', 'batchSize', 'trainRecords']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${name} .*\\d|${name} .*hand-made \\| tensorflow`, 'm'));
  }
});

test.each([
  [[], /Name a sample: mnist-mlp/],
  [['mnist-cnn'], /no sample "mnist-cnn".*mnist-mlp/],
  [['mnist-mlp', 'more'], /"more" is too much/],
  [['mnist-mlp', '--set', 'epoch=3'], /no parameter "epoch".*epochs/],
  [['mnist-mlp', '--set', 'epochs=many'], /epochs is "many".*whole number from 1 to/],
  [['mnist-mlp', '--set', 'epochs=2.5'], /epochs is "2\.5".*whole number/],
  [['mnist-mlp', '--set', 'learningRate=Infinity'], /learningRate is "Infinity".*from/],
  [['mnist-mlp', '--set', 'model=cnn'], /model is "cnn".*hand-made, tensorflow/],
  [['mnist-mlp', '--set', 'batchSize=50'], /batchSize is 50.*record by record/],
  [['mnist-mlp', '--set', 'epochs'], /NAME=VALUE/],
  [['mnist-mlp', '--backend', 'webgl'], /no backend "webgl".*native, wasm, cpu/],
  [['mnist-mlp', '--seed=-1'], /whole number from 0/],
  [['mnist-mlp', '--seed', '1.5'], /whole number from 0/],
  [['mnist-mlp', '--data', 'nowhere'], /no file or folder .*nowhere/],
  [['mnist-mlp', '--test-data', 'some.csv'], /goes with --data/],
  [['mnist-mlp', '--gpu'], /--gpu[^]*--backend NAME/],
])('%j is refused with exit code 2, and says what is allowed', async (args, message) => {
  const { code, stderr, stdout } = await train(...args);
  expect(stderr).toMatch(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a run that fails ends with exit code 1 and says why', async () => {
  const { code, stderr } = await train('mnist-mlp', '--data', join(root, 'test', 'unit'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/train-images/);
});

const csv = join(root, '..', 'shared', 'data', 'mnist-csv');

test("the deck's own 100 and 10 records give its performance of 0.6", async ({ skip }) => {
  if (!existsSync(csv)) skip("the deck's CSV files are not in ../shared/data/mnist-csv, beside the repository");
  const outcome = await train(
    ...[
      'mnist-mlp',
      '--data',
      join(csv, 'mnist_train_100.csv'),
      '--test-data',
      join(csv, 'mnist_test_10.csv'),
      '--json',
    ],
  );
  expect(linesOf(outcome).at(-1)?.testAccuracy).toBe(0.6);
});
