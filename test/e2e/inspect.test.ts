import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import {
  dialogTitled,
  fact,
  fraction,
  numbers,
  panelShownBy,
  patience,
  rowsOf,
  train,
  untilStatus,
} from './support/panel';
import { test } from './support/test';
import type { VSCode } from '../vscode/workbench.mjs';

let panel: Frame;

test.beforeAll(async ({ vscode }) => {
  panel = await train(vscode, '100 records');
  await untilStatus(panel, 'Finished');
  // The last epoch's answers arrive a moment after its accuracy.
  await panel
    .getByRole('region', { name: 'Scorecard' })
    .getByText(await fact(panel, 'Test accuracy'))
    .waitFor();
});

/** "Scorecard": right answers, digits, and their quotient as it is written. */
async function scorecard() {
  const equation = await panel.getByRole('region', { name: 'Scorecard' }).getByText('performance =').innerText();
  const [, right, all, share] = /= ([\d,]+) ÷ ([\d,]+) = ([\d.]+)%/.exec(equation)!;
  return { right: Number(right!.replace(',', '')), all: Number(all!.replace(',', '')), share: Number(share) / 100 };
}

/** The cells of the confusion matrix by "label answer". */
async function confusion(): Promise<Map<string, number>> {
  const cells = panel.getByRole('gridcell', { name: /answered/ });
  const names = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label')!));
  return new Map(
    names.map((name) => {
      const [, count, , label, answer] = /^([\d,]+) of ([\d,]+) digits? (\d) answered (\d)$/.exec(name)!;
      return [`${label} ${answer}`, Number(count!.replace(',', ''))];
    }),
  );
}

test('the scorecard, the confusion matrix and the accuracy tell the same', async () => {
  const { right, all, share } = await scorecard();
  const cells = [...(await confusion())];
  expect(cells).toHaveLength(100);
  expect(all).toBe(2000);
  expect(cells.reduce((sum, [, count]) => sum + count, 0)).toBe(all);
  expect(cells.filter(([cell]) => cell[0] === cell[2]).reduce((sum, [, count]) => sum + count, 0)).toBe(right);
  expect(share).toBeCloseTo(right / all, 4);
  expect(await fact(panel, 'Test accuracy').then(fraction)).toBeCloseTo(right / all, 4);
});

test('a cell of the confusion matrix opens its digits', async () => {
  const [cell, count] = [...(await confusion())]
    .filter(([name]) => name[0] !== name[2])
    .reduce((most, next) => (next[1] > most[1] ? next : most));
  const [label, answer] = cell.split(' ');
  await panel.getByRole('gridcell', { name: new RegExp(`digits ${label} answered ${answer}$`) }).click();
  const heading = `${count} digits: is ${label}, answered ${answer}`;
  await panel.getByRole('heading', { name: heading }).waitFor();
  const digits = panel.getByRole('listbox', { name: heading }).getByRole('option');
  const described = await digits.evaluateAll((all) => all.map((one) => one.getAttribute('title')!));
  expect(described).toHaveLength(Math.min(24, count));
  for (const text of described) expect(text).toMatch(new RegExp(`: a ${label}, answered ${answer} with`));
  await panel.getByRole('button', { name: 'Close these digits' }).click();
  await panel.getByRole('heading', { name: heading }).waitFor({ state: 'detached' });
});

test('the worst mistake becomes the chosen digit, with its ten outputs', async () => {
  const mistake = panel.getByRole('listbox', { name: 'Worst mistakes' }).getByRole('option').first();
  const [, digit, label, answer, value] = /^Test digit ([\d,]+): a (\d), answered (\d) with ([\d.]+)$/.exec(
    (await mistake.getAttribute('title'))!,
  )!;
  await mistake.click();
  await panel.getByText(`Test digit ${digit} of 2,000`, { exact: true }).waitFor();
  const outputs = panel.getByRole('region', { name: 'Output nodes' }).getByRole('table');
  const chosen = (await rowsOf(outputs)).map(([, cell]) => Number.parseFloat(cell!));
  expect(chosen).toHaveLength(10);
  expect(chosen.indexOf(Math.max(...chosen))).toBe(Number(answer));
  expect(chosen[Number(answer)]).toBe(Number(value));
  const heading = outputs.getByRole('columnheader').nth(1);
  expect(await heading.getByRole('img').getAttribute('aria-label')).toBe(
    `Test digit ${digit!.replace(',', '')}, a ${label}`,
  );
});

test('a hidden neuron opens, with its links to the ten outputs', async () => {
  const neuron = panel.getByRole('listbox', { name: 'Hidden neurons' }).getByRole('option').nth(4);
  const name = /^Hidden neuron \d+/.exec((await neuron.getAttribute('title'))!)![0];
  await neuron.click();
  await panel.getByRole('heading', { name, exact: true }).waitFor();
  expect(await rowsOf(panel.getByRole('table', { name: 'Its links to the ten output nodes' }))).toHaveLength(10);
  await panel.getByText('Show its 784 weights').click();
  const weights = await rowsOf(panel.getByRole('region', { name: new RegExp(`Weights of ${name}`, 'i') }));
  expect(
    weights.flatMap(([, ...row]) => row.map((weight) => Number(weight.replace('−', '-')))).filter(Number.isFinite),
  ).toHaveLength(784);
  await panel.getByText('Show its 784 weights').click();
});

