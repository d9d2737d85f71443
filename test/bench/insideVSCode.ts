/** Runs in VS Code's extension host: measures the extension there, and writes what it found to `BENCH_RESULTS`. */
import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { Services } from '../../src/services';

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
  const { runs } = await extension.activate();
  const loadsTensorFlow = Object.keys(require.cache).some((file) => file.includes('@tensorflow'));

  const delays = monitorEventLoopDelay({ resolution: 1 });
  for (const preset of ['hand-made-complete', 'tensorflow']) {
    const ended = new Promise((resolve) => runs.once('ended', resolve));
    await vscode.commands.executeCommand('learnDeepLearning.trainMnistMlp', { preset });
    delays.enable();
    await ended;
    delays.disable();
  }
  const hostDelay = delays.percentile(99) / 1e6;
  await writeFile(process.env.BENCH_RESULTS!, JSON.stringify({ loadsTensorFlow, hostDelay }));
}
