/** Where the workspace is not trusted, the samples run and the learner's code does not. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeEditors, patience, train, untilStatus } from './support/panel';
import { openPackaged } from './support/test';

test('in Restricted Mode a sample trains and can be copied, but the copy does not run', async () => {
  const vscode = await openPackaged({ isTrusted: false });
  try {
    const { page, folder } = vscode;
    await page.getByRole('button', { name: 'Restricted Mode' }).first().waitFor();
    await untilStatus(await train(vscode, '100 records'), 'Finished');
    await closeEditors(vscode);

    await vscode.runCommand('Deep Learning: Copy Sample to Workspace');
    const file = join(folder, 'mnist-mlp/mnist-mlp/train.ts');
    await expect.poll(() => readFile(file, 'utf8').catch(() => ''), patience).not.toBe('');

    await vscode.runCommand('Deep Learning: Train My Copy');
    await page.getByText('this workspace is not trusted, so it does not run here').first().waitFor();
    expect(await page.getByRole('tab', { name: /, your copy/ }).count()).toBe(0);
  } finally {
    await vscode.close();
  }
});
