import * as vscode from 'vscode';
import type { ExerciseFile } from './exerciseFiles';

/** Hints stand in the editor below the line that they help with, and stay while the learner writes. */
export class ExerciseHints {
  private readonly controller = vscode.comments.createCommentController('learnDeepLearning.hints', 'Hints');
  private readonly threads = new Map<string, vscode.CommentThread>();

  /**
   * Shows the hints given so far, in place of those shown before.
   * @param count how many the exercise has
   * @param line counted from 1
   */
  show({ uri, exercise }: ExerciseFile, hints: readonly string[], count: number, line: number): void {
    this.hide(uri);
    const comments = hints.map((hint, index) => ({
      author: { name: `Hint ${index + 1} of ${count}` },
      body: new vscode.MarkdownString(hint),
      mode: vscode.CommentMode.Preview,
    }));
    const thread = this.controller.createCommentThread(uri, new vscode.Range(line - 1, 0, line - 1, 0), comments);
    thread.label = exercise.title;
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.threads.set(uri.toString(), thread);
  }

  hide(uri: vscode.Uri): void {
    this.threads.get(uri.toString())?.dispose();
    this.threads.delete(uri.toString());
  }

  dispose(): void {
    this.controller.dispose();
  }
}
