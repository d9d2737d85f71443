import * as vscode from 'vscode';

const scheme = 'learn-deep-learning-sample';

/** @param file below the extension's folder: "samples/linear-regression/cost.ts" */
export const sampleUri = (file: string) => vscode.Uri.from({ scheme, path: `/${file}` });

/** The samples as they were shipped, to be read: a document of this kind can't be changed by accident. */
export class SampleSource implements vscode.TextDocumentContentProvider {
  constructor(private readonly extensionUri: vscode.Uri) {}

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async provideTextDocumentContent({ path }: vscode.Uri): Promise<string> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extensionUri, path));
    return new TextDecoder().decode(bytes);
  }

  /**
   * @param file below the extension's folder: "samples/linear-regression/cost.ts"
   * @param line counted from 1
   */
  async open(file: string, line: number): Promise<void> {
    if (!/^samples\/[\w/-]+\.ts$/.test(file)) throw new Error(`${file} is not a sample.`);
    const document = await vscode.workspace.openTextDocument(sampleUri(file));
    const { range } = document.lineAt(Math.min(line, document.lineCount) - 1);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preview: false,
      selection: range,
    });
  }
}
