import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { SampleCopy } from '../protocol';
import { markerFile, type Marker } from './copyFiles';

/** A learner's copy of a sample, in a folder of the workspace. */
export interface SampleFolder extends Marker {
  readonly uri: vscode.Uri;
}

/** The copy that a file belongs to; undefined when it belongs to none. */
export async function copyOf(file: vscode.Uri): Promise<SampleFolder | undefined> {
  if (file.scheme !== 'file') return undefined;
  for (let path = posix.dirname(file.path); ; path = posix.dirname(path)) {
    const copy = await readCopy(file.with({ path }));
    if (copy ?? path === posix.dirname(path)) return copy;
  }
}

export async function readCopy(folder: vscode.Uri): Promise<SampleFolder | undefined> {
  const file = vscode.Uri.joinPath(folder, markerFile);
  const text = await readText(file);
  if (text === undefined) return undefined;
  try {
    const { sample, entry } = JSON.parse(text) as Partial<Marker>;
    if (typeof sample === 'string' && typeof entry === 'string') return { uri: folder, sample, entry };
  } catch {
    // Said below.
  }
  throw new Error(`${file.fsPath} is damaged. It must be like {"sample": "mnist-mlp", "entry": "mnist-mlp/index.ts"}.`);
}

/** All copies in the workspace. */
export async function findCopies(): Promise<SampleFolder[]> {
  const markers = await vscode.workspace.findFiles(`**/${markerFile}`, '**/node_modules/**');
  const copies = await Promise.all(markers.map((file) => readCopy(vscode.Uri.joinPath(file, '..'))));
  return copies.filter((copy) => copy !== undefined);
}

export const asRequested = ({ uri, entry }: SampleFolder): SampleCopy => ({ folder: uri.fsPath, entry });

/** The name that people see: the folder's. */
export const nameOf = ({ uri }: SampleFolder) => posix.basename(uri.path);

/** The text of a file; undefined when there is none. */
export async function readText(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}
