import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { RunRequest } from '../protocol';
import type { Services } from '../services';
import { startRun } from '../training';
import { startDebuggee } from '../worker/startWorker';

/** Trains a copy in a process that VS Code's JavaScript debugger is attached to; when one of the two ends, so does the other. */
export async function debugRun(services: Services, request: RunRequest): Promise<void> {
  const assets = vscode.Uri.joinPath(services.extensionUri, 'dist');
  const { worker, port } = startDebuggee(assets.fsPath);
  const thread = () => worker;
  // Native TensorFlow has a process of its own kind.
  const engine = request.engine === 'cpu' ? 'cpu' : 'wasm';
  const { summary } = await startRun(services, { ...request, engine }, { thread, isolated: thread });
  const folder = vscode.Uri.file(request.copy!.folder);
  const configuration: vscode.DebugConfiguration = {
    type: 'node',
    request: 'attach',
    name: `Debug ${posix.basename(folder.path)}`,
    address: '127.0.0.1',
    port: await port,
    continueOnAttach: true,
    cwd: folder.fsPath,
    // So that a breakpoint is there before the line is run for the first time.
    pauseForSourceMap: true,
    // Neither Node.js nor the extension is what should be debugged.
    skipFiles: ['<node_internals>/**', `${assets.path}/**`],
    learnDeepLearningRun: summary.id,
  };
  const stop = () => services.runs.activeRun(summary.id)?.stop();
  const ended = vscode.debug.onDidTerminateDebugSession(
    ({ configuration: { learnDeepLearningRun }, parentSession }) => {
      if (learnDeepLearningRun !== summary.id || parentSession) return;
      ended.dispose();
      stop();
    },
  );
  if (await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(folder), configuration)) return;
  ended.dispose();
  stop();
  throw new Error("VS Code's JavaScript debugger did not start. Is its built-in extension switched off?");
}
