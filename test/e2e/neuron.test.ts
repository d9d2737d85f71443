import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { neuronState } from '../../src/teaching/neuronState';
import type { VSCode } from '../vscode/workbench.mjs';
import { expectGoodLooks } from './support/looks';
import { closeEditors, panelShownBy, panels, patience, showTab } from './support/panel';
import { test } from './support/test';

const pages = ['One decision', 'A little more or less', 'Names in a deep network', 'What it can separate'] as const;

async function open(vscode: VSCode, page: (typeof pages)[number]): Promise<Frame> {
  const panel = await panelShownBy(vscode, () => vscode.runCommand('Deep Learning: Explore a Neuron'));
  await panel.getByRole('tab', { name: page }).click();
  return panel;
}

const field = (panel: Frame, name: string | RegExp) => panel.getByRole('textbox', { name, exact: true });
const button = (panel: Frame, name: string | RegExp) => panel.getByRole('button', { name, exact: true });
const value = async (panel: Frame, term: string) =>
  Number((await panel.locator('.score > div', { hasText: term }).locator('dd').innerText()).replace(/[,%]/g, ''));
const epoch = (panel: Frame) => value(panel, 'Epoch');
const isLit = (element: Locator) =>
  element.evaluate((node) => getComputedStyle(node).getPropertyValue('--lit').trim() === '1');

/** Trains until the accuracy, in per cent, is reached. */
async function trainTo(panel: Frame, accuracy: number): Promise<void> {
  await button(panel, 'Train').click();
  await expect.poll(() => value(panel, 'Accuracy'), patience).toBeGreaterThanOrEqual(accuracy);
  await button(panel, 'Pause').click();
}

async function reloaded(vscode: VSCode): Promise<Frame> {
  await vscode.page.waitForTimeout(500); // the state is written a moment later
  await vscode.reloadWindow();
  await expect.poll(async () => (await panels(vscode.page)).has('neuron'), patience).toBe(true);
  return (await panels(vscode.page)).get('neuron')!;
}

test.beforeAll(async ({ vscode }) => {
  await vscode.runCommand('View: Close Primary Side Bar');
});

test.beforeEach(async ({ vscode }) => {
  await closeEditors(vscode);
  await vscode.page.setViewportSize({ width: 1330, height: 1400 });
});

test('the festival: weights decide, and a task is checked case by case', async ({ vscode }) => {
  const panel = await open(vscode, 'One decision');
  await panel.getByText('6 is more than 5: go').waitFor();
  await panel.getByRole('checkbox', { name: 'The weather is good' }).uncheck();
  await panel.getByText('0 is not more than 5: stay at home').waitFor();
  await button(panel, '3').click();
  await panel.getByText('That is right.').waitFor();

  const task = panel.getByRole('combobox', { name: 'Find weights and a threshold for' });
  await task.selectOption({ label: 'Go when at least two of the three hold' });
  // Good weather alone decides so far, and the two others together do not.
  await panel.getByText('2 of 8 cases are decided otherwise than wanted.').waitFor();
  const weather = field(panel, 'Weight').first();
  for (const [typed, reason] of [
    ['1e308', 'out of range'],
    ['', 'is empty'],
    ['NaN', 'is not a number'],
    ['-Infinity', 'is infinite'],
  ] as const) {
    await weather.fill(typed);
    await panel.getByText(reason).waitFor();
    expect(await weather.getAttribute('aria-invalid')).toBe('true');
  }
  await panel.getByText('2 of 8 cases').waitFor();
  await weather.fill('2');
  await panel.getByRole('slider', { name: 'threshold' }).fill('3');
  await panel.getByText('Solved: all eight cases are decided as wanted.').waitFor();
});

test('a small change is foretold by the tangent, and a step answers it with nothing', async ({ vscode }) => {
  const panel = await open(vscode, 'A little more or less');
  const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));
  const slope = sigmoid(1) * (1 - sigmoid(1));
  await panel.getByText(`foretells a change of the output by ${(slope * 0.5).toPrecision(4)}`).waitFor();
  await panel.getByText(`really it is ${(sigmoid(1.5) - sigmoid(1)).toPrecision(4)}`).waitFor();
  const handle = button(panel, /^Change of the weight/);
  await handle.press('ArrowLeft');
  await expect.poll(() => field(panel, 'Change of w').inputValue(), patience).not.toBe('0.5');
  const moved = await field(panel, 'Change of w').inputValue();
  const box = (await handle.boundingBox())!;
  await vscode.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await vscode.page.mouse.down();
  await vscode.page.mouse.move(box.x + box.width / 2 + 60, box.y, { steps: 4 });
  await vscode.page.mouse.up();
  await expect
    .poll(async () => Number(await field(panel, 'Change of w').inputValue()), patience)
    .toBeGreaterThan(Number(moved));
  await panel.getByRole('radio', { name: 'Step' }).check();
  await panel.getByText('foretells a change of the output by 0;').waitFor();
});

