import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { TableText } from './protocol';

/** Far more than the points that fit on a picture need. */
const maximumBytes = 2_000_000;

/** The text of a CSV file that the learner picks, or of the editor's selection; undefined when the learner cancelled. */
export async function readTable(from: 'file' | 'selection'): Promise<TableText | undefined> {
  return from === 'file' ? readFile() : readSelection();
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
  return { name, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), firstLine: 1 };
}

/** The editor with the newest selection; a panel that is opened over it makes it invisible, but not forgotten. */
let lastSelecting: vscode.TextEditor | undefined;

export function rememberSelections(): vscode.Disposable {
  const remember = (editor: vscode.TextEditor | undefined) => {
    if (editor && !editor.selection.isEmpty) lastSelecting = editor;
  };
  remember(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => remember(textEditor));
}

/** The panel has the focus, so the editor is one beside it or below it. */
function readSelection(): TableText {
  const editors = [...vscode.window.visibleTextEditors, ...(lastSelecting ? [lastSelecting] : [])];
  const editor = editors.find(({ selection, document }) => !selection.isEmpty && !document.isClosed);
  if (!editor) throw new Error('Nothing is selected. Select rows of numbers in an editor, then come back.');
  const { document, selection } = editor;
  const text = document.getText(selection);
  return { name: basename(document.uri.path), text, firstLine: selection.start.line + 1 };
}
