import * as vscode from 'vscode';

export const sampleScheme = 'learn-deep-learning-sample';

/** The samples as they were shipped, to be read: a document of this kind can't be changed by accident. */
export class SampleSource implements vscode.TextDocumentContentProvider {
  constructor(private readonly extensionUri: vscode.Uri) {}

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(sampleScheme, this);
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
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: sampleScheme, path: `/${file}` }));
    const { range } = document.lineAt(Math.min(line, document.lineCount) - 1);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preview: false,
      selection: range,
    });
  }
}
