/**
 * End-to-end tests drive a real VS Code, in a headless browser, in which the packaged VSIX is installed:
 *
 *   import { expect } from 'vitest';
 *   import { test } from './support/test';
 *
 *   test('the panel opens', async ({ vscode }) => {
 *     await vscode.runCommand('Deep Learning: Train MLP on MNIST');
 *     const panel = await vscode.webview();
 *     await panel.getByRole('heading', { name: 'MNIST' }).waitFor();
 *   });
 *
 * The tests of one file share one VS Code. A failed test leaves a picture and the consoles in artifacts/failures/.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { root } from '../../vscode/install.mjs';
import { openVSCode, type VSCode } from '../../vscode/workbench.mjs';

/** VS Code with the packaged extension. */
export async function openPackaged(options?: { readonly isTrusted: boolean }): Promise<VSCode> {
  const vsix = join(root, 'learn-deep-learning.vsix');
  if (!existsSync(vsix)) throw new Error(`There is no ${vsix}. Run "npm run package" first.`);
  // Without animations nothing moves under the mouse, and no focus arrives late.
  return openVSCode({ vsix, settings: { 'workbench.reduceMotion': 'on' }, ...options });
}

export const test = base
  // eslint-disable-next-line no-empty-pattern -- vitest reads from it that this depends on nothing
  .extend('vscode', { scope: 'file' }, async ({}, { onCleanup }) => {
    const vscode = await openPackaged();
    onCleanup(() => vscode.close());
    return vscode;
  })
  .extend('evidence', { auto: true }, ({ vscode, task, onTestFailed }) => {
    onTestFailed(async () => {
      const file = join(root, 'artifacts', 'failures', task.name.replaceAll(/\W+/g, '-'));
      await mkdir(join(file, '..'), { recursive: true });
      await vscode.page.screenshot({ path: `${file}.png` });
      await writeFile(`${file}.log`, [...vscode.console, '--- server ---', vscode.server.log()].join('\n'));
    });
  });
