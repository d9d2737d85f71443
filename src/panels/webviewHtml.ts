import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a webview may load: the bundles, and nothing else. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
}

/** The page of a panel: `dist/NAME.js` and `dist/NAME.css` under a strict content security policy. */
export function webviewHtml(webview: vscode.Webview, extensionUri: vscode.Uri, name: string, runId: string): string {
  const file = (extension: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name + extension));
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${webview.cspSource} blob: data:; style-src ${webview.cspSource}; script-src 'nonce-${nonce}';">
    <title>Deep Learning</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${file('.css').toString()}">
  </head>
  <body>
    <main id="root" data-run-id="${runId}"></main>
    <script type="module" nonce="${nonce}" src="${file('.js').toString()}"></script>
  </body>
</html>`;
}
