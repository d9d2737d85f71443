import * as tf from '@tensorflow/tfjs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { writeModel } from '../fixtures/writeModel';
import { layersModels } from '../fixtures/layersModels';
import type { VSCode } from '../vscode/workbench.mjs';
import { drawThree } from './support/drawing';
import { expectGoodLooks } from './support/looks';
import {
  closeEditors,
  panels,
  panelShownBy,
  patience,
  resize,
  rowsOf,
  showTab,
  train,
  trainWith,
  untilStatus,
} from './support/panel';
import { test } from './support/test';

/** Reads digits; its weights are made up, but always the same ones. */
function digitReader() {
  const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });
  return tf.sequential({
    name: 'reader',
    layers: [
      tf.layers.conv2d({
        ...{ inputShape: [28, 28, 1], filters: 8, kernelSize: 5, activation: 'relu', name: 'edges' },
        kernelInitializer: seeded(1),
      }),
      tf.layers.maxPooling2d({ poolSize: 2, name: 'pool' }),
      tf.layers.flatten({ name: 'flat' }),
      tf.layers.dense({ units: 10, activation: 'softmax', name: 'answer', kernelInitializer: seeded(2) }),
    ],
  });
}

const layer = (panel: Frame, name: string) =>
  panel.locator('#graph').getByRole('button', { name: new RegExp(`^${name}, `) });
const show = (panel: Frame, what: string) =>
  panel
    .getByRole('group', { name: 'What is shown of this layer' })
    .getByRole('button', { name: what, exact: true })
    .click();
/** Whether anything but the background is painted, once the picture is in view. */
async function isPainted(picture: Locator): Promise<boolean> {
  await picture.scrollIntoViewIfNeeded();
  return picture.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, i) => value !== data[i % 4]);
  });
}
const outputs = async (panel: Frame) =>
  (await rowsOf(panel.getByRole('table', { name: /^answer: 10 numbers/ }))).map((row) => Number(row.at(-1)));

async function openFromPalette(vscode: VSCode, model: string): Promise<Frame> {
  const panel = await panelShownBy(vscode, async () => {
    await vscode.runCommand('Deep Learning: Inspect Model…');
    await vscode.pick(model);
  });
  await panel.getByRole('heading', { name: 'The layers' }).waitFor();
  return panel;
}

test.beforeAll(async ({ vscode }) => {
  await tf.setBackend('cpu');
  await writeModel(join(vscode.folder, 'reader'), digitReader());
  await writeModel(join(vscode.folder, 'sentences'), layersModels.recurrent());
  await writeModel(join(vscode.folder, 'nested'), layersModels.nested());
  await writeModel(join(vscode.folder, 'cut'), layersModels.sequential());
  await writeFile(join(vscode.folder, 'cut', 'weights.bin'), new Uint8Array(10));
});

test.beforeEach(({ vscode }) => closeEditors(vscode));

