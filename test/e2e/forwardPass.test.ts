import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { findPreset } from '../../samples/forward-pass/presets';
import type { VSCode } from '../vscode/workbench.mjs';
import { expectGoodLooks } from './support/looks';
import { closeEditors, panelShownBy, panels, patience, showTab, untilStatus } from './support/panel';
import { test } from './support/test';

const open = (vscode: VSCode) =>
  panelShownBy(vscode, () => vscode.runCommand('Deep Learning: Show Forward-Pass Signal Table'));
const choose = (panel: Frame, network: string) =>
  panel.getByRole('combobox', { name: 'Network' }).selectOption({ label: network });
const stepTo = (panel: Frame, key: 'Home' | 'End') => panel.getByRole('slider', { name: 'Step' }).press(key);
const table = (panel: Frame) => panel.getByRole('region', { name: 'Signal table' });
const field = (within: Frame | Locator, name: string) => within.getByRole('textbox', { name });
/** The last cell of each row that was computed. */
const signals = (panel: Frame) =>
  table(panel)
    .locator('tbody tr')
    .filter({ hasNotText: 'input' })
    .locator('td:last-child')
    .evaluateAll((cells) => cells.map((cell) => cell.lastChild!.textContent!.trim()));

test.beforeAll(async ({ vscode }) => {
  await vscode.runCommand('View: Close Primary Side Bar');
});

test.beforeEach(({ vscode }) => closeEditors(vscode));

test('the deck’s networks, node by node, with the deck’s figures', async ({ vscode }) => {
  const panel = await open(vscode);
  for (const { title, printed } of ['two-inputs', 'three-layers'].map(findPreset)) {
    await choose(panel, title);
    expect(await signals(panel)).toEqual([]);
    const expected = printed.flatMap((layer) => layer.signals);
    for (let step = 1; step <= expected.length; step++) {
      await panel.getByRole('button', { name: 'One step forward' }).click();
      await expect.poll(() => signals(panel), patience).toEqual(expected.slice(0, step));
    }
  }
  await panel.getByText('The deck prints 1.25461119 and 0.77809706.').waitFor();
  await panel.getByRole('button', { name: 'One step back' }).click();
  await expect.poll(async () => (await signals(panel)).length, patience).toBe(5);
});

test('number, link and line of code light up together, and the line opens the sample', async ({ vscode }) => {
  const panel = await open(vscode);
  await choose(panel, 'Three layers, 3-3-3');
  await stepTo(panel, 'End');
  const line = panel.getByRole('button', { name: 'sums[node] = sum' });
  const sum = table(panel).locator('[data-key="z1.0"]');
  const background = (element: Locator) => element.evaluate((node) => getComputedStyle(node).backgroundColor);
  const dark = await background(line);
  await sum.hover();
  await expect.poll(() => background(line), patience).not.toBe(dark);
  await panel.getByRole('heading', { level: 1 }).hover();
  await expect.poll(() => background(line), patience).toBe(dark);
  const before = await background(sum);
  await line.focus();
  await expect.poll(() => background(sum), patience).not.toBe(before);
  await line.press('Enter');
  await vscode.page.getByRole('tab', { name: /^layer\.ts/ }).waitFor();
});

test('a changed weight is marked with all that is downstream, in table and drawing; nonsense is refused', async ({
  vscode,
}) => {
  const panel = await open(vscode);
  await choose(panel, 'Three layers, 3-3-3');
  await stepTo(panel, 'End');
  const before = await signals(panel);
  const weight = field(table(panel), 'weight from layer 1, node 2 to layer 2, node 1');
  for (const [typed, reason] of [
    ['1e308', 'out of range'],
    ['abc', 'which is not a number'],
    ['', 'is empty'],
    ['Infinity', 'is infinite'],
  ] as const) {
    await weight.fill(typed);
    await panel.getByRole('alert').getByText(reason).waitFor();
    expect(await weight.getAttribute('aria-invalid')).toBe('true');
    expect(await signals(panel)).toEqual(before);
  }
  await weight.fill('-0.5');
  await expect.poll(() => signals(panel), patience).not.toEqual(before);
  const after = await signals(panel);
  const hasMoved = after.map((signal, i) => signal !== before[i]);
  expect(hasMoved).toEqual([true, false, false, true, true, true]);
  const marked = await table(panel)
    .locator('tbody tr')
    .filter({ hasNotText: 'input' })
    .evaluateAll((rows) => rows.map((row) => row.querySelector('td:last-child .mark') !== null));
  expect(marked).toEqual(hasMoved);
  expect(await panel.locator('.drawing text', { hasText: 'Δ' }).count()).toBe(4);
  expect(await panel.locator('body').innerText()).not.toMatch(/NaN/);

  // In the drawing: the links into the newest node, and the inputs.
  const drawing = panel.getByRole('region', { name: 'Drawing of the network' });
  await field(drawing, 'weight from layer 2, node 1 to layer 3, node 3').fill('0');
  await field(drawing, 'input 3').fill('0.1');
  await expect.poll(() => signals(panel), patience).not.toEqual(after);
  await panel.getByRole('button', { name: 'Take Back 3 Changes' }).click();
  await expect.poll(() => signals(panel), patience).toEqual(before);
});

