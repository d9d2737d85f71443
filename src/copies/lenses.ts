import * as vscode from 'vscode';
import { samples } from '../../samples';
import { sampleScheme } from '../sampleSource';
import { copyOf } from './sampleFolder';

/** Above the code of a sample, shipped or copied: what can be done with it. */
export class CodeLenses implements vscode.CodeLensProvider {
  register(): vscode.Disposable {
    const files = [
      { scheme: sampleScheme, language: 'typescript' },
      { scheme: 'file', language: 'typescript' },
    ];
    return vscode.languages.registerCodeLensProvider(files, this);
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const range = document.lineAt(lineOfSample(document)).range;
    const lens = (title: string, command: string, argument: object) =>
      new vscode.CodeLens(range, { title, command: `learnDeepLearning.${command}`, arguments: [argument] });
    if (document.uri.scheme === sampleScheme) {
      const sample = sampleOfFile(document.uri.path);
      if (sample === undefined) return [];
      return [
        lens('$(play) Train', 'trainSample', { sample }),
        lens('Inspect', 'inspectSample', { sample }),
        lens('Copy to Workspace', 'copySample', { sample }),
      ];
    }
    const copy = await copyOf(document.uri).catch(() => undefined); // a damaged one is told of when it is used
    if (!copy || document.fileName.endsWith('.d.ts')) return [];
    const folder = copy.uri.fsPath;
    return [
      lens('$(play) Train', 'trainCopy', { folder }),
      lens('$(debug-alt) Debug', 'debugSample', { folder }),
      lens('Inspect', 'inspectSample', { folder }),
      lens('Compare with Original', 'compareWithOriginal', { folder }),
      lens('Restore', 'restoreOriginal', { folder }),
    ];
  }
}

/** The sample in whose folder a file is; a module that all share belongs to the only one there is, else to none. */
function sampleOfFile(path: string): string | undefined {
  const own = samples.find(({ id }) => path.startsWith(`/samples/${id}/`));
  const isShared = /^\/samples\/[\w-]+\.ts$/.test(path);
  return (own ?? (isShared && samples.length === 1 ? samples[0] : undefined))?.id;
}

function lineOfSample(document: vscode.TextDocument): number {
  const before = /^export const \w+: Sample\b/m.exec(document.getText())?.index;
  return before === undefined ? 0 : document.positionAt(before).line;
}