test('a symbol lights up its link, a link its symbol, and a node shows its formula', async ({ vscode }) => {
  const panel = await open(vscode, 'Names in a deep network');
  const link = panel.locator('svg [data-key="w-2-1-3"]');
  const symbol = panel.locator('math [data-key="w-2-1-3"]').first();
  await symbol.hover();
  await expect.poll(() => isLit(link), patience).toBe(true);
  await panel.getByRole('heading', { level: 1 }).hover();
  await expect.poll(() => isLit(link), patience).toBe(false);

  const line = await link.locator('line').first().boundingBox();
  // A quarter of its length, where no other link crosses it.
  await vscode.page.mouse.move(line!.x + 0.25 * line!.width, line!.y + 0.75 * line!.height);
  await expect.poll(() => isLit(symbol), patience).toBe(true);
  await link.focus();
  await panel.getByRole('heading', { level: 1 }).hover();
  expect(await isLit(symbol), 'by focus').toBe(true);

  await button(panel, 'Node 2 of layer 4').press('Enter');
  await panel.getByRole('cell', { name: 'what node 2 of layer 4 puts out' }).waitFor();
  expect(await panel.locator('math [data-key="w-3-2-3"]').count()).toBeGreaterThan(0);
});

test('picture, number and line of code light up together on every page, and the line opens the sample', async ({
  vscode,
}) => {
  const panel = await open(vscode, 'One decision');
  for (const [page, key, file] of [
    ['One decision', 'weight-0', 'perceptron.ts'],
    ['A little more or less', 'difference', 'activations.ts'],
    ['Names in a deep network', 'b-2-1', 'layer.ts'],
    ['What it can separate', 'link-0', 'boundaryNetwork.ts'],
    ['What it can separate', 'unit-0-0', 'boundaryNetwork.ts'],
    ['What it can separate', 'loss', 'boundaryNetwork.ts'],
  ] as const) {
    const shown = await vscode.webview('Explore a Neuron');
    await shown.getByRole('tab', { name: page }).click();
    const line = shown.locator(`.code button[data-key~="${key}"]`).first();
    const others = shown.locator(`:is(svg, table, dl) [data-key~="${key}"]`);
    expect(await others.count(), key).toBeGreaterThan(0);
    await line.focus();
    for (const other of await others.all()) await expect.poll(() => isLit(other), patience).toBe(true);
    await line.press('Enter');
    await vscode.page.getByRole('tab', { name: new RegExp(`^${file}`) }).waitFor();
    await showTab(vscode.page, /^Explore a Neuron/);
  }
  expect(panel).toBeDefined();
});

test('one neuron fails on XOR, a hidden layer learns it, and all of it comes back after a reload', async ({
  vscode,
}) => {
  const panel = await open(vscode, 'What it can separate');
  await button(panel, 'No, whatever the weights').click();
  await panel.getByText('That is right.').waitFor();
  await button(panel, 'Train').click();
  await expect.poll(() => epoch(panel), patience).toBeGreaterThan(500);
  await button(panel, 'Pause').click();
  expect(await value(panel, 'Accuracy')).toBeLessThan(80);

  await button(panel, 'Add a Hidden Layer').click();
  await expect.poll(() => epoch(panel), patience).toBe(0);
  await trainTo(panel, 100);
  const [reached, loss] = [await epoch(panel), await value(panel, 'Loss')];
  // Back through what was learnt, and forward again.
  const steps = panel.getByRole('slider', { name: 'Epochs so far' });
  await steps.press('Home');
  await expect.poll(() => epoch(panel), patience).toBe(0);
  await steps.press('End');
  await expect.poll(() => epoch(panel), patience).toBe(reached);
  expect(await value(panel, 'Loss')).toBe(loss);

  const again = await reloaded(vscode);
  await expect.poll(() => epoch(again), patience).toBe(reached);
  expect(await value(again, 'Loss')).toBe(loss);
  await again.getByText('That is right.').waitFor();

  // A weight is edited by hand, and refuses what is none.
  const name = 'Weight from x to unit 1 of layer 1';
  await button(again, new RegExp(`^${name.toLowerCase()}:`)).press('Enter');
  await field(again, name).fill('abc');
  await again.getByText('is not a number').waitFor();
  expect(await value(again, 'Loss')).toBe(loss);
  await field(again, name).fill('0');
  await expect.poll(() => value(again, 'Loss'), patience).not.toBe(loss);
  await button(again, /^unit 2 of layer 1, bias/).press('Enter');
  await again.getByText('what unit 2 of layer 1 puts out').waitFor();
  await field(again, 'Bias of unit 2 of layer 1').fill('0.5');
});

