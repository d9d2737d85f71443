import * as vscode from 'vscode';
import type { RunRequest } from './protocol';
import type { Services } from './services';
import { settings } from './settings';

const engines = (hasNative: boolean): readonly (vscode.QuickPickItem & { engine: RunRequest['engine'] })[] => [
  {
    engine: 'auto',
    label: 'Automatic',
    detail: 'Native TensorFlow if it loads, else WebAssembly, else plain JavaScript',
  },
  {
    engine: 'native',
    label: 'Native TensorFlow',
    detail: hasNative ? '@tensorflow/tfjs-node, installed' : 'Not installed; run Install Native TensorFlow first',
  },
  { engine: 'wasm', label: 'WebAssembly', detail: 'TensorFlow.js with SIMD; on every machine' },
  { engine: 'cpu', label: 'Plain JavaScript', detail: 'Slow; to compare with' },
];

/** Sets the engine of the runs to come. */
export async function chooseEngine({ workers }: Services): Promise<void> {
  const current = settings.engine();
  const hasNative = workers().native !== undefined;
  const items = engines(hasNative).map((item) => ({ ...item, ...(item.engine === current && { description: 'now' }) }));
  const choice = await vscode.window.showQuickPick(items, { title: 'Which engine computes the next run?' });
  if (choice) await settings.setEngine(choice.engine);
}
