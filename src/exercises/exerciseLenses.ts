import * as vscode from 'vscode';
import type { ExerciseFiles } from './exerciseFiles';
import type { ExerciseProgress } from './exerciseProgress';
import { functionLine, functionName } from './sourceLines';

/** What one can do with an exercise, above its function. */
export class ExerciseLenses implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(
    private readonly files: ExerciseFiles,
    private readonly progress: ExerciseProgress,
  ) {
    this.onDidChangeCodeLenses = progress.onDidChange;
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const file = this.files.at(document.uri);
    if (!file) return [];
    const count = (await this.files.hints(file.exercise)).length;
    const { hints, isSolved } = this.progress.of(file.exercise);
    const source = document.getText();
    const { range } = document.lineAt(functionLine(source, functionName(source) ?? '') - 1);
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(range, { title, command: `learnDeepLearning.${command}`, arguments: [document.uri] });
    return [
      lens('$(play) Run', 'runExercise'),
      lens(hints < count ? `$(lightbulb) Hint ${hints + 1} of ${count}` : '$(lightbulb) All Hints', 'nextHint'),
      lens('$(discard) Reset', 'resetExercise'),
      lens(isSolved ? '$(pass) Solved: Compare with Solution' : '$(diff) Solution', 'compareWithSolution'),
    ];
  }
}
