import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exerciseGroups, exercises } from '../../samples/exercises';
import { SyllabusView } from '../../src/learn/syllabusView';
import type { Services } from '../../src/services';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const command = (name: string, argument?: unknown) =>
  vscode.commands.executeCommand(`learnDeepLearning.${name}`, argument);

const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
const learners = (file: string) => vscode.Uri.joinPath(folder(), 'deep-learning-exercises', file);
const shipped = async (file: string) =>
  new TextDecoder().decode(
    await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, 'samples/exercises', file)),
  );
const read = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();

/** Puts a text into a file as a learner would: in the editor. */
async function type(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, document.validateRange(new vscode.Range(0, 0, 10_000, 0)), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

/** Does something while VS Code seems to be in another state. */
async function pretending<T extends object, K extends keyof T>(
  object: T,
  key: K,
  value: T[K],
  action: () => PromiseLike<unknown>,
): Promise<void> {
  const real = Object.getOwnPropertyDescriptor(object, key)!;
  Object.defineProperty(object, key, { configurable: true, get: () => value });
  try {
    await action();
  } finally {
    Object.defineProperty(object, key, real);
  }
}

describe('exercises in a real VS Code', () => {
  const cost = () => learners('linearRegression/cost.ts');
  let services: Services;
  /** What was reported of the tests, in order: VS Code lets nobody ask for it. */
  const reports: { state: string; id: string; messages: vscode.TestMessage[] }[] = [];
  const output: string[] = [];
  let last: vscode.TestRun;

  before(async () => {
    services = await extension.activate();
    const { controller } = services.exercises.tests;
    const createTestRun = controller.createTestRun.bind(controller);
    controller.createTestRun = (request, name, persist) => {
      const run = createTestRun(request, name, persist);
      const report = (state: 'passed' | 'failed' | 'skipped' | 'errored') => {
        const original = run[state].bind(run) as (item: vscode.TestItem, ...rest: unknown[]) => void;
        run[state] = (item: vscode.TestItem, ...rest: unknown[]) => {
          const messages = [rest[0]].flat().filter((one) => one instanceof vscode.TestMessage);
          reports.push({ state, id: item.uri!.path.split('/').at(-1)!, messages });
          original(item, ...rest);
        };
      };
      (['passed', 'failed', 'skipped', 'errored'] as const).forEach(report);
      const append = run.appendOutput.bind(run);
      run.appendOutput = (text, location, item) => {
        output.push(`${location!.range.start.line + 1}: ${text.trim()}`);
        append(text, location, item);
      };
      return (last = run);
    };
    await command('startExercises');
  });

  beforeEach(() => {
    reports.length = 0;
    output.length = 0;
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(learners(''), { recursive: true });
  });

  it('writes them all, opens the first, and lists them in the Test Explorer', async () => {
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, learners('linearRegression/predict.ts').path);
    const { items } = services.exercises.tests.controller;
    assert.deepEqual(
      [...items].map(([, { label, description }]) => [label, description]),
      exerciseGroups.map(({ title, exercises }) => [title, `0 of ${exercises.length} solved`]),
    );
    const tests = [...items].flatMap(([, { children }]) => [...children].map(([, test]) => test));
    assert.deepEqual(
      tests.map(({ label }) => label),
      exercises.map(({ title }) => title),
    );
    const { line } = tests[1]!.range!.start;
    assert.match((await read(cost())).split('\n')[line]!, /^export function cost\(/);
  });

  it('tells expected against actual numbers at the line that returned the wrong one', async () => {
    const wrong = [
      'export function cost([b, w]: [number, number], points: { x: number; y: number }[]) {',
      '  let sum = 0;',
      '  for (const { x, y } of points) sum += (b + w * x - y) ** 2;',
      "  console.log('sum', sum);",
      '  return sum;',
      '}',
    ];
    await type(cost(), wrong.join('\n'));
    await command('runExercise', cost());
    const [{ state, messages }] = reports as [(typeof reports)[0]];
    const [message, result] = messages as [vscode.TestMessage, vscode.TestMessage];
    assert.equal(state, 'failed');
    assert.match(message.message as string, /is 33, but should be 11\./);
    assert.match(message.message as string, /You return the sum of the squared errors\. The cost is their mean\./);
    assert.equal(result.expectedOutput, '11');
    assert.equal(result.actualOutput, '33');
    assert.equal(message.location!.uri.path, cost().path);
    assert.equal(message.location!.range.start.line, 4);
    assert.ok(output.includes('4: sum 4'), output.join());
  });

  it('tells an error of the code at its line, and what is no TypeScript', async () => {
    await type(cost(), 'export function cost() {\n  const points = undefined as any;\n  return points.length;\n}\n');
    await command('runExercise', cost());
    await type(cost(), 'export function cost() {\n  return (1;\n}\n');
    await command('runExercise', cost());
    assert.deepEqual(
      reports.map(({ state, messages }) => [state, messages[0]!.location!.range.start.line]),
      [
        ['failed', 2],
        ['failed', 1],
      ],
    );
    assert.match(reports[0]!.messages[0]!.message as string, /TypeError: .*undefined.* The call was cost\(/);
    assert.match(reports[1]!.messages[0]!.message as string, /This is not TypeScript/);
  });

  it('stops an endless loop when asked to, and the editor goes on', async () => {
    await type(cost(), "export function cost() {\n  console.log('here');\n  for (;;);\n}\n");
    const running = command('runExercise', cost());
    const loops = new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (output.length === 0) return;
        clearInterval(timer);
        resolve();
      }, 20);
    });
    await loops;
    await vscode.commands.executeCommand('testing.cancelRun');
    await running;
    assert.ok(last.token.isCancellationRequested);
    assert.deepEqual(
      reports.map(({ state }) => state),
      ['skipped'],
    );
  });

  it('needs a folder, and says so', async () => {
    const shown: string[] = [];
    const show = ((message: string) => Promise.resolve(void shown.push(message))) as never;
    await pretending(vscode.workspace, 'workspaceFolders', undefined, () =>
      pretending(vscode.window, 'showInformationMessage', show, () => command('startExercises')),
    );
    assert.match(shown.join(), /^Exercises are files of your own, so they need a folder\. Open one/);
  });

  it('asks which of several folders they should be in', async () => {
    const [first] = vscode.workspace.workspaceFolders!;
    const second = { uri: vscode.Uri.joinPath(first!.uri, 'second'), name: 'second', index: 1 };
    const pick = (() => Promise.resolve(second)) as never;
    await pretending(vscode.workspace, 'workspaceFolders', [first!, second], () =>
      pretending(vscode.window, 'showWorkspaceFolderPick', pick, () => command('startExercises')),
    );
    const { items } = services.exercises.tests.controller;
    assert.ok([...items].some(([, { label }]) => label === `${exerciseGroups[0]!.title} (second)`));
    await vscode.workspace.fs.delete(second.uri, { recursive: true });
    await services.exercises.tests.refresh();
    assert.equal(items.size, exerciseGroups.length);
  });

  it('runs nothing in a folder that is not trusted, and says so', async () => {
    await type(cost(), "console.log('run');\nexport function cost() {}\n");
    await pretending(vscode.workspace, 'isTrusted', false, () => command('runExercise', cost()));
    assert.deepEqual(output, []);
    assert.equal(reports[0]!.state, 'errored');
    assert.match(reports[0]!.messages[0]!.message as string, /the folder is not trusted/);
  });

  it('passes the solution, ticks it, and keeps it', async () => {
    await type(cost(), await shipped('cost/solution.ts'));
    await command('runExercise', cost());
    assert.deepEqual(
      reports.map(({ state, id }) => [state, id]),
      [['passed', 'cost.ts']],
    );
    const [, group] = [...services.exercises.tests.controller.items][0]!;
    assert.match(group.description!, /^1 of /);
    assert.equal(services.exercises.progress.of(exercises[1]!).isSolved, true);
  });

  it('gives one hint at a time', async () => {
    await command('nextHint', cost());
    await command('nextHint', cost());
    assert.equal(services.exercises.progress.of(exercises[1]!).hints, 2);
  });

  it('compares with the solution once it is solved', async () => {
    await command('compareWithSolution', cost());
    // The list of tabs follows a moment later.
    const diffs = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .flatMap(({ input }) => (input instanceof vscode.TabInputTextDiff ? [input] : []));
    for (let i = 0; i < 100 && diffs().length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(diffs()[0]!.modified.path, cost().path);
    assert.match(await read(diffs()[0]!.original), /return sum \/ points\.length;/);
  });

  it('never overwrites what the learner has, and brings back what is missing', async () => {
    await type(cost(), '// mine\n');
    const sigmoid = learners('intuition/sigmoid.ts');
    await vscode.workspace.fs.delete(sigmoid);
    await command('startExercises', { group: 'intuition' });
    assert.equal(await read(cost()), '// mine\n');
    assert.equal(await read(sigmoid), await shipped('sigmoid/exercise.ts'));
  });

  it('opens the exercise asked for from the Learn view', async () => {
    const view = new SyllabusView(services);
    const group = view.getChildren().find(({ item }) => item.label === 'Engine basics')!;
    const { command: name, arguments: parameters } = view.getChildren(group)[1]!.item.command!;
    await vscode.commands.executeCommand(name, ...(parameters as unknown[]));
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, learners('engine/add-bias.ts').path);
  });

  it('runs a whole topic, and grants the achievement when all of it is solved', async () => {
    const [group] = exerciseGroups;
    for (const { id } of group!.exercises) {
      await type(learners(`${group!.id}/${id}.ts`), await shipped(`${id}/solution.ts`));
      await services.exercises.run(services.exercises.asked(learners(`${group!.id}/${id}.ts`)));
    }
    assert.deepEqual(
      reports.map(({ state }) => state),
      group!.exercises.map(() => 'passed'),
    );
    const kept = (services.achievements as unknown as { all(): string[] }).all();
    assert.ok(kept.includes('codedLinearRegression'), kept.join());
  });
});