test('the table is sorted and copied', async ({ vscode }) => {
  const { page } = vscode;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const panel = await open(vscode);
  await stepTo(panel, 'End');
  await table(panel).getByRole('button', { name: 'Sum' }).click();
  await expect.poll(() => signals(panel), patience).toEqual(['0.6457', '0.7408']);
  await table(panel).getByRole('button', { name: 'Sum' }).click();
  await expect.poll(() => signals(panel), patience).toEqual(['0.7408', '0.6457']);
  expect(await table(panel).getByRole('columnheader', { name: 'Sum' }).getAttribute('aria-sort')).toBe('descending');

  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));
  await panel.getByRole('button', { name: 'Copy Table' }).click();
  await panel.getByRole('menuitem', { name: 'CSV, all digits' }).click();
  await expect
    .poll(clipboard, patience)
    .toContain(`2,1,0.9 × 1 + 0.3 × 0.5,,${0.9 + 0.3 * 0.5},sigmoid,${sigmoid(0.9 + 0.3 * 0.5)}`);
  await panel.getByRole('button', { name: 'Copy Table' }).click();
  await panel.getByRole('menuitem', { name: 'Markdown' }).click();
  await expect.poll(clipboard, patience).toContain('| 2 | 2 | 0.2 × 1 + 0.8 × 0.5 |  | 0.6 | sigmoid | 0.6457 |');
});

test('a network of one’s own, up to 6 layers of 12, comes back after a reload', async ({ vscode }) => {
  const panel = await open(vscode);
  await choose(panel, 'Your own, up to 6 layers of 12 nodes');
  for (let layer = 3; layer < 6; layer++) await panel.getByRole('button', { name: 'Add a Layer' }).click();
  expect(await panel.getByRole('button', { name: 'Add a Layer' }).isDisabled()).toBe(true);
  await field(panel, 'Layer 1: inputs').fill('12');
  for (let layer = 2; layer <= 6; layer++) await field(panel, `Layer ${layer}: nodes`).fill('12');
  await field(panel, 'Layer 6: nodes').fill('13');
  await panel.getByText('Nodes is 13, out of range').waitFor();
  await panel.getByRole('combobox', { name: 'activation' }).last().selectOption('softmax');
  await panel.getByRole('checkbox', { name: 'with biases' }).check();
  await stepTo(panel, 'End');
  await panel.getByText('Step 60 of 60').first().waitFor();
  const shown = await signals(panel);
  expect(shown).toHaveLength(60);
  expect(shown.slice(-12).reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 2);

  await vscode.page.waitForTimeout(500); // the state is written a moment later
  await vscode.reloadWindow();
  const again = await expect
    .poll(async () => (await panels(vscode.page)).get('forwardPass'), patience)
    .toBeDefined()
    .then(async () => (await panels(vscode.page)).get('forwardPass')!);
  await expect.poll(() => signals(again), patience).toEqual(shown);
});

test('one weight is predicted, and the matrices have their shapes', async ({ vscode }) => {
  const panel = await open(vscode);
  const question = panel.locator('section', { hasText: 'What will leave it?' }).last();
  await question.getByRole('textbox', { name: 'your guess' }).fill('0.8');
  await question.getByRole('button', { name: 'Reveal' }).click();
  await question.getByText('You said 0.8; it is 0.7408: 0.0592 (8%) too high.').waitFor();
  await panel.getByText('shapes 2 × 2 · 2 × 1 = 2 × 1').waitFor();
});

/** What is looked at, and how it is reached. */
const looks = {
  'three-layers': async (panel: Frame) => {
    await choose(panel, 'Three layers, 3-3-3');
    await stepTo(panel, 'End');
    await field(table(panel), 'weight from layer 1, node 2 to layer 2, node 1').fill('-0.5');
    await field(table(panel), 'weight from layer 1, node 3 to layer 2, node 1').fill('1e308');
  },
  run: async (panel: Frame, vscode: VSCode) => {
    await choose(panel, 'One that you have trained, with a digit');
    await panel.getByText('There is no trained network yet.').waitFor();
    const training = await panelShownBy(vscode, () =>
      panel.getByRole('button', { name: 'Train on 100 Records' }).click(),
    );
    await untilStatus(training, 'Finished');
    await showTab(vscode.page, /^Forward-Pass Signal Table/);
    const shown = await vscode.webview('Forward-Pass Signal Table');
    await shown.getByText('Step 0 of 22').first().waitFor();
    await stepTo(shown, 'End');
  },
};

test.for(Object.keys(looks) as (keyof typeof looks)[])(
  'nothing is hard to use, in any theme, wide or narrow: %s',
  async (name, { vscode }) => {
    await looks[name](await open(vscode), vscode);
    const panel = await vscode.webview('Forward-Pass Signal Table');
    await expectGoodLooks(vscode, panel, `forwardPass-${name}`, 3600);
  },
);