test('a model.json is opened from the explorer: graph, weights, activations for a digit, gradients', async ({
  vscode,
}) => {
  const { page } = vscode;
  await vscode.runCommand('View: Show Explorer');
  await vscode.runCommand('Refresh Explorer');
  const panel = await panelShownBy(vscode, async () => {
    await page.getByRole('treeitem', { name: 'reader' }).click();
    await page.getByRole('treeitem', { name: 'model.json' }).click({ button: 'right' });
    // A menu that has just opened takes no notice of a button that is let go at once.
    await page.getByRole('menuitem', { name: 'Inspect Model…' }).click({ delay: 300 });
  });
  await layer(panel, 'edges').waitFor();
  const nodes = panel.locator('#graph').getByRole('button');
  expect(await nodes.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual([
    'edges_input, InputLayer, gives 28 × 28 × 1, no parameters',
    'edges, Conv2D, gives 24 × 24 × 8, 208 parameters',
    'pool, MaxPooling2D, gives 12 × 12 × 8, no parameters',
    'flat, Flatten, gives 1152, no parameters',
    'answer, Dense, gives 10, 11,530 parameters',
  ]);
  await panel.getByText('5 × 5 × 1 × 8 (kernel) + 8 (bias) = 208').waitFor();
  await panel.getByText('Its 8 filters as images').waitFor();
  const heatmap = panel.getByRole('img', { name: 'Heatmap of edges/kernel: 25 rows, 8 columns' });
  await expect.poll(() => isPainted(heatmap), patience).toBe(true);
  await panel.getByRole('img', { name: /^Histogram of edges\/kernel/ }).waitFor();
  await expect.poll(() => isPainted(panel.getByRole('img', { name: 'filter 8' })), patience).toBe(true);

  // The numbers are the weights.
  await panel.getByText('Show its numbers').click();
  const numbers = panel.getByRole('region', { name: /^edges\/kernel, 5 × 5 × 1 × 8/ });
  const [first] = await rowsOf(numbers);
  const kernel = digitReader().layers[0]!.getWeights()[0]!.dataSync();
  expect(first![0]).toBe('1, 1, 1');
  expect(Number(first![1]!.replace('−', '-'))).toBeCloseTo(kernel[0]!, 4);

  // What the model answers for the bundled digit is what TensorFlow.js predicts here.
  await panel.getByText('Computed with').waitFor();
  await show(panel, 'Output');
  await panel.getByText('Its 8 feature maps as images').waitFor();
  await expect
    .poll(() => isPainted(panel.getByRole('img', { name: 'feature map 1', exact: true })), patience)
    .toBe(true);
  const before = await outputs(panel);
  expect(before.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
  await panel.getByRole('button', { name: 'Next digit' }).click();
  await expect.poll(() => outputs(panel), patience).not.toEqual(before);

  await layer(panel, 'edges').press('ArrowUp');
  await expect.poll(() => panel.getByRole('heading', { level: 2, name: 'edges_input' }).count(), patience).toBe(1);
  await show(panel, 'Gradient');
  await panel.getByRole('button', { name: 'Gradient of output 3' }).click();
  await panel.getByText(/How much output 3, now 0\.\d+, would change/).waitFor();
  await panel.getByRole('heading', { name: /^Gradient at edges_input/ }).waitFor();
});

test('layers and weights are saved as CSV, pictures as SVG and PNG', async ({ vscode }) => {
  const { page, folder } = vscode;
  const panel = await openFromPalette(vscode, 'reader/model.json');
  await panel.getByRole('img', { name: /^Heatmap of edges\/kernel/ }).waitFor();
  const save = async (menu: Locator, item: string, name: string) => {
    await menu.click();
    await panel.getByRole('menuitem', { name: item }).click();
    const suggestion = page.locator('.quick-input-widget input.input');
    await expect.poll(() => suggestion.inputValue(), patience).toBe(join(folder, name));
    await suggestion.press('Enter');
    await page.locator('.statusbar').getByText(`Saved ${name}`).waitFor();
    return readFile(join(folder, name));
  };
  const ofModel = panel.getByRole('group', { name: 'Model' }).getByRole('button', { name: 'Export' });
  const ofTensor = panel.locator('.tensor').getByRole('button', { name: 'Export' });
  const layers = (await save(ofModel, 'Layers as CSV…', 'layers.csv')).toString().split('\r\n');
  expect(layers[0]).toBe('layer,class,input,output,parameters,formula,trainable,takes from');
  expect(layers[2]).toBe('edges,Conv2D,28 × 28 × 1,24 × 24 × 8,208,5 × 5 × 1 × 8 + 8,yes,edges_input');
  const weights = (await save(ofTensor, 'Numbers as CSV…', 'edges-kernel.csv')).toString().split('\r\n');
  expect(weights[0]).toBe('row,column,input channel,filter,value');
  expect(weights).toHaveLength(200 + 2);
  expect((await save(ofModel, 'Graph as SVG…', 'graph.svg')).toString()).toMatch(/^<svg .*MaxPooling2D/s);
  const png = await save(ofTensor, 'Heatmap as PNG…', 'edges-kernel-heatmap.png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect((await save(ofTensor, 'Histogram as SVG…', 'edges-kernel-histogram.svg')).toString()).toContain('<rect');
});

test('after a reload it shows the same layer of the same model', async ({ vscode }) => {
  const panel = await openFromPalette(vscode, 'nested/model.json');
  await layer(panel, 'tower › encoder › squeeze').first().click();
  await panel.getByText('use 1 of 2').first().waitFor();
  await vscode.page.waitForTimeout(500); // the state is written a moment later
  await vscode.reloadWindow();
  const find = async () => [...(await panels(vscode.page))].find(([id]) => id.endsWith('nested/model.json'))?.[1];
  await expect.poll(find, patience).toBeDefined();
  const again = (await find())!;
  await again.getByRole('heading', { level: 2, name: 'tower › encoder › squeeze' }).waitFor();
});

test('a damaged model is refused with what is wrong', async ({ vscode }) => {
  await vscode.runCommand('Deep Learning: Inspect Model…');
  await vscode.pick('cut/model.json');
  await vscode.page
    .getByText(/weights\.bin: expected 172 bytes, .* found 10, 162 too few/)
    .first()
    .waitFor();
  expect((await panels(vscode.page)).size).toBe(0);
  await vscode.runCommand('Notifications: Clear All Notifications');
});

test('tokens and numbers of one’s own go in; what does not fit is refused', async ({ vscode }) => {
  const panel = await openFromPalette(vscode, 'sentences/model.json');
  const value = () => panel.locator('.outputs td:last-child').first().innerText();
  await panel.getByText('Computed with').waitFor();
  await panel.getByRole('combobox', { name: 'Input' }).selectOption({ label: 'Your own numbers' });
  const numbers = panel.getByRole('textbox', { name: /^Numbers/ });
  for (const [typed, reason] of [
    ['1 2 3', '3 numbers are given; this input takes 6.'],
    ['1 2 3 4 5 11', 'Number 6 is 11; tokens are whole numbers from 0 to 10.'],
    ['1 2 x 4 5 6', 'Number 3 is “x”, which is not a number.'],
  ] as const) {
    await numbers.fill(typed);
    await panel.getByText(reason).waitFor();
  }
  const before = await value();
  await numbers.fill('1, 2, 3, 4, 5, 10');
  await expect.poll(value, patience).not.toBe(before);
  await layer(panel, 'tokens').click();
  await show(panel, 'Gradient');
  await panel.getByText('tokens are names rather than amounts').waitFor();
});

test('a run is followed while it trains, and any of its epochs can be looked at', async ({ vscode }) => {
  await trainWith(vscode, { 'hidden units': '30', epochs: '80', 'training records': '4000' });
  const panel = await panelShownBy(vscode, async () => {
    await vscode.runCommand('Deep Learning: Inspect Model…');
    await vscode.pick('MLP on MNIST');
  });
  const epochs = panel.getByRole('combobox', { name: 'Epoch' });
  const newest = async () => Number(/\(([\d.]+)\)/.exec(await epochs.locator('option').first().innerText())![1]);
  await epochs.waitFor({ timeout: patience.timeout });
  const seen = await newest();
  await expect.poll(newest, patience).toBeGreaterThan(seen);
  await expect.poll(newest, patience).toBe(80);
  const training = await panelShownBy(vscode, () => showTab(vscode.page, /^MLP on MNIST/));
  await untilStatus(training, 'Finished');
  const shown = await panelShownBy(vscode, () => showTab(vscode.page, /^Inspect MLP/));
  await shown.getByText('nodes as images').waitFor();
  await shown.getByText('0.01 to 1, as it was trained').waitFor({ state: 'attached' });
  await shown.getByText('Computed with').waitFor();
  const values = () => shown.locator('.outputs td:last-child').allInnerTexts();
  const last = await values();
  await shown.getByRole('combobox', { name: 'Epoch' }).selectOption({ label: '0' });
  await expect.poll(values, patience).not.toEqual(last);
});

test('nothing is hard to use, in any theme, wide or narrow', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar');
  await untilStatus(await train(vscode, '100 records'), 'Finished');
  await closeEditors(vscode);
  const looks: readonly [name: string, model: string, prepare: (panel: Frame) => Promise<unknown>][] = [
    [
      'reader',
      'reader/model.json',
      async (panel) => {
        await panel.getByRole('combobox', { name: 'Input' }).selectOption({ label: 'A digit that you draw' });
        await drawThree(page, panel);
        await panel.getByText('Computed with').waitFor();
        await show(panel, 'Output');
        for (const summary of [
          'Show all its settings',
          'Show its numbers',
          'Show the histogram’s numbers',
          'Show all 5 layers',
        ]) {
          const closed = panel.locator('details:not([open]) > summary', { hasText: summary });
          if ((await closed.count()) > 0) await closed.click();
        }
      },
    ],
    ['run', '100 records', (panel) => panel.getByText('nodes as images').waitFor()],
    ['nested', 'nested/model.json', (panel) => layer(panel, 'tower › codes').click()],
  ];
  for (const [name, model, prepare] of looks) {
    const panel = await openFromPalette(vscode, model);
    await resize(vscode, panel, 1280, 4000);
    await prepare(panel);
    await expectGoodLooks(vscode, panel, `inspector-${name}`);
    await closeEditors(vscode);
  }
});
