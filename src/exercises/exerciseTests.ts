import * as vscode from 'vscode';
import { exerciseGroups, type ExerciseGroup } from '../../samples/exercises';
import { exercisePattern, type ExerciseFile, type ExerciseFiles } from './exerciseFiles';
import type { ExerciseProgress } from './exerciseProgress';
import type { Outcome } from './runExercise';
import { runInProcess } from './runInProcess';
import { functionLine, functionName } from './sourceLines';

/** The exercises of the workspace in the Test Explorer: a group for each topic, a test for each exercise. */
export class ExerciseTests {
  readonly controller = vscode.tests.createTestController('learnDeepLearning.exercises', 'Deep Learning Exercises');
  private readonly fileOf = new WeakMap<vscode.TestItem, ExerciseFile>();
  private readonly profile: vscode.TestRunProfile;
  private refreshTimer: NodeJS.Timeout | undefined;

  /**
   * @param assets the folder with the code of the process
   * @param solved is told each exercise that passes
   */
  constructor(
    private readonly assets: string,
    private readonly files: ExerciseFiles,
    private readonly progress: ExerciseProgress,
    private readonly solved: (file: ExerciseFile, isOnlyOne: boolean) => Promise<void>,
  ) {
    this.profile = this.controller.createRunProfile(
      'Run',
      vscode.TestRunProfileKind.Run,
      (request, token) => (request.continuous ? this.runOnSave(request, token) : this.run(request, token)),
      true,
      undefined,
      true,
    );
    this.controller.refreshHandler = () => this.refresh();
  }

