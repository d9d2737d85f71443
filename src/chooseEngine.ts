import * as vscode from 'vscode';
import type { RunRequest } from './protocol';
import { settings } from './settings';

const engines: readonly (vscode.QuickPickItem & { engine: RunRequest['engine'] })[] = [
  {
    engine: 'auto',
    label: 'Automatic',
    detail: 'Native TensorFlow if it loads, else WebAssembly, else plain JavaScript',
  },
  { engine: 'native', label: 'Native TensorFlow', detail: '@tensorflow/tfjs-node, where it is installed' },
  { engine: 'wasm', label: 'WebAssembly', detail: 'TensorFlow.js with SIMD; on every machine' },
  { engine: 'cpu', label: 'Plain JavaScript', detail: 'Slow; to compare with' },
];

/** Sets the engine of the runs to come. */
export async function chooseEngine(): Promise<void> {
  const current = settings.engine();
  const items = engines.map((item) => ({ ...item, ...(item.engine === current && { description: 'now' }) }));
  const choice = await vscode.window.showQuickPick(items, { title: 'Which engine computes the next run?' });
  if (choice) await settings.setEngine(choice.engine);
}
