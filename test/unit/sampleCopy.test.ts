/** A learner's copy of a sample: what is in it, that it type-checks and runs, and where its errors are said to be. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, onTestFinished, test } from 'vitest';
import { samples } from '../../samples';
import { askCopy } from '../../src/copies/askCopy';
import { companionFiles, entryOf, modulesOf } from '../../src/copies/copyFiles';
import { tensorflowTypes } from '../../src/copies/tensorflowTypes.mjs';
import { ActiveRun } from '../../src/runs/activeRun';
import { positionsIn } from '../../src/runs/codePositions';
import { RunRecord } from '../../src/runs/runRecord';
import type { RunRequest } from '../../src/protocol';
import { startIsolated } from '../../src/worker/startWorker';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFile(join(root, 'samples', path), 'utf8').catch(() => undefined);
const worker = () => startIsolated(join(root, 'dist'), () => {});

/** A copy of mnist-mlp, in a folder whose name a careless path or URL would stumble over. */
async function copySample(changes: Record<string, (text: string) => string> = {}): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), 'copy-')), 'my first # 100%25 copy');
  onTestFinished(() => rmSync(dirname(folder), { recursive: true, force: true }));
  const marker = { sample: 'mnist-mlp', entry: entryOf('mnist-mlp') };
  const types = tensorflowTypes(join(root, 'node_modules'));
  const files = new Map([...companionFiles(marker, 'MLP', types), ...(await modulesOf(marker.entry, read))]);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const changed = changes[path]?.(text) ?? text;
    if (changes[path]) expect(changed, `the change of ${path}`).not.toBe(text);
    writeFileSync(join(folder, path), changed);
  }
  return folder;
}

const asked = (folder: string) => ({ folder, entry: entryOf('mnist-mlp') });

describe('the files', () => {
  test.each(samples.map(({ id }) => id))('of %s are those that TypeScript finds from its entry', async (id) => {
    const modules = await modulesOf(entryOf(id), read);
    const program = ts.createProgram([join(root, 'samples', entryOf(id))], { noLib: true, types: [] });
    const expected = program
      .getSourceFiles()
      .map(({ fileName }) => relative(join(root, 'samples'), fileName))
      .filter((path) => !path.startsWith('..'));
    expect([...modules.keys()].sort()).toEqual(expected.sort());
  });

  test('type-check by themselves, with the types of TensorFlow.js beside them', async () => {
    const folder = await copySample();
    const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
      config: object;
    };
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
    const errors = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
    expect(errors.map(({ messageText }) => messageText)).toEqual([]);
    expect(fileNames.some((name) => name.endsWith('tensorflow.d.ts'))).toBe(true);
  });
});

