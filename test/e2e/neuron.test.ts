import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../vscode/install.mjs';
import { themeNames, type VSCode } from '../vscode/workbench.mjs';
import { accessibilityProblems } from './support/accessibility';
import { panelShownBy, panels, patience } from './support/panel';
import { test } from './support/test';

const screenshots = join(root, 'artifacts', 'screenshots');

const open = (vscode: VSCode) => panelShownBy(vscode, () => vscode.runCommand('Deep Learning: Explore a Neuron'));
const part = (panel: Frame, heading: string) =>
  panel.locator('section', { has: panel.getByRole('heading', { level: 2, name: heading }) });
const festival = (panel: Frame) => part(panel, 'One decision: do I go to the food festival?');
const response = (panel: Frame) => part(panel, 'From yes or no to a little more or less');
const names = (panel: Frame) => part(panel, 'Names in a deep network');
const boundary = (panel: Frame) => part(panel, 'What one neuron can separate, and what takes more');
const value = async (panel: Frame, term: string) =>
  Number(
    (await boundary(panel).locator('.score > div', { hasText: term }).locator('dd').innerText()).replace(/[,%]/g, ''),
  );
const isLit = (panel: Frame, key: string) =>
  panel
    .locator(`[data-key~="${key}"]`)
    .first()
    .evaluate((element) => getComputedStyle(element).getPropertyValue('--lit') === '1');

test.beforeAll(async ({ vscode }) => {
  await mkdir(screenshots, { recursive: true });
  await vscode.runCommand('View: Close Primary Side Bar');
  await vscode.page.setViewportSize({ width: 1280, height: 4400 });
});

test.beforeEach(({ vscode }) => vscode.runCommand('View: Close All Editors'));

test('the festival: weights decide, and a task is checked case by case', async ({ vscode }) => {
  const panel = await open(vscode);
  await festival(panel).getByText('6 is more than 5: go').waitFor();
  await festival(panel).getByRole('checkbox', { name: 'The weather is good' }).uncheck();
  await festival(panel).getByText('0 is not more than 5: stay at home').waitFor();

  await festival(panel).getByRole('combobox').selectOption({ label: 'Go when at least two of the three hold' });
  // Good weather alone decides so far, and the two others together do not.
  await festival(panel).getByText('2 of 8 cases are decided otherwise than wanted.').waitFor();
  await festival(panel).getByRole('textbox', { name: 'Weight' }).first().fill('1e308');
  await festival(panel).getByText('out of range').waitFor();
  await festival(panel).getByRole('textbox', { name: 'Weight' }).first().fill('2');
  await festival(panel).getByRole('textbox', { name: 'Threshold' }).fill('3');
  await festival(panel).getByText('Solved: all eight cases are decided as wanted.').waitFor();
});

test('a small change is foretold by the tangent, and a step answers it with nothing', async ({ vscode }) => {
  const panel = await open(vscode);
  const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));
  const slope = sigmoid(1) * (1 - sigmoid(1));
  await response(panel)
    .getByText(`foretells a change of the output by ${(slope * 0.5).toPrecision(4)}`)
    .waitFor();
  await response(panel)
    .getByText(`really it is ${(sigmoid(1.5) - sigmoid(1)).toPrecision(4)}`)
    .waitFor();
  await response(panel).getByRole('button', { name: 'Change of the weight: 0.5' }).press('ArrowLeft');
  await expect
    .poll(() => response(panel).getByRole('textbox', { name: 'Change of w' }).inputValue(), patience)
    .not.toBe('0.5');
  await response(panel).getByRole('radio', { name: 'Step' }).check();
  await response(panel).getByText('foretells a change of the output by 0; really it is 0.').waitFor();
});

test('a symbol lights up its link, a link its symbol, and a node shows its formula', async ({ vscode }) => {
  const panel = await open(vscode);
  const link = names(panel).locator('line[data-key="w-2-1-3"]');
  const symbol = names(panel).locator('mrow[data-key="w-2-1-3"]').first();
  await symbol.hover();
  await expect.poll(() => isLit(panel, 'w-2-1-3'), patience).toBe(true);
  await names(panel).getByRole('heading').hover();
  await expect.poll(() => isLit(panel, 'w-2-1-3'), patience).toBe(false);
  await link.hover({ position: { x: 20, y: 20 }, force: true });
  await names(panel).getByRole('button', { name: 'Node 2 of layer 4' }).press('Enter');
  await names(panel).getByText('what node 2 of layer 4 puts out').waitFor();
  expect(await names(panel).locator('mrow[data-key="w-3-2-3"]').count()).toBeGreaterThan(0);
});