  /** Keeps the tests as the files are. */
  register(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(exercisePattern, false, true, false);
    // Files come and go many at a time.
    const refresh = () => {
      clearTimeout(this.refreshTimer);
      this.refreshTimer = setTimeout(() => void this.refresh(), 200);
    };
    return vscode.Disposable.from(
      this.controller,
      watcher,
      { dispose: () => clearTimeout(this.refreshTimer) },
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.files.at(document.uri)) this.place(this.find(document.uri), document.getText());
      }),
      this.progress.onDidChange(() => this.describe()),
    );
  }

  /** Finds the exercises that the workspace folders have. */
  async refresh(): Promise<void> {
    const groups: vscode.TestItem[] = [];
    const folders = vscode.workspace.workspaceFolders ?? [];
    for (const folder of folders) {
      const found = await this.files.in(folder.uri);
      for (const group of exerciseGroups) {
        const own = found.filter((file) => file.group === group);
        if (own.length > 0) groups.push(await this.groupItem(folder, folders.length > 1, group, own));
      }
    }
    this.controller.items.replace(groups);
    this.describe();
  }

  /** The test of one of the learner's files. */
  find(uri: vscode.Uri): vscode.TestItem | undefined {
    return this.all().find((item) => item.uri?.toString() === uri.toString());
  }

  /** Runs one exercise as if it were run from the Test Explorer. */
  async runFile({ uri }: ExerciseFile): Promise<void> {
    let item = this.find(uri);
    if (!item) {
      await this.refresh();
      item = this.find(uri);
    }
    if (!item) throw new Error('This exercise is not in a folder of the workspace; open the folder that it is in.');
    const { token } = new vscode.CancellationTokenSource();
    await this.run(new vscode.TestRunRequest([item], undefined, this.profile), token);
  }

  /** Takes the result of its last run away. */
  forget(uri: vscode.Uri): void {
    const item = this.find(uri);
    if (item) this.controller.invalidateTestResults(item);
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    const cancelled = [token, run.token];
    const items = this.asked(request);
    for (const item of items) run.enqueued(item);
    for (const item of items) {
      if (cancelled.some((one) => one.isCancellationRequested)) run.skipped(item);
      else
        await this.runOne(run, item, cancelled, items.length === 1).catch((error: Error) => {
          run.errored(item, new vscode.TestMessage(`The exercise can't be run: ${error.message}`));
        });
    }
    run.end();
  }

  private async runOne(
    run: vscode.TestRun,
    item: vscode.TestItem,
    cancelled: readonly vscode.CancellationToken[],
    isOnlyOne: boolean,
  ): Promise<void> {
    const file = this.fileOf.get(item)!;
    run.started(item);
    if (!vscode.workspace.isTrusted) {
      run.errored(item, new vscode.TestMessage(untrusted));
      if (isOnlyOne) void askForTrust();
      return;
    }
    const document = await vscode.workspace.openTextDocument(file.uri);
    const source = document.getText();
    const abort = new AbortController();
    const subscriptions = cancelled.map((token) => token.onCancellationRequested(() => abort.abort()));
    const start = Date.now();
    try {
      const outcome = await runInProcess(
        this.assets,
        { id: file.exercise.id, source },
        {
          signal: abort.signal,
          // Terminals want a carriage return before each new line.
          print: (text, line) => run.appendOutput(`${text.replaceAll(/\r?\n/g, '\r\n')}\r\n`, at(document, line), item),
        },
      );
      if (!outcome) run.skipped(item);
      else if (outcome.status === 'passed') {
        run.passed(item, Date.now() - start);
        await this.solved(file, isOnlyOne);
      } else {
        run.failed(item, await this.messages(file, document, outcome), Date.now() - start);
      }
    } finally {
      vscode.Disposable.from(...subscriptions).dispose();
    }
  }

  /** Runs what was asked for whenever it is saved, until this is called off. */
  private runOnSave(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
    const saved = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const item = this.find(uri);
      if (item && this.asked(request).includes(item)) {
        void this.run(new vscode.TestRunRequest([item], undefined, this.profile, true), token);
      }
    });
    token.onCancellationRequested(() => {
      saved.dispose();
    });
  }

  /** What is wrong, in words that stand beside the line; and the whole result beside the one expected, to be compared. */
  private async messages(
    { exercise }: ExerciseFile,
    document: vscode.TextDocument,
    { message, line, expected, actual }: Outcome & { status: 'failed' },
  ): Promise<vscode.TestMessage[]> {
    const isUntouched = document.getText().replaceAll('\r\n', '\n') === (await this.files.gap(exercise));
    const messages = [new vscode.TestMessage(isUntouched ? `The gap is not filled yet. ${message}` : message)];
    if (expected !== undefined && actual !== undefined) {
      messages.push(vscode.TestMessage.diff('The result, and the one expected', expected, actual));
    }
    for (const one of messages) one.location = at(document, line);
    return messages;
  }

  private async groupItem(
    folder: vscode.WorkspaceFolder,
    isOneOfSeveral: boolean,
    group: ExerciseGroup,
    files: readonly ExerciseFile[],
  ): Promise<vscode.TestItem> {
    const label = isOneOfSeveral ? `${group.title} (${folder.name})` : group.title;
    const item = this.controller.createTestItem(`${folder.uri.toString()}#${group.id}`, label);
    item.sortText = `${folder.index}.${exerciseGroups.indexOf(group)}`;
    const items = files.map(async (file) => {
      const test = this.controller.createTestItem(file.uri.toString(), file.exercise.title, file.uri);
      test.sortText = String(group.exercises.indexOf(file.exercise)).padStart(3, '0');
      this.fileOf.set(test, file);
      this.place(test, new TextDecoder().decode(await vscode.workspace.fs.readFile(file.uri)));
      return test;
    });
    item.children.replace(await Promise.all(items));
    return item;
  }

  /** The test stands where its function begins. */
  private place(item: vscode.TestItem | undefined, source: string): void {
    if (!item) return;
    const line = functionLine(source, functionName(source) ?? '') - 1;
    item.range = new vscode.Range(line, 0, line, 0);
  }

  /** Shows the progress beside the titles. */
  private describe(): void {
    for (const [, groupItem] of this.controller.items) {
      const items = [...groupItem.children].map(([, item]) => item);
      const group = items[0] && this.fileOf.get(items[0])?.group;
      if (group) groupItem.description = `${this.progress.solvedIn(group)} of ${group.exercises.length} solved`;
      for (const item of items) {
        item.description = this.progress.of(this.fileOf.get(item)!.exercise).isSolved ? 'solved' : '';
      }
    }
  }

  private all(): vscode.TestItem[] {
    return [...this.controller.items].flatMap(([, group]) => [...group.children].map(([, item]) => item));
  }

  private asked({ include, exclude }: vscode.TestRunRequest): vscode.TestItem[] {
    const covers = (list: readonly vscode.TestItem[], item: vscode.TestItem) =>
      list.includes(item) || (item.parent !== undefined && list.includes(item.parent));
    return this.all().filter((item) => (!include || covers(include, item)) && !covers(exclude ?? [], item));
  }
}

const untrusted = 'Exercises run the code in this folder, and the folder is not trusted. Trust it to run them.';

async function askForTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  if ((await vscode.window.showWarningMessage(untrusted, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
}

/** A line without its indentation; the learner may have deleted it while the code ran. */
function at(document: vscode.TextDocument, line: number): vscode.Location {
  const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(Math.min(line, document.lineCount) - 1);
  return new vscode.Location(
    document.uri,
    range.with(range.start.with({ character: firstNonWhitespaceCharacterIndex })),
  );
}
