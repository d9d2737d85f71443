/** A learner's copy of a sample in a real VS Code: made, trained, debugged, refused, and stopped whatever it does. */
import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary } from '../../src/protocol';
import type { RunRecord } from '../../src/runs/runRecord';
import type { Services } from '../../src/services';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const services = async () => extension.activate();
const run = (command: string, argument?: unknown) =>
  vscode.commands.executeCommand(`learnDeepLearning.${command}`, argument);

const hasEnded = ({ status }: RunSummary) => status === 'finished' || status === 'failed' || status === 'stopped';

function reaches(record: RunRecord, goal: (summary: RunSummary) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!goal(record.summary)) return;
      record.off('changed', check);
      resolve();
    };
    record.on('changed', check);
    check();
  });
}

async function until<T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain for ${what}`);
}

/** Copies the sample as the command does; returns the folder. */
async function copySample(): Promise<vscode.Uri> {
  await run('copySample', { sample: 'mnist-mlp' });
  const entry = vscode.window.activeTextEditor!.document.uri;
  return vscode.Uri.joinPath(entry, '..', '..');
}

const textOf = async (file: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(file));

async function change(folder: vscode.Uri, path: string, from: string, to: string): Promise<void> {
  const file = vscode.Uri.joinPath(folder, path);
  const text = await textOf(file);
  assert.ok(text.includes(from), `${path} has no ${from}`);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text.replace(from, to)));
}

async function train(folder: vscode.Uri, preset = 'hand-made-100'): Promise<RunRecord> {
  const { runs } = await services();
  const before = (await runs.summaries()).length;
  await run('trainCopy', { folder: folder.fsPath, preset });
  const summaries = await runs.summaries();
  assert.equal(summaries.length, before + 1, 'a run has started');
  return runs.open(summaries[0]!.id);
}

/** The one problem that we have marked in a folder, once it is there. */
const problemIn = (folder: vscode.Uri) =>
  until('a diagnostic', () =>
    vscode.languages
      .getDiagnostics()
      .filter(([uri]) => uri.path.startsWith(folder.path))
      .flatMap(([uri, diagnostics]) => diagnostics.map((diagnostic) => ({ uri, diagnostic })))
      .find(({ diagnostic }) => diagnostic.source === 'Deep Learning'),
  );

/** The number of the line, counted from 0, that has this text. */
async function lineOf(file: vscode.Uri, text: string): Promise<number> {
  return (await textOf(file)).split('\n').findIndex((line) => line.includes(text));
}

describe("a learner's copy of a sample", () => {
  const made: vscode.Uri[] = [];
  const freshCopy = async () => {
    const folder = await copySample();
    made.push(folder);
    return folder;
  };

  afterEach(async () => {
    const { runs } = await services();
    for (const record of runs.activeRecords()) {
      runs.activeRun(record.summary.id)?.stop();
      await reaches(record, hasEnded);
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const folder of made.splice(0)) await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('opens as it was shipped, read-only, with what can be done above it', async () => {
    await run('openSampleCode', { sample: 'mnist-mlp' });
    const { document } = vscode.window.activeTextEditor!;
    const shipped = await readFile(join(extension.extensionPath, 'samples/mnist-mlp/index.ts'), 'utf8');
    assert.equal(document.getText(), shipped);
    assert.notEqual(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), true);
    const lenses = await lensesOf(document.uri);
    assert.deepEqual(lenses, ['$(play) Train', 'Inspect', 'Copy to Workspace']);
  });

  it('is a folder that type-checks: TensorFlow.js has hovers, and a wrong type is an error of VS Code', async () => {
    const folder = await freshCopy();
    const file = vscode.Uri.joinPath(folder, 'mnist-mlp/tensorflowNetwork.ts');
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('softmaxCrossEntropy('));
    const hover = await until('a hover with a type', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', file, at);
      const text = hovers
        .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
        .join();
      return text.includes('Tensor') ? text : undefined;
    });
    assert.match(hover, /softmaxCrossEntropy/);
    const tf = document.getText().indexOf('tf.sequential(') + 'tf.'.length;
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      file,
      document.positionAt(tf),
    );
    assert.ok(items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'conv2d'));
    // The language server counts: nothing is wrong in the copy as it is, and one thing after this.
    await change(folder, 'mnist-mlp/tensorflowNetwork.ts', 'tf.train.sgd(0)', "tf.train.sgd('fast')");
    const wrong = await until('an error of TypeScript', () =>
      vscode.languages.getDiagnostics(file).find(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    assert.match(wrong.message, /string/);
    assert.equal(wrong.range.start.line, await lineOf(file, "tf.train.sgd('fast')"));
    assert.equal(vscode.languages.getDiagnostics(file).length, 1);
  });

  it('trains as the original does, number by number, and as its own code says once that is changed', async () => {
    const { runs } = await services();
    const folder = await freshCopy();
    assert.deepEqual(await lensesOf(vscode.Uri.joinPath(folder, 'mnist-mlp/index.ts')), [
      ...['$(play) Train', '$(debug-alt) Debug', 'Inspect', 'Compare with Original', 'Restore'],
    ]);
    const unchanged = await train(folder);
    await reaches(unchanged, hasEnded);
    assert.equal(unchanged.summary.error, undefined);
    await run('trainMnistMlp', { preset: 'hand-made-100' });
    const original = await runs.open((await runs.summaries())[0]!.id);
    await reaches(original, hasEnded);
    assert.equal(original.summary.request.copy, undefined);
    assert.equal(unchanged.summary.testAccuracy, original.summary.testAccuracy);

    // Parameters and presets are those of the learner's own code.
    await change(folder, 'mnist-mlp/index.ts', "id: 'hand-made-100'", "id: 'tiny'");
    await change(
      folder,
      'mnist-mlp/index.ts',
      'hiddenUnits: 200, learningRate: 0.1, epochs: 5, trainRecords: 100',
      'hiddenUnits: 3, epochs: 2, trainRecords: 50',
    );
    const changed = await train(folder, 'tiny');
    await reaches(changed, hasEnded);
    assert.equal(changed.summary.error, undefined);
    assert.equal(changed.summary.request.parameters.hiddenUnits, 3);
    const { network } = await changed.frame(2);
    assert.equal(network.layers[0]!.outputs, 3);
  });

  it('marks an error at its line, with the shapes of the tensors', async () => {
    const folder = await freshCopy();
    const path = 'mnist-mlp/tensorflowNetwork.ts';
    await change(
      folder,
      path,
      'return this.#model.apply(inputs) as tf.Tensor2D;',
      'return tf.matMul(inputs as tf.Tensor2D, tf.zeros<tf.Rank.R2>([10, 3]));',
    );
    const record = await train(folder, 'tensorflow');
    await reaches(record, hasEnded);
    assert.equal(record.summary.status, 'failed');
    const { uri, diagnostic } = await problemIn(folder);
    assert.equal(uri.path, vscode.Uri.joinPath(folder, path).path);
    assert.equal(diagnostic.range.start.line, await lineOf(uri, 'return tf.matMul('));
    assert.match(diagnostic.message, /\[50, 784\].*\[10, 3\]/);
    assert.ok(diagnostic.relatedInformation!.some(({ location }) => location.uri.path.endsWith('train.ts')));
    // The next run forgets it.
    await change(
      folder,
      path,
      'return tf.matMul(inputs as tf.Tensor2D, tf.zeros<tf.Rank.R2>([10, 3]));',
      'return this.#model.apply(inputs) as tf.Tensor2D;',
    );
    await train(folder, 'tensorflow');
    const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Deep Learning');
    assert.deepEqual(ours, []);
  });

  it('marks where a loss stops being a finite number, with the shapes', async () => {
    const folder = await freshCopy();
    const path = 'mnist-mlp/tensorflowNetwork.ts';
    await change(
      folder,
      path,
      'return tf.losses.softmaxCrossEntropy(targets, logits);',
      'return tf.neg(tf.mean(tf.log(tf.sub(logits, 1e6))));',
    );
    const record = await train(folder, 'tensorflow');
    await reaches(record, hasEnded);
    assert.equal(record.summary.status, 'failed');
    const { uri, diagnostic } = await problemIn(folder);
    assert.equal(diagnostic.range.start.line, await lineOf(uri, 'return tf.neg('));
    assert.match(diagnostic.message, /finite.*\[50, 10\]/);
  });

  it('says file and line when it cannot be loaded', async () => {
    const folder = await freshCopy();
    const { runs } = await services();
    const before = (await runs.summaries()).length;
    const breaks: [path: string, from: string, to: string, message: RegExp, marked: string][] = [
      ['mnist-mlp/train.ts', 'let record = 0;', 'let record = = 0;', /Expression expected/, 'let record'],
      ['mnist-mlp/index.ts', "from './train'", "from './trian'", /no such file/, "'./trian'"],
      ['mnist-mlp/index.ts', 'import { train }', 'import { trein }', /export named 'trein'/, 'import { trein }'],
      ['mnist-mlp/index.ts', 'export const mnistMlp', 'const mnistMlp', /must export a sample/, "from '../digits'"],
    ];
    for (const [path, from, to, message, marked] of breaks) {
      await change(folder, path, from, to);
      await run('trainCopy', { folder: folder.fsPath, preset: 'hand-made-100' });
      const { uri, diagnostic } = await problemIn(folder);
      assert.match(diagnostic.message, message);
      assert.equal(uri.path, vscode.Uri.joinPath(folder, path).path);
      assert.equal(diagnostic.range.start.line, await lineOf(uri, marked));
      await change(folder, path, to, from);
    }
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'mnist-mlp/index.ts'));
    await run('trainCopy', { folder: folder.fsPath, preset: 'hand-made-100' });
    assert.equal((await runs.summaries()).length, before);
  });

  it('is stopped in an endless loop, and its record is kept', async () => {
    const folder = await freshCopy();
    const order = 'const order = classifier.order(epoch, count);';
    await change(folder, 'mnist-mlp/train.ts', order, `while (epoch === 2); ${order}`);
    const record = await train(folder);
    await reaches(record, ({ step, status }) => step > 1 || status === 'failed');
    await run('stopRun');
    await reaches(record, hasEnded);
    assert.equal(record.summary.status, 'stopped');
    assert.deepEqual(record.allFrameSteps().slice(0, 1), [0]);
    assert.ok(record.allSeries().some(({ name }) => name === 'test loss'));
  });

  it('may exit, kill its process, recurse without end, or reject behind our back: the run fails, the editor lives', async () => {
    const { runs } = await services();
    const folder = await freshCopy();
    const process =
      '(globalThis as unknown as { process: { exit(code: number): void; kill(id: number): void; pid: number } }).process';
    const start = 'let record = 0;';
    const misdeeds: [code: string, error: RegExp][] = [
      [`${process}.exit(3);`, /ended unexpectedly \(code 3\)/],
      [`${process}.kill(${process}.pid);`, /ended unexpectedly/],
      ['const deeper = (n: number): number => deeper(n + 1) + 1; deeper(0);', /call stack/],
      ["setTimeout(() => { throw new Error('behind our back'); }, 0); await new Promise(() => {});", /behind our back/],
      ["void Promise.reject(new Error('nobody listens')); await new Promise(() => {});", /nobody listens/],
    ];
    for (const [code, error] of misdeeds) {
      await change(folder, 'mnist-mlp/train.ts', start, `${start} ${code}`);
      const record = await train(folder);
      await reaches(record, hasEnded);
      assert.equal(record.summary.status, 'failed', code);
      assert.match(record.summary.error!, error);
      await change(folder, 'mnist-mlp/train.ts', `${start} ${code}`, start);
    }
    assert.deepEqual(runs.activeRecords(), []);
  });

  it('stops at a breakpoint under the debugger, where a tensor shows shape, type and values', async () => {
    const folder = await freshCopy();
    const file = vscode.Uri.joinPath(folder, 'mnist-mlp/tensorflowNetwork.ts');
    const line = await lineOf(file, 'outputs: Float32Array.from(tf.softmax(logits)');
    const breakpoint = new vscode.SourceBreakpoint(new vscode.Location(file, new vscode.Position(line, 0)));
    vscode.debug.addBreakpoints([breakpoint]);
    let paused: ((session: vscode.DebugSession, threadId: number) => void) | undefined;
    const stopped = new Promise<{ session: vscode.DebugSession; threadId: number }>((resolve) => {
      paused = (session, threadId) => resolve({ session, threadId });
    });
    const tracker = vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: ({ event, body }: { event?: string; body?: { reason: string; threadId: number } }) => {
          if (event === 'stopped' && body?.reason === 'breakpoint') paused?.(session, body.threadId);
        },
      }),
    });
    try {
      await run('debugSample', { folder: folder.fsPath, preset: 'tensorflow' });
      const { session, threadId } = await stopped;
      const { stackFrames } = (await session.customRequest('stackTrace', { threadId, levels: 1 })) as StackTrace;
      const [frame] = stackFrames;
      assert.equal(frame!.line, line + 1);
      assert.ok(frame!.source.path.endsWith(file.path), frame!.source.path); // on a server with its address before it
      assert.equal(frame!.source.sourceReference ?? 0, 0, "not the learner's file, but what the compiler made of it");
      const evaluate = async (expression: string) =>
        (await session.customRequest('evaluate', { expression, frameId: frame!.id, context: 'watch' })) as Variable;
      const logits = await evaluate('logits');
      assert.match(logits.result, /^Tensor float32 \[\d+, 10\] -?\d/);
      const { variables } = (await session.customRequest('variables', logits)) as { variables: Property[] };
      const shown = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
      assert.match(shown.shape!, /10/);
      assert.match(shown.dtype!, /float32/);
      assert.ok('values' in shown);
      assert.equal('dataId' in shown, false);
      vscode.debug.removeBreakpoints([breakpoint]);
      await session.customRequest('continue', { threadId });
      const { runs } = await services();
      const [record] = runs.activeRecords();
      await reaches(record!, ({ step }) => step > 0);
      await vscode.debug.stopDebugging();
      await reaches(record!, hasEnded);
      assert.equal(record!.summary.status, 'stopped', record!.summary.error);
    } finally {
      tracker.dispose();
      vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    }
  });

  it('does not run where the workspace is not trusted; samples do', async () => {
    const { runs, copies } = await services();
    const folder = await freshCopy();
    const { isTrusted } = copies.trust;
    copies.trust.isTrusted = () => false;
    try {
      const before = (await runs.summaries()).length;
      await run('trainCopy', { folder: folder.fsPath, preset: 'hand-made-100' });
      await run('debugSample', { folder: folder.fsPath, preset: 'hand-made-100' });
      assert.equal((await runs.summaries()).length, before);
      assert.throws(() => copies.worker(), /not trusted/);
      await run('trainMnistMlp', { preset: 'hand-made-100' });
      assert.equal((await runs.summaries()).length, before + 1);
    } finally {
      copies.trust.isTrusted = isTrusted;
    }
  });

  it('restores the original text, and only after a yes', async () => {
    const folder = await freshCopy();
    const { copies } = await services();
    const path = 'mnist-mlp/train.ts';
    const original = await textOf(vscode.Uri.joinPath(folder, path));
    await change(folder, path, 'let record = 0;', 'let record = 1;');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'classification.ts'));
    const answers = [undefined, 'Restore'];
    const { confirm } = copies;
    copies.confirm = () => Promise.resolve(answers.shift());
    try {
      await run('restoreOriginal', { folder: folder.fsPath });
      assert.notEqual(await textOf(vscode.Uri.joinPath(folder, path)), original);
      await run('restoreOriginal', { folder: folder.fsPath });
      assert.equal(await textOf(vscode.Uri.joinPath(folder, path)), original);
      assert.ok((await textOf(vscode.Uri.joinPath(folder, 'classification.ts'))).length > 0);
    } finally {
      copies.confirm = confirm;
    }
  });
});

interface StackTrace {
  readonly stackFrames: readonly {
    readonly id: number;
    readonly line: number;
    readonly source: { readonly path: string; readonly sourceReference?: number };
  }[];
}
interface Variable {
  readonly result: string;
  readonly variablesReference: number;
}
interface Property {
  readonly name: string;
  readonly value: string;
}

async function lensesOf(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return lenses.flatMap(({ command }) => (command?.command.startsWith('learnDeepLearning.') ? [command.title] : []));
}
