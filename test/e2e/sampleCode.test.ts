/** The code is the lesson: a learner opens a sample, copies it, changes it, trains it, and sees what the change did. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { VSCode } from '../vscode/workbench.mjs';
import { closeEditors, numbers, panelShownBy, patience, showTab, untilEpoch, untilStatus } from './support/panel';
import { test } from './support/test';

const clickLens = (vscode: VSCode, title: string) =>
  vscode.page.locator('.codelens-decoration a', { hasText: title }).first().click({ timeout: patience.timeout });

/** Opens a file of the copy, at its lenses. */
async function openFile(vscode: VSCode, name: string): Promise<void> {
  const { page } = vscode;
  await closeEditors(vscode);
  await vscode.runCommand('Go to File...');
  // The whole path: with less, the list changes under the mouse.
  await page.locator('.quick-input-widget input.input').fill(`mnist-mlp/mnist-mlp/${name}`);
  await page.locator('.quick-input-list .monaco-list-row').getByText(name, { exact: true }).first().click();
  await page.getByRole('tab', { name }).waitFor();
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.locator('.codelens-decoration a', { hasText: 'Debug' }).first().waitFor(patience);
}

test('a sample is opened, copied, changed, trained, restarted on save, compared with its original and restored', async ({
  vscode,
}) => {
  const { page, folder } = vscode;
  await vscode.runCommand('Deep Learning: Open Sample Code');
  await vscode.pick('MLP on MNIST');
  await page.getByRole('tab', { name: /index\.ts/ }).waitFor();
  await clickLens(vscode, 'Copy to Workspace');
  await page.locator('.codelens-decoration a', { hasText: 'Compare with Original' }).waitFor(patience);

  const file = join(folder, 'mnist-mlp/mnist-mlp/train.ts');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('batch, learningRate());', 'batch, learningRate() / 10);'));
  await openFile(vscode, 'train.ts');

  const panel = await panelShownBy(vscode, async () => {
    await clickLens(vscode, 'Train');
    await vscode.pick('100 records');
  });
  await untilStatus(panel, 'Finished');
  expect(await panel.getByRole('heading', { level: 1 }).innerText()).toBe('100 records, your copy');

  await showTab(page, /train\.ts/);
  const comparison = await panelShownBy(vscode, () => clickLens(vscode, 'Compare with Original'));
  await page.locator('.monaco-diff-editor').waitFor();
  const columns = async () => (await numbers(comparison, 'Loss')).at(-1)!.length;
  // epoch, training and test loss of the copy, and test loss of its original, which is trained now
  await expect.poll(columns, patience).toBe(4);

  await openFile(vscode, 'train.ts');
  const long = await panelShownBy(vscode, async () => {
    await clickLens(vscode, 'Train');
    await vscode.pick('Complete set');
  });
  await untilEpoch(long, 0.01);
  await showTab(page, /train\.ts/);
  await page.locator('.monaco-editor textarea, .monaco-editor .native-edit-context').first().focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('// mine');
  await page.keyboard.press('Control+S');
  const restarted = await panelShownBy(vscode, () =>
    page.getByRole('button', { name: 'Restart with the Change' }).click({ timeout: patience.timeout }),
  );
  await untilEpoch(restarted, 0.01);
  expect(await readFile(file, 'utf8')).toContain('// mine');
  await restarted.getByRole('button', { name: 'Stop' }).click();
  await untilStatus(restarted, 'Stopped');

  await showTab(page, /train\.ts/);
  await page.keyboard.press('Control+Home'); // to the lenses
  await clickLens(vscode, 'Restore');
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => readFile(file, 'utf8'), patience).toBe(text);
});

test('the debugger stops at a breakpoint in the copy, and a tensor there shows shape, type and values', async ({
  vscode,
}) => {
  const { page } = vscode;
  await openFile(vscode, 'tensorflowNetwork.ts');
  await page.locator('.monaco-editor .view-lines').first().click();
  await vscode.runCommand('Go to Line/Column...');
  const text = await readFile(join(vscode.folder, 'mnist-mlp/mnist-mlp/tensorflowNetwork.ts'), 'utf8');
  const line = 1 + text.split('\n').findIndex((one) => one.includes('outputs: Float32Array.from(tf.softmax(logits)'));
  await page.keyboard.type(String(line));
  await page.keyboard.press('Enter');
  await vscode.runCommand('Debug: Toggle Breakpoint');
  await page.keyboard.press('ControlOrMeta+Home');
  await clickLens(vscode, 'Debug');
  await vscode.pick('TensorFlow network');
  await page.locator('.debug-top-stack-frame-column').waitFor(patience);
  await page.getByRole('treeitem', { name: /Local/ }).first().click();
  await page.getByRole('treeitem', { name: /^logits.*Tensor float32 \[\d+, 10\] −?-?\d/ }).waitFor(patience);
  await vscode.runCommand('Remove All Breakpoints');
  await vscode.runCommand('Debug: Stop');
  await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
});

test('an endless loop in the copy is stopped, and the editor lives', async ({ vscode }) => {
  const file = join(vscode.folder, 'mnist-mlp/mnist-mlp/train.ts');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('let record = 0;', 'for (;;);\n  let record = 0;'));
  await openFile(vscode, 'train.ts');
  const panel = await panelShownBy(vscode, async () => {
    await clickLens(vscode, 'Train');
    await vscode.pick('100 records');
  });
  await untilStatus(panel, 'Training');
  await panel.getByRole('button', { name: 'Stop' }).click();
  await untilStatus(panel, 'Stopped');
  await writeFile(file, text);
  const again = await panelShownBy(vscode, () => panel.getByRole('button', { name: 'Train Again' }).click());
  await untilStatus(again, 'Finished');
});
