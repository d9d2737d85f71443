import * as vscode from 'vscode';
import type { ExerciseFile } from './exerciseFiles';

/** Hints stand in the editor below the line that they help with, and stay while the learner writes. */
export class ExerciseHints {
  /** Made with the first hint: until then VS Code need not offer its view of comments. */
  private controller: vscode.CommentController | undefined;
  private readonly threads = new Map<string, vscode.CommentThread>();

  /**
   * Shows the hints given so far.
   * @param count how many the exercise has
   * @param line counted from 1; where hints are shown already, they stay where they are
   */
  show({ uri, exercise }: ExerciseFile, hints: readonly string[], count: number, line: number): void {
    const thread = this.threads.get(uri.toString()) ?? this.begin(uri, line);
    thread.label = exercise.title;
    thread.comments = hints.map((hint, index) => ({
      author: { name: `Hint ${index + 1} of ${count}` },
      body: new vscode.MarkdownString(hint),
      mode: vscode.CommentMode.Preview,
    }));
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
  }

  hide(uri: vscode.Uri): void {
    this.threads.get(uri.toString())?.dispose();
    this.threads.delete(uri.toString());
  }

  private begin(uri: vscode.Uri, line: number): vscode.CommentThread {
    this.controller ??= vscode.comments.createCommentController('learnDeepLearning.hints', 'Hints');
    const thread = this.controller.createCommentThread(uri, new vscode.Range(line - 1, 0, line - 1, 0), []);
    thread.canReply = false;
    this.threads.set(uri.toString(), thread);
    return thread;
  }

  dispose(): void {
    this.controller?.dispose();
  }
}
