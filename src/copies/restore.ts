import * as vscode from 'vscode';
import { changedModules } from './changes';
import { nameOf, type SampleFolder } from './sampleFolder';

/** Asks in the middle of the window; resolves with the button that was chosen. */
export type Confirm = (question: string, detail: string, button: string) => Thenable<string | undefined>;

/** Asks, then puts the original text back, as an edit that can be undone; false when nothing was restored. */
export async function restoreOriginal(
  copy: SampleFolder,
  originals: ReadonlyMap<string, string>,
  confirm: Confirm,
): Promise<boolean> {
  const changed = await changedModules(copy, originals);
  if (changed.length === 0) {
    void vscode.window.showInformationMessage(`${nameOf(copy)} is the same as its original.`);
    return false;
  }
  const restore = 'Restore';
  const answer = await confirm(
    `Put back the original text of ${changed.map(({ path }) => path).join(', ')}?`,
    'Your changes in these files go. Undo brings them back while their editors are open.',
    restore,
  );
  if (answer !== restore) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, original, exists } of changed) {
    if (exists) edit.replace(uri, new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0), original);
    else edit.createFile(uri, { contents: new TextEncoder().encode(original) });
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('VS Code could not change the files.');
  for (const { uri } of changed) await (await vscode.workspace.openTextDocument(uri)).save();
  return true;
}
