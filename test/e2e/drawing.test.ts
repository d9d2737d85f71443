import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { answerOf, drawStroke, drawThree } from './support/drawing';
import { patience, rowsOf, train, untilStatus } from './support/panel';
import { test } from './support/test';

let panel: Frame;

const untilAnswer = (digit: number) => expect.poll(() => answerOf(panel), patience).toBe(digit);

const area = () => panel.getByRole('application', { name: 'Draw a digit' });

/** The 784 numbers that the network is given, row by row. */
async function input(): Promise<number[][]> {
  const table = panel.getByRole('region', { name: /the network is given/ });
  if (!(await table.isVisible())) await panel.getByText('Show the 784 numbers').click();
  await table.waitFor();
  return (await rowsOf(table)).map(([, ...pixels]) => pixels.map(Number));
}

/** The box that holds all ink, and the ink's centre of mass, in pixels. */
function measure(pixels: readonly (readonly number[])[]) {
  const ink = pixels.flatMap((row, y) => row.map((value, x) => ({ x, y, value }))).filter(({ value }) => value > 0);
  const mass = ink.reduce((sum, { value }) => sum + value, 0);
  const mean = (of: 'x' | 'y') => ink.reduce((sum, dot) => sum + (dot[of] + 0.5) * dot.value, 0) / mass;
  const length = (of: 'x' | 'y') => Math.max(...ink.map((dot) => dot[of])) - Math.min(...ink.map((dot) => dot[of])) + 1;
  return { width: length('x'), height: length('y'), centre: [mean('x'), mean('y')] as const };
}

test.beforeAll(async ({ vscode }) => {
  panel = await train(vscode, 'Complete set');
  await untilStatus(panel, 'Finished');
  // The panel as a whole: it would scroll when an emptied sheet makes it shorter.
  await vscode.page.setViewportSize({ width: 1280, height: 6000 });
});

test.beforeEach(async () => {
  await area().press('Escape');
  await panel.getByText('The steps appear here as soon as you draw.').waitFor();
});

test('a drawn 3 is prepared step by step, and read as a 3', async ({ vscode }) => {
  expect(await answerOf(panel)).toBeUndefined();
  await drawThree(vscode.page, panel);
  await untilAnswer(3);
  await panel.getByRole('status').getByText('The network sees a 3').waitFor();

  const steps = panel.getByRole('list').filter({ hasText: 'Cropped' }).getByRole('img');
  const shown = await steps.evaluateAll((images) => images.map((image) => image.getAttribute('aria-label')!));
  expect(shown.map((label) => label.split(':')[0])).toEqual([
    'Drawn',
    'Cropped',
    'Fitted into 20 × 20',
    'Centred in 28 × 28',
  ]);
  // What MNIST's makers say of every digit: it fits into 20 × 20 pixels, and its centre of mass is in the middle.
  const { width, height, centre } = measure(await input());
  expect(Math.max(width, height)).toBe(20);
  for (const coordinate of centre) expect(Math.abs(coordinate - 14)).toBeLessThanOrEqual(1);
});

test('a 3 drawn small and in a corner is read as a 3, because it is prepared', async ({ vscode }) => {
  await drawThree(vscode.page, panel, { left: 0.05, top: 0.05, height: 0.25 });
  await untilAnswer(3);
  const prepared = measure(await input());
  expect(prepared.height).toBe(20);

  const without = panel.getByRole('checkbox', { name: /^Without preparation/ });
  await without.check();
  await expect.poll(async () => measure(await input()).height, patience).toBeLessThan(12);
  const shrunk = measure(await input());
  expect(shrunk.centre[0]).toBeLessThan(7);
  expect(shrunk.centre[1]).toBeLessThan(7);
  await without.uncheck();
  await expect.poll(async () => measure(await input()), patience).toEqual(prepared);
});

test('strokes are taken back one by one, and all at once', async ({ vscode }) => {
  const undo = panel.getByRole('button', { name: 'Undo' });
  expect(await undo.isDisabled()).toBe(true);
  await drawStroke(vscode.page, panel, [
    [0.5, 0.2],
    [0.5, 0.5],
    [0.5, 0.8],
  ]);
  const one = measure(await input());
  await drawStroke(vscode.page, panel, [
    [0.2, 0.5],
    [0.5, 0.5],
    [0.8, 0.5],
  ]);
  await expect.poll(async () => measure(await input()).width, patience).toBeGreaterThan(one.width);
  await undo.click();
  await expect.poll(async () => measure(await input()), patience).toEqual(one);
  await panel.getByRole('button', { name: 'Clear', exact: true }).click();
  await panel.getByText('The steps appear here as soon as you draw.').waitFor();
  expect(await answerOf(panel)).toBeUndefined();
  expect(await undo.isDisabled()).toBe(true);
});

test('the arrow keys draw a 1', async ({ vscode }) => {
  const { keyboard } = vscode.page;
  await area().focus();
  for (let i = 0; i < 3; i++) await keyboard.press('Shift+ArrowUp');
  await keyboard.press(' ');
  for (let i = 0; i < 6; i++) await keyboard.press('Shift+ArrowDown');
  await keyboard.press(' ');
  await untilAnswer(1);
  await keyboard.press('ArrowRight'); // with the pen up, nothing is added
  const line = measure(await input());
  expect(line.height).toBe(20);
  expect(line.width).toBeLessThan(8);
  await area().press('Escape');
  expect(await answerOf(panel)).toBeUndefined();
});