describe('the code', () => {
  test('says what it is, and checks parameters by its own rules', async () => {
    const folder = await copySample({
      'mnist-mlp/index.ts': (text) =>
        text.replace("title: 'MLP on MNIST'", "title: 'My network'").replace('minimum: 1,', 'minimum: 7,'),
    });
    const { title, presets } = await askCopy(worker(), (copy) => copy.describeCopy(asked(folder)));
    expect(title).toBe('My network');
    expect(presets.map(({ id }) => id)).toEqual(samples[0]!.presets.map(({ id }) => id));
    const check = (parameters: object) => askCopy(worker(), (copy) => copy.checkCopy(asked(folder), { ...parameters }));
    expect(await check({ model: 'tensorflow' })).toMatchObject({
      usesTensorFlow: true,
      parameters: { hiddenUnits: 300 },
    });
    await expect(check({ hiddenUnits: 6 })).rejects.toThrow(
      'hiddenUnits is 6, but must be a whole number from 7 to 1000',
    );
    await expect(check({ model: 'hand-made', batchSize: 5 })).rejects.toThrow('leave it at 1');
  });

  test('that loops for ever while it is loaded is ended', async () => {
    const folder = await copySample({ 'mnist-mlp/index.ts': (text) => `${text}\nfor (;;);\n` });
    const asking = askCopy(worker(), (copy) => copy.describeCopy(asked(folder)), 3000);
    await expect(asking).rejects.toThrow('endless loop');
  });

  test.each([
    ['types that are only blanked out', '', ''],
    ['an enum, which is compiled with a source map', 'enum Kind {\n  One,\n  Two,\n}\n', 'if (Kind.Two < 0) return;'],
  ])('keeps its lines: %s', async (_, before, inside) => {
    const throwing = "throw new Error('here');";
    const path = 'mnist-mlp/train.ts';
    const folder = await copySample({
      [path]: (text) =>
        `${before}${text.replace('let record = 0;', `let record: number = 0; ${inside}\n  ${throwing}`)}`,
    });
    const { summary } = await run(folder, { model: 'hand-made', hiddenUnits: 5, epochs: 1, trainRecords: 10 });
    expect(summary).toMatchObject({ status: 'failed', error: 'here' });
    const lines = readFileSync(join(folder, path), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes(throwing)) + 1;
    expect(summary.failedAt![0]).toMatchObject({ file: join(folder, path), line });
    expect(summary.failedAt!.map(({ file }) => relative(folder, file))).toContain('mnist-mlp/index.ts');
  });

  test('that reports a loss which is not a number fails at that line', async () => {
    const path = 'mnist-mlp/train.ts';
    const reporting = "observeScalar('test loss', Number.NaN);";
    const folder = await copySample({ [path]: (text) => text.replace("observeScalar('test loss', loss);", reporting) });
    const { summary } = await run(folder, { model: 'hand-made', hiddenUnits: 5, epochs: 1, trainRecords: 10 });
    expect(summary.error).toContain('The test loss is NaN at step 0.00');
    const lines = readFileSync(join(folder, path), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes(reporting)) + 1;
    expect(summary.failedAt!.map((position) => position.line)).toContain(line);
  });

  test('that diverges is told by the operation that spoilt the loss, and its shapes', async () => {
    const folder = await copySample();
    const { summary } = await run(folder, { model: 'tensorflow', learningRate: 1e30 }, 'wasm');
    expect(summary.error).toMatch(/The loss is not finite, and this is where it begins: \w+ of .*\[50, \d+\]/);
    expect(relative(folder, summary.failedAt![0]!.file)).toBe('mnist-mlp/tensorflowNetwork.ts');
  });

  /** Runs with these parameters, bypassing the schema, as a learner's own schema might allow. */
  async function run(folder: string, given: RunRequest['parameters'], engine: RunRequest['engine'] = 'cpu') {
    const defaults = {
      model: 'hand-made',
      hiddenUnits: 20,
      learningRate: 0.1,
      epochs: 1,
      batchSize: 50,
      trainRecords: 200,
    };
    const parameters = { ...defaults, ...given };
    const description = { title: 'copy', parameters: {}, presets: [] };
    const usesTensorFlow = parameters.model === 'tensorflow';
    const copy = { ...asked(folder), description, usesTensorFlow };
    const request: RunRequest = { sampleId: 'mnist-mlp', parameters, seed: 1, data: { kind: 'bundled' }, engine, copy };
    const record = new RunRecord({ id: 'run', title: 'copy', request, status: 'starting', startedAt: 0, step: 0 });
    await new ActiveRun(record, { thread: worker, isolated: worker }).run();
    return record;
  }
});

test('positions are those of the files in the folder, wherever else the error has been', () => {
  const folder = join(tmpdir(), 'a copy');
  const url = (path: string) => pathToFileURL(join(folder, path)).href;
  const stack = [
    'Error: file:///elsewhere.ts:1:1 is not a place',
    `    at learn (${url('train.ts')}:12:5)`,
    '    at next (node:internal/process/task_queues:103:5)',
    `    at async ${url('sub/index.ts')}:3:1`,
    `    at mapped (${join(folder, 'kind.ts')}:7:9)`,
    `    at other (${pathToFileURL(join(tmpdir(), 'other.ts')).href}:1:1)`,
  ].join('\n');
  expect(positionsIn(folder, { stack })).toEqual([
    { file: join(folder, 'train.ts'), line: 12, column: 5 },
    { file: join(folder, 'sub/index.ts'), line: 3, column: 1 },
    { file: join(folder, 'kind.ts'), line: 7, column: 9 },
  ]);
  expect(positionsIn(folder, 'no error at all')).toEqual([]);
});
