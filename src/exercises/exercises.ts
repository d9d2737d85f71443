import * as vscode from 'vscode';
import { exerciseGroups } from '../../samples/exercises';
import type { Achievement, Achievements } from '../achievements';
import { sampleUri } from '../sampleSource';
import { ExerciseFiles, exercisePattern, type ExerciseFile } from './exerciseFiles';
import { ExerciseHints } from './exerciseHints';
import { ExerciseLenses } from './exerciseLenses';
import { ExerciseProgress } from './exerciseProgress';
import { ExerciseTests } from './exerciseTests';
import { functionName, returnLine } from './sourceLines';

/** What solving all exercises of a group proves. */
const groupAchievements: Readonly<Record<string, Achievement>> = {
  linearRegression: 'codedLinearRegression',
  intuition: 'codedIntuition',
  forwardPass: 'codedForwardPass',
  backPropagation: 'codedBackPropagation',
  engine: 'codedEngine',
};

/** What to begin with: a group or an exercise, by its id. */
export interface StartChoice {
  readonly group?: string;
  readonly exercise?: string;
}

/** Exercises: gaps in the learner's own files, checked by running them. */
export class Exercises {
  readonly progress: ExerciseProgress;
  readonly tests: ExerciseTests;
  private readonly files: ExerciseFiles;
  private readonly hints = new ExerciseHints();

  constructor(
    extensionUri: vscode.Uri,
    assets: string,
    state: vscode.Memento,
    private readonly achievements: Achievements,
  ) {
    this.files = new ExerciseFiles(extensionUri);
    this.progress = new ExerciseProgress(state);
    this.tests = new ExerciseTests(assets, this.files, this.progress, (file, isOnlyOne) =>
      this.solved(file, isOnlyOne),
    );
  }

  register(): vscode.Disposable {
    void this.tests.refresh();
    return vscode.Disposable.from(
      this.hints,
      this.achievements.onDidChange((achievement) => {
        if (achievement === undefined) void this.progress.resetAll();
      }),
      this.tests.register(),
      vscode.languages.registerCodeLensProvider(
        { pattern: exercisePattern },
        new ExerciseLenses(this.files, this.progress),
      ),
    );
  }

  /** Writes what is missing, and opens the exercise chosen, or the first that is not solved. */
  async start(choice: StartChoice = {}): Promise<void> {
    const folder = await chooseFolder();
    if (!folder) return;
    try {
      await this.files.writeMissing(folder.uri);
    } catch (error) {
      throw new Error(`The exercises can't be written into ${folder.name}: ${(error as Error).message}`, {
        cause: error,
      });
    }
    await this.tests.refresh();
    await vscode.commands.executeCommand('workbench.view.testing.focus');
    await this.open(folder.uri, choice);
  }

  async run(file: ExerciseFile): Promise<void> {
    await this.tests.runFile(file);
  }

  async nextHint(file: ExerciseFile): Promise<void> {
    const hints = await this.files.hints(file.exercise);
    const given = Math.min(this.progress.of(file.exercise).hints + 1, hints.length);
    await this.progress.update(file.exercise, { hints: given });
    const source = (await vscode.workspace.openTextDocument(file.uri)).getText();
    await vscode.window.showTextDocument(file.uri, { preserveFocus: true });
    this.hints.show(file, hints.slice(0, given), hints.length, returnLine(source, functionName(source) ?? ''));
  }

  async compare(file: ExerciseFile): Promise<void> {
    const { exercise, uri } = file;
    if (!this.progress.of(exercise).isSolved) {
      const show = 'Show the Solution';
      const answer = await vscode.window.showWarningMessage(
        `You have not solved "${exercise.title}" yet. Show the solution all the same?`,
        { modal: true, detail: 'A hint may be enough, and what you find yourself you keep.' },
        show,
      );
      if (answer !== show) return;
    }
    const solution = sampleUri(`samples/exercises/${exercise.id}/solution.ts`);
    await vscode.commands.executeCommand('vscode.diff', solution, uri, `${exercise.title}: a solution ↔ yours`);
  }

  async reset(file: ExerciseFile): Promise<void> {
    const { exercise, uri } = file;
    const reset = 'Reset';
    const answer = await vscode.window.showWarningMessage(
      `Reset "${exercise.title}"?`,
      {
        modal: true,
        detail: 'The file becomes what it was at the start, and hints begin anew. Undo brings your code back.',
      },
      reset,
    );
    if (answer !== reset) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    const all = document.validateRange(new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0));
    edit.replace(uri, all, await this.files.gap(exercise));
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`"${exercise.title}" can't be changed.`);
    await document.save();
    this.hints.hide(uri);
    await this.progress.reset(exercise);
    this.tests.forget(uri);
  }

  /** The exercise that a command was called for, or that is being edited. */
  asked(argument: unknown): ExerciseFile {
    const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    const file = uri && this.files.at(uri);
    if (file) return file;
    throw new Error('Open an exercise first. "Deep Learning: Start Exercises" puts them into your folder.');
  }

  private async open(folder: vscode.Uri, { group, exercise }: StartChoice): Promise<void> {
    const files = await this.files.in(folder);
    const asked = files.filter(
      (file) => (!group || file.group.id === group) && (!exercise || file.exercise.id === exercise),
    );
    const next = asked.find((file) => !this.progress.of(file.exercise).isSolved) ?? asked[0];
    if (!next) throw new Error(`There is no exercise "${exercise ?? group}".`);
    await vscode.window.showTextDocument(next.uri);
  }

  private async solved(file: ExerciseFile, isOnlyOne: boolean): Promise<void> {
    const { group, exercise } = file;
    const wasSolved = this.progress.of(exercise).isSolved;
    await this.progress.update(exercise, { isSolved: true });
    const solved = this.progress.solvedIn(group);
    const achievement = groupAchievements[group.id];
    if (achievement && solved === group.exercises.length) await this.achievements.add(achievement);
    if (isOnlyOne && !wasSolved) void this.praise(file, solved);
  }

  private async praise(file: ExerciseFile, solved: number): Promise<void> {
    const { group, exercise, uri } = file;
    const [compare, next] = ['Compare with Solution', 'Next Exercise'];
    const isLast = exerciseGroups.every((one) => this.progress.solvedIn(one) === one.exercises.length);
    const answer = await vscode.window.showInformationMessage(
      `Solved: ${exercise.title}. ${solved} of ${group.exercises.length} in "${group.title}".`,
      ...(isLast ? [compare] : [compare, next]),
    );
    if (answer === compare) await this.compare(file);
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (answer === next && folder)
      await this.open(folder.uri, solved < group.exercises.length ? { group: group.id } : {});
  }
}

/** Where the exercises go: the only folder of the workspace, or the one that the learner picks. */
async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) {
    return vscode.window.showWorkspaceFolderPick({ placeHolder: 'Which folder should the exercises be in?' });
  }
  if (folders[0]) return folders[0];
  const open = 'Open Folder';
  const answer = await vscode.window.showInformationMessage(
    'Exercises are files of your own, so they need a folder. Open one, then start the exercises again.',
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('workbench.action.files.openFolder');
  return undefined;
}
