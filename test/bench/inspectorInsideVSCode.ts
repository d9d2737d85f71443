/** Runs in VS Code's extension host: opens the large model, and measures how long the host's event loop was held up. */
import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Long enough to open the model and to read its largest weight. */
const watched = 8000;

export async function run(): Promise<void> {
  await vscode.extensions.getExtension('learn-deep-learning.learn-deep-learning')!.activate();
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  await setTimeout(2000); // VS Code itself is still busy
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await vscode.commands.executeCommand('learnDeepLearning.inspectModel', vscode.Uri.joinPath(folder, 'model.json'));
  await setTimeout(watched);
  delays.disable();
  await writeFile(process.env.BENCH_RESULTS!, JSON.stringify({ longestDelay: delays.max / 1e6 }));
}
