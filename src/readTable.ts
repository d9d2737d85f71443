import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { TableText } from './protocol';

/** Far more than the points that fit on a picture need. */
const maximumBytes = 2_000_000;

/** The text of a CSV file that the learner picks, or of the editor's selection; undefined when the learner cancelled. */
export function readTable(from: 'file' | 'selection'): Promise<TableText | undefined> {
  return from === 'file' ? readFile() : Promise.resolve(readSelection());
}

async function readFile(): Promise<TableText | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'A table with at least two columns of numbers',
      openLabel: 'Use',
      filters: { 'Tables (CSV, TSV)': ['csv', 'tsv', 'txt'], 'All files': ['*'] },
    })) ?? [];
  if (!file) return undefined;
  const { size } = await vscode.workspace.fs.stat(file);
  const name = basename(file.path);
  if (size > maximumBytes) throw new Error(`${name} has ${size} bytes; at most ${maximumBytes} can be read here.`);
  return { name, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
}

/** The panel has the focus, so the editor is one of those beside it. */
function readSelection(): TableText {
  const editors = vscode.window.visibleTextEditors;
  const editor = editors.find(({ selection }) => !selection.isEmpty);
  if (!editor) throw new Error('Nothing is selected. Select rows of numbers in an editor beside this panel.');
  return { name: basename(editor.document.uri.path), text: editor.document.getText(editor.selection) };
}
