import * as vscode from 'vscode';
import type { SampleCopy } from '../protocol';
import type { Workers } from '../runs/activeRun';
import type { Services } from '../services';
import { startDebuggee } from '../worker/startWorker';

/**
 * A worker that VS Code's JavaScript debugger attaches to. The debugger's end is the run's end, and the reverse.
 * @returns the workers for the run, and what attaches the debugger once the run has started
 */
export function debugWorkers(
  { extensionUri }: Services,
  { folder }: SampleCopy,
): { workers: Workers; attach: () => Promise<void> } {
  const assets = vscode.Uri.joinPath(extensionUri, 'dist').fsPath;
  const { worker, port } = startDebuggee(assets);
  const isolated = () => worker;
  const attach = async () => {
    const uri = vscode.Uri.file(folder);
    const name = `Debug ${folder.split(/[\\/]/).at(-1)}`;
    const configuration = {
      type: 'node',
      request: 'attach',
      name,
      address: '127.0.0.1',
      port: await port,
      continueOnAttach: true,
      cwd: folder,
      // Neither Node.js nor the extension is what should be debugged.
      skipFiles: ['<node_internals>/**', `${assets.replaceAll('\\', '/')}/**`],
    };
    const ended = vscode.debug.onDidTerminateDebugSession((session) => {
      if (session.configuration.name !== name || session.parentSession) return;
      ended.dispose();
      worker.terminate();
    });
    if (await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), configuration)) return;
    ended.dispose();
    worker.terminate();
    throw new Error('VS Code’s JavaScript debugger did not start. Is its extension “JavaScript Debugger” switched off?');
  };
  return { workers: { thread: isolated, isolated }, attach };
}
