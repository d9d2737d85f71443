import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../vscode/install.mjs';
import { patience } from './support/panel';
import { test } from './support/test';
import { untilTicked } from './support/walkthrough';

const solution = (id: string) => readFile(join(root, 'samples', 'exercises', id, 'solution.ts'), 'utf8');

test('an exercise from its gap to its solution', async ({ vscode }) => {
  const { page, folder } = vscode;
  const files = join(folder, 'deep-learning-exercises', 'linearRegression');
  const lens = (name: string) => page.locator('.codelens-decoration a').filter({ hasText: name }).first();
  const explorer = page.getByRole('tree', { name: 'Test Explorer' });

  await vscode.runCommand('Deep Learning: Start Exercises');
  await page.getByRole('tab', { name: /predict\.ts/ }).waitFor();
  await explorer.getByText('2 · Linear regression').waitFor();
  await explorer.getByText('0 of 7 solved').waitFor();

  // A typical mistake: the numbers are told, and what is wrong.
  const gap = await readFile(join(files, 'predict.ts'), 'utf8');
  await writeFile(join(files, 'predict.ts'), gap.replace('return [];', 'return xs.map((x) => theta[1] * x);'));
  await page.locator('.view-lines').getByText('theta[1]').first().waitFor();
  await lens('Run').click();
  const message = page.getByText('result[0] is 6, but should be 7. θ₀ is missing').first();
  await message.waitFor({ timeout: patience.timeout });
  await vscode.runCommand('Test: Peek Output');
  await page.getByText('The result, and the one expected').first().waitFor();
  const peek = page.locator('.test-output-peek');
  await expect
    .poll(() => peek.locator('.editor.original .view-line').allInnerTexts(), patience)
    .toEqual(['7', '1', '-1']);
  await expect
    .poll(() => peek.locator('.editor.modified .view-line').allInnerTexts(), patience)
    .toEqual(['6', '0', '-2']);
  await vscode.screenshot('exercise-failed');
  await page.keyboard.press('Escape');

  // Hints come one at a time.
  await lens('Hint 1 of 2').click();
  await page.getByText('What does the line (1, 2) predict for x = 3?').first().waitFor();
  await lens('Hint 2 of 2').click();
  await page.getByText('makes a new array with one prediction for each x').first().waitFor();
  await vscode.screenshot('exercise-hints');

  // Not solved yet: the solution is shown only after a question.
  await lens('Solution').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('You have not solved "Predict with a line" yet.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await writeFile(join(files, 'predict.ts'), await solution('predict'));
  await page.locator('.view-lines').getByText('theta[0]').first().waitFor();
  await lens('Run').click();
  await explorer.getByText('1 of 7 solved').waitFor({ timeout: patience.timeout });
  await lens('Solved: Compare with Solution').click();
  await page.getByRole('tab', { name: /a solution ↔ yours/ }).waitFor();
  await vscode.screenshot('exercise-compared');

  // Progress outlives the window.
  await vscode.reloadWindow();
  await vscode.runCommand('Testing: Focus on Test Explorer View');
  await explorer.getByText('1 of 7 solved').waitFor({ timeout: patience.timeout });
});

test('a reset asks, brings the gap back, and forgets what was solved', async ({ vscode }) => {
  const { page, folder } = vscode;
  const file = join(folder, 'deep-learning-exercises', 'linearRegression', 'predict.ts');
  await vscode.runCommand('View: Close All Editors');
  await vscode.runCommand('Deep Learning: Start Exercises');
  await page.getByRole('tab', { name: /cost\.ts/ }).waitFor(); // the first that is not solved
  await vscode.runCommand('View: Close All Editors');
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input.input').fill('predict.ts');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'predict.ts' }).first().click();
  await page.locator('.view-lines').getByText('theta[0]').first().waitFor();
  await vscode.runCommand('Deep Learning: Reset Exercise');
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => readFile(file, 'utf8'), patience).toContain('// Your code here, in place of [].');
  expect(await readFile(file, 'utf8')).toBe(
    await readFile(join(root, 'samples', 'exercises', 'predict', 'exercise.ts'), 'utf8'),
  );
  await page.getByRole('tree', { name: 'Test Explorer' }).getByText('0 of 7 solved').waitFor();
});

test('the last step of a topic is ticked when all of its exercises are solved', async ({ vscode }) => {
  const { page, folder } = vscode;
  for (const id of ['perceptron', 'sigmoid', 'sigmoid-slope', 'neuron', 'small-change']) {
    await writeFile(join(folder, 'deep-learning-exercises', 'intuition', `${id}.ts`), await solution(id));
  }
  await vscode.runCommand('View: Close All Editors');
  await vscode.runCommand('Test: Run All Tests');
  await page
    .getByRole('tree', { name: 'Test Explorer' })
    .getByText('5 of 5 solved')
    .waitFor({ timeout: patience.timeout });
  await vscode.openWalkthrough('Intuition: from one neuron to a deep network');
  await untilTicked(page, ['Do it in code']);
});