test('a link carries settings, seed, weights and epoch, also while it trains; hiding loses nothing', async ({
  vscode,
}) => {
  const { page } = vscode;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const panel = await open(vscode, 'What it can separate');
  await field(panel, 'Seed').fill('7');
  await button(panel, 'Add a Hidden Layer').click();
  await button(panel, 'Train').click();
  await expect.poll(() => epoch(panel), patience).toBeGreaterThan(20);
  await button(panel, 'Copy Link to This State').click();
  await panel.getByRole('menuitem', { name: 'Link that opens VS Code' }).click();
  const link = await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()), patience)
    .toContain('/neuron?state=')
    .then(() => page.evaluate(() => navigator.clipboard.readText()));
  await button(panel, 'Pause').click();
  const state = neuronState.check(JSON.parse(decodeURIComponent(link.split('state=')[1]!)), 'the state');
  expect(state).toMatchObject({ part: 'boundary', seed: 7, hidden: [4] });
  expect(state.epoch).toBeGreaterThan(20);
  expect(state.links).toHaveLength(4 * 3 + 5);

  await button(panel, 'Train').click();
  await expect.poll(() => epoch(panel), patience).toBeGreaterThan(state.epoch);
  await vscode.runCommand('File: New Untitled Text File');
  await showTab(page, /^Explore a Neuron/);
  const again = await vscode.webview('Explore a Neuron');
  await expect.poll(() => epoch(again), patience).toBeGreaterThan(state.epoch);
});

test('points are drawn, moved, changed and removed, with the keyboard too; 10,000 are refused', async ({ vscode }) => {
  const { page } = vscode;
  const panel = await open(vscode, 'What it can separate');
  await field(panel, 'Points').fill('10000');
  await panel.getByText('Points is 10000, out of range: a whole number from 4 to 1000 is allowed.').waitFor();
  await button(panel, 'Remove All').click();
  await panel.getByText('There are no points').waitFor();
  expect(await button(panel, 'Train').isDisabled()).toBe(true);
  const paper = (await panel.locator('.paper').boundingBox())!;
  await page.mouse.click(paper.x + 60, paper.y + 60);
  await panel.getByRole('radio', { name: 'squares' }).check();
  await button(panel, 'Add in the Middle').click();
  const middle = button(panel, /^Point 2/);
  expect(await middle.getAttribute('aria-label')).toBe('Point 2: square at x 0, y 0');
  await middle.press('ArrowUp');
  await expect.poll(() => middle.getAttribute('aria-label'), patience).toMatch(/^Point 2: square at x 0, y 0\.0/);
  await middle.press('c');
  await expect.poll(() => middle.getAttribute('aria-label'), patience).toMatch(/^Point 2: circle/);
  await middle.press('Delete');
  await expect.poll(() => middle.count(), patience).toBe(0);
  // A stroke leaves a trail.
  await page.mouse.move(paper.x + 40, paper.y + 150);
  await page.mouse.down();
  await page.mouse.move(paper.x + 200, paper.y + 150, { steps: 20 });
  await page.mouse.up();
  await expect.poll(() => button(panel, /^Point \d+: square/).count(), patience).toBeGreaterThan(5);
});

test('divergence is named, and nothing reads NaN', async ({ vscode }) => {
  const panel = await open(vscode, 'What it can separate');
  await panel.getByRole('combobox', { name: 'Hidden activation' }).selectOption({ label: 'ReLU' });
  for (let layer = 1; layer <= 4; layer++) await button(panel, 'Add a Hidden Layer').click();
  await field(panel, 'Learning rate η').fill('10');
  await field(panel, 'Seed').fill('3');
  // One weight so large that the next step throws the others far away.
  await button(panel, /^weight from unit 1 of layer 4 to the output:/).press('Enter');
  await field(panel, 'Weight from unit 1 of layer 4 to the output').fill('900');
  await button(panel, 'Train').click();
  await panel.getByRole('alert').getByText('Training diverged at epoch').waitFor();
  expect(await panel.locator('body').innerText()).not.toMatch(/NaN|not a number/);
});

test('nothing is hard to use, in any theme, wide or narrow', async ({ vscode }) => {
  const panel = await open(vscode, 'What it can separate');
  await button(panel, 'Add a Hidden Layer').click();
  await trainTo(panel, 100);
  await button(panel, /^unit 2 of layer 1, bias/).press('Enter');
  await field(panel, 'Bias of unit 2 of layer 1').fill('abc');
  await panel.getByText('Show all points').click();
  for (const [index, name] of pages.entries()) {
    await panel.getByRole('tab', { name }).click();
    await expectGoodLooks(vscode, panel, `neuron-${index + 1}`, 3400);
  }
  expect(await panel.locator('body').innerText()).not.toMatch(/NaN/);
});
