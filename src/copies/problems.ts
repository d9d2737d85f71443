import * as vscode from 'vscode';
import type { CodePosition } from '../protocol';

/** Where the code of copies failed when it ran: marked in the editor, and listed in the Problems view, until it runs again. */
export class Problems {
  private readonly diagnostics = vscode.languages.createDiagnosticCollection('learn-deep-learning');

  dispose(): void {
    this.diagnostics.dispose();
  }

  /** @param positions the place itself, then what called it */
  async show(message: string, positions: readonly CodePosition[]): Promise<void> {
    const [place, ...callers] = await Promise.all(positions.slice(0, 6).map(locate));
    if (!place) return;
    const diagnostic = new vscode.Diagnostic(place.range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'Deep Learning';
    diagnostic.relatedInformation = callers.map(
      (caller) => new vscode.DiagnosticRelatedInformation(caller, 'called from here'),
    );
    this.diagnostics.set(place.uri, [diagnostic]);
  }

  /** Forgets what was wrong in a folder. */
  clear(folder: string): void {
    this.diagnostics.forEach((file) => {
      if (isInside(file.fsPath, folder)) this.diagnostics.delete(file);
    });
  }
}

export function isInside(file: string, folder: string): boolean {
  return file.startsWith(folder) && /^[\\/]/.test(file.slice(folder.length));
}

/** From the position to the end of its line. */
async function locate({ file, line, column }: CodePosition): Promise<vscode.Location> {
  const uri = vscode.Uri.file(file);
  const start = new vscode.Position(line - 1, column - 1);
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  const end = document && line <= document.lineCount ? document.lineAt(line - 1).range.end : start;
  return new vscode.Location(uri, new vscode.Range(start, end));
}
