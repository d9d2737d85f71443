import * as vscode from 'vscode';
import { readText, type SampleFolder } from './sampleFolder';

/** A module whose text is not the original's; `exists` is false when the learner has removed it. */
export interface ChangedModule {
  readonly path: string;
  readonly uri: vscode.Uri;
  readonly original: string;
  readonly exists: boolean;
}

/** What was changed in a copy, saved or not. */
export async function changedModules(
  { uri }: SampleFolder,
  originals: ReadonlyMap<string, string>,
): Promise<ChangedModule[]> {
  const modules = await Promise.all(
    [...originals].map(async ([path, original]) => {
      const file = vscode.Uri.joinPath(uri, path);
      const open = vscode.workspace.textDocuments.find((document) => document.uri.fsPath === file.fsPath);
      const text = open?.getText() ?? (await readText(file));
      return { path, uri: file, original, exists: text !== undefined, isChanged: text !== original };
    }),
  );
  return modules.filter(({ isChanged }) => isChanged);
}
