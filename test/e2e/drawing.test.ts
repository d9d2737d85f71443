import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { answerOf, drawStroke, drawThree } from './support/drawing';
import { rowsOf, train, untilStatus } from './support/panel';
import { test } from './support/test';

const networkSees = (panel: Frame, digit: number) =>
  panel.getByRole('status').getByText(`The network sees a ${digit}`, { exact: true }).waitFor();

const clear = (panel: Frame) => panel.getByRole('button', { name: 'Clear', exact: true }).click();

/** The 784 numbers that the network is given, row by row. */
async function input(panel: Frame): Promise<number[][]> {
  const table = panel.getByRole('region', { name: /^Ink of each pixel/ });
  if (!(await table.isVisible())) await panel.getByText('Show the 784 numbers').click();
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

let panel: Frame;

test.beforeAll(async ({ vscode }) => {
  panel = await train(vscode, 'Complete set');
  await untilStatus(panel, 'Finished');
});

test('a drawn 3 is prepared step by step, and read as a 3', async ({ vscode }) => {
  expect(await answerOf(panel)).toBeUndefined();
  await drawThree(vscode.page, panel);
  await networkSees(panel, 3);
  expect(await answerOf(panel)).toBe(3);

  const steps = panel.getByRole('list').filter({ hasText: 'Cropped' }).getByRole('img');
  const shown = await steps.evaluateAll((images) => images.map((image) => image.getAttribute('aria-label')!));
  expect(shown.map((label) => label.split(':')[0])).toEqual(['Drawn', 'Cropped', 'Fitted into 20 × 20', 'Centred in 28 × 28']);
  // What MNIST's makers say of every digit: it fits into 20 × 20 pixels, and its centre of mass is in the middle.
  const { width, height, centre } = measure(await input(panel));
  expect(Math.max(width, height)).toBe(20);
  for (const coordinate of centre) expect(Math.abs(coordinate - 14)).toBeLessThanOrEqual(1);
  await clear(panel);
});

test('a 3 drawn small and in a corner is read as a 3, because it is prepared', async ({ vscode }) => {
  await drawThree(vscode.page, panel, { left: 0.05, top: 0.05, height: 0.25 });
  await networkSees(panel, 3);
  const prepared = measure(await input(panel));
  expect(prepared.height).toBe(20);

  const without = panel.getByRole('checkbox', { name: /^Without preparation/ });
  await without.check();
  const shrunk = measure(await input(panel));
  expect(shrunk.height).toBeLessThan(12);
  expect(shrunk.centre[0]).toBeLessThan(7);
  expect(shrunk.centre[1]).toBeLessThan(7);
  await without.uncheck();
  expect(measure(await input(panel))).toEqual(prepared);
  await clear(panel);
});

test('strokes are taken back one by one, and all at once', async ({ vscode }) => {
  const undo = panel.getByRole('button', { name: 'Undo' });
  expect(await undo.isDisabled()).toBe(true);
  await drawStroke(vscode.page, panel, [[0.5, 0.2], [0.5, 0.5], [0.5, 0.8]]);
  const one = measure(await input(panel));
  await drawStroke(vscode.page, panel, [[0.2, 0.5], [0.5, 0.5], [0.8, 0.5]]);
  expect(measure(await input(panel)).width).toBeGreaterThan(one.width);
  await undo.click();
  expect(measure(await input(panel))).toEqual(one);
  await clear(panel);
  await panel.getByText('The steps appear here as soon as you draw.').waitFor();
  expect(await answerOf(panel)).toBeUndefined();
  expect(await undo.isDisabled()).toBe(true);
});

test('the arrow keys draw a 1', async ({ vscode }) => {
  const { keyboard } = vscode.page;
  await panel.getByRole('application', { name: 'Draw a digit' }).focus();
  for (let i = 0; i < 3; i++) await keyboard.press('Shift+ArrowUp');
  await keyboard.press(' ');
  for (let i = 0; i < 6; i++) await keyboard.press('Shift+ArrowDown');
  await keyboard.press(' ');
  await networkSees(panel, 1);
  await keyboard.press('ArrowRight'); // with the pen up, nothing is added
  const line = measure(await input(panel));
  expect(line.height).toBe(20);
  expect(line.width).toBeLessThan(8);
  await panel.getByRole('application', { name: 'Draw a digit' }).focus();
  await keyboard.press('Escape');
  expect(await answerOf(panel)).toBeUndefined();
});