test('one neuron fails on XOR, a hidden layer learns it, and all of it comes back after a reload', async ({
  vscode,
}) => {
  const panel = await open(vscode);
  await boundary(panel).getByRole('button', { name: 'No, whatever the weights' }).click();
  await boundary(panel).getByText('That is right.').waitFor();
  const train = boundary(panel).getByRole('button', { name: 'Train', exact: true });
  const pause = boundary(panel).getByRole('button', { name: 'Pause', exact: true });
  await train.click();
  await expect.poll(() => value(panel, 'Epoch'), patience).toBeGreaterThan(500);
  await pause.click();
  expect(await value(panel, 'Accuracy')).toBeLessThan(80);

  await boundary(panel).getByRole('button', { name: 'Add a Hidden Layer' }).click();
  expect(await value(panel, 'Epoch')).toBe(0);
  await train.click();
  await expect.poll(() => value(panel, 'Accuracy'), patience).toBe(100);
  await pause.click();
  const [epoch, loss] = [await value(panel, 'Epoch'), await value(panel, 'Loss')];

  await vscode.page.waitForTimeout(500); // the state is written a moment later
  await vscode.reloadWindow();
  await expect.poll(async () => (await panels(vscode.page)).size, patience).toBe(1);
  const [again] = (await panels(vscode.page)).values();
  await expect.poll(() => value(again!, 'Epoch'), patience).toBe(epoch);
  expect(await value(again!, 'Loss')).toBe(loss);

  // A link is edited by hand, and refuses what is no weight.
  await boundary(again!)
    .getByRole('button', { name: /^weight from x to unit 1 of layer 1/ })
    .press('Enter');
  const weight = boundary(again!).getByRole('textbox', { name: 'weight from x to unit 1 of layer 1' });
  await weight.fill('abc');
  await boundary(again!).getByText('is not a number').waitFor();
  await weight.fill('0');
  await expect.poll(() => value(again!, 'Loss'), patience).not.toBe(loss);
});

test('points are drawn, moved, changed and removed, with the keyboard too', async ({ vscode }) => {
  const panel = await open(vscode);
  await boundary(panel).getByRole('button', { name: 'Remove All' }).click();
  await boundary(panel).getByText('There are no points').waitFor();
  expect(await boundary(panel).getByRole('button', { name: 'Train', exact: true }).isDisabled()).toBe(true);
  await boundary(panel)
    .locator('.plot-area')
    .click({ position: { x: 60, y: 60 } });
  await boundary(panel).getByRole('radio', { name: 'a square' }).check();
  await boundary(panel).getByRole('button', { name: 'Add in the Middle' }).click();
  const middle = boundary(panel).getByRole('button', { name: /^Point 2/ });
  expect(await middle.getAttribute('aria-label')).toBe('Point 2: square at x 0, y 0');
  await middle.press('ArrowUp');
  await expect.poll(() => middle.getAttribute('aria-label'), patience).toMatch(/^Point 2: square at x 0, y 0\.0/);
  await middle.press('c');
  await expect.poll(() => middle.getAttribute('aria-label'), patience).toMatch(/^Point 2: circle/);
  await middle.press('Delete');
  await expect.poll(() => middle.count(), patience).toBe(0);
});

test('nothing is hard to use, in any theme, wide or narrow', async ({ vscode }) => {
  const panel = await open(vscode);
  const { page } = vscode;
  const resize = async (width: number, height: number) => {
    const window = page.viewportSize()!;
    const inner = await panel.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    await page.setViewportSize({
      width: window.width + width - inner.width,
      height: window.height + height - inner.height,
    });
    await expect.poll(() => panel.evaluate(() => innerWidth), patience).toBe(width);
  };
  await boundary(panel).getByRole('button', { name: 'Add a Hidden Layer' }).click();
  await boundary(panel).getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => value(panel, 'Accuracy'), patience).toBe(100);
  await boundary(panel).getByRole('button', { name: 'Pause', exact: true }).click();
  await boundary(panel).getByText('Show all weights and points').click();
  for (const theme of themeNames) {
    await vscode.setTheme(theme);
    for (const width of [1280, 700]) {
      await resize(width, 4600);
      await panel.locator('body').screenshot({ path: join(screenshots, `neuron-${theme}-${width}.png`) });
      expect(await accessibilityProblems(panel), `${theme}, ${width} pixels`).toEqual([]);
    }
  }
  await resize(400, 4600);
  await panel.locator('body').screenshot({ path: join(screenshots, 'neuron-400.png') });
  expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
  expect(await panel.locator('body').innerText()).not.toMatch(/NaN/);
});