test('back at epoch 0 everything shows a network that has learnt nothing', async () => {
  const outputs = panel.getByRole('region', { name: 'Output nodes' }).getByRole('table');
  const pictureOfNeuron = () =>
    panel
      .getByRole('img', { name: /^Hidden neuron \d+, strength/ })
      .evaluate((image: HTMLCanvasElement) => image.toDataURL());
  const late = { outputs: await rowsOf(outputs), confusion: await confusion(), neuron: await pictureOfNeuron() };

  await panel.getByRole('button', { name: 'First epoch' }).click();
  await panel.getByText('Before training').waitFor();
  await expect.poll(async () => (await scorecard()).share, patience).toBeLessThan(0.2);
  const { right, all } = await scorecard();
  expect(right / all).toBeGreaterThan(0.03); // about one in ten, as by guessing
  expect(await confusion()).not.toEqual(late.confusion);
  expect(await rowsOf(outputs)).not.toEqual(late.outputs);
  await panel.getByText(/^The first hidden layer at epoch 0:/).waitFor();
  await panel.getByRole('img', { name: /^Hidden neuron \d+, strength/ }).scrollIntoViewIfNeeded();
  await expect.poll(pictureOfNeuron, patience).not.toBe(late.neuron);
  const [first] = await numbers(panel, 'Accuracy');
  expect(fraction(first![1]!)).toBeCloseTo(right / all, 4);

  await panel.getByRole('button', { name: 'One epoch on' }).click();
  await panel.getByText('After epoch 1', { exact: true }).waitFor();
  await panel.getByRole('button', { name: 'Latest' }).click();
  await panel.getByText('After epoch 5', { exact: true }).waitFor();
  await expect.poll(confusion, patience).toEqual(late.confusion);
  expect(await rowsOf(outputs)).toEqual(late.outputs);
});

/** Exports something under the suggested name, in the workspace folder; returns the file, of several the last. */
async function exported({ page, folder }: VSCode, item: string | RegExp, name: string, file = name): Promise<Buffer> {
  await panel.getByRole('button', { name: 'Export' }).click();
  await panel.getByRole('menuitem', { name: item }).click();
  const suggestion = page.locator('.quick-input-widget input.input');
  await expect.poll(() => suggestion.inputValue(), patience).toBe(join(folder, name));
  await suggestion.press('Enter');
  await page.locator('.statusbar').getByText(`Saved ${file}`).waitFor();
  return readFile(join(folder, file));
}

test('the metrics are saved as CSV, with a row for every step', async ({ vscode }) => {
  const file = await exported(vscode, 'Metrics as CSV…', '100 records metrics.csv');
  const [header, ...rows] = file
    .toString()
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(header).toEqual([
    'step (epochs)',
    ...['test loss', 'test accuracy (fraction)', 'training loss', 'records per second'],
  ]);
  const shownLosses = await numbers(panel, 'Loss');
  expect(rows).toHaveLength(shownLosses.length);
  const accuracies = rows.map((row) => row[2]!).filter((accuracy) => accuracy !== '');
  const shown = (await numbers(panel, 'Accuracy')).map(([, accuracy]) => fraction(accuracy!));
  expect(accuracies).toHaveLength(shown.length);
  for (const [index, accuracy] of shown.entries()) expect(Number(accuracies[index])).toBeCloseTo(accuracy, 4);
});

test('charts and model are saved too', async ({ vscode }) => {
  const png = await exported(vscode, 'Loss chart as PNG…', 'loss.png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const svg = await exported(vscode, 'Accuracy chart as SVG…', 'accuracy.svg');
  expect(svg.toString()).toMatch(/^<svg[^]*test accuracy[^]*<\/svg>\s*$/);
  const weights = await exported(vscode, /^Model after epoch 5/, 'model.json', 'weights.bin');
  const model = JSON.parse(await readFile(join(vscode.folder, 'model.json'), 'utf8')) as object;
  expect(model).toHaveProperty('format', 'layers-model');
  expect(weights).toHaveLength(4 * (784 * 200 + 200 * 10)); // float32, no biases
});

test('another run is drawn into the same charts', async ({ vscode }) => {
  const other = await train(vscode, '100 records');
  await untilStatus(other, 'Finished');
  const legend = other.getByRole('region', { name: 'Learning curves' }).getByRole('list').nth(1).getByRole('listitem');
  await expect.poll(() => legend.allInnerTexts(), patience).toEqual(['test accuracy']);
  await other.getByRole('button', { name: 'Compare with…' }).click();
  await other.getByRole('checkbox', { name: /^100 records/ }).check();
  await expect.poll(() => legend.count(), patience).toBe(2);
  await other.getByRole('button', { name: 'Compare with…' }).press('Escape');
  // The same seed: the two runs have the same numbers.
  const rows = await numbers(other, 'Accuracy');
  expect(rows.length).toBe(6);
  for (const [, own, compared] of rows) expect(own).toBe(compared);

  await vscode.runCommand('View: Close All Editors');
  const both = await panelShownBy(vscode, async () => {
    await vscode.runCommand('Deep Learning: Compare Runs…');
    await dialogTitled(vscode.page, 'Compare which runs?');
    await vscode.page.getByRole('checkbox', { name: 'Toggle all checkboxes' }).click();
    await vscode.page.keyboard.press('Enter');
  });
  await expect.poll(() => numbers(both, 'Accuracy').then(([row]) => row!.length), patience).toBe(3);
});
