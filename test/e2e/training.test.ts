import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  dialogTitled,
  epoch,
  fact,
  fraction,
  numbers,
  panels,
  panelShownBy,
  patience,
  showTab,
  train,
  trainWith,
  untilEpoch,
  untilStatus,
} from './support/panel';
import { test } from './support/test';

/** More epochs than any test waits for. */
const endless = { 'hidden units': '50', epochs: '1000' };

const press = (panel: Frame, button: string) => panel.getByRole('button', { name: button, exact: true }).click();

const accuracyOf = async (panel: Frame) => fraction(await fact(panel, 'Test accuracy'));

/** The chart as it is painted. */
const pictureOf = (panel: Frame, chart: string) =>
  panel
    .getByRole('img', { name: `Line chart of ${chart}` })
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

/** The panel of a window that shows just one. */
async function onlyPanel(page: Page): Promise<Frame> {
  await expect.poll(async () => (await panels(page)).size, patience).toBe(1);
  const [panel] = (await panels(page)).values();
  return panel!;
}

test.beforeEach(({ vscode }) => vscode.runCommand('View: Close All Editors'));

test('the charts move while it trains', async ({ vscode }) => {
  const panel = await trainWith(vscode, endless);
  await untilEpoch(panel, 0.2);
  const points = (await numbers(panel, 'Accuracy')).length;
  const picture = await pictureOf(panel, 'loss');
  await expect.poll(async () => (await numbers(panel, 'Accuracy')).length, patience).toBeGreaterThan(points);
  await expect.poll(() => pictureOf(panel, 'loss'), patience).not.toBe(picture);
  await press(panel, 'Stop');
  await untilStatus(panel, 'Stopped');
});

test('the palette trains on the complete set until it is finished', async ({ vscode }) => {
  const panel = await train(vscode, 'Complete set');
  await untilStatus(panel, 'Finished');
  const accuracies = await numbers(panel, 'Accuracy');
  expect(accuracies.map(([epoch]) => epoch)).toEqual(['0', '1', '2', '3', '4', '5']);
  expect(fraction(accuracies[0]![1]!)).toBeLessThan(0.2); // ten classes, nothing learnt
  expect(fraction(accuracies[5]![1]!)).toBeGreaterThan(0.92);
  expect(accuracies[5]![1]).toBe(await fact(panel, 'Test accuracy'));
});

test('a run pauses, resumes, takes a new learning rate while it goes on, and stops', async ({ vscode }) => {
  const panel = await trainWith(vscode, endless);
  await untilEpoch(panel, 1);
  await press(panel, 'Pause');
  await untilStatus(panel, 'Paused');
  const paused = await epoch(panel);
  await panel.waitForTimeout(1000); // nothing to wait for: nothing may happen
  expect(await epoch(panel)).toBe(paused);
  await press(panel, 'Resume');
  await untilStatus(panel, 'Training');
  await untilEpoch(panel, paused + 0.5);

  const rate = panel.getByRole('textbox', { name: 'learning rate' });
  await rate.fill('11');
  await panel.getByText(/learningRate .*11.*0\.00001.*10/).waitFor();
  expect(await panel.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
  await rate.fill('quick');
  await panel.getByText(/learningRate .*quick.*number/).waitFor();
  expect(await accuracyOf(panel)).toBeGreaterThan(0.8);
  await rate.fill('10'); // so large that it undoes what was learnt
  await press(panel, 'Apply');
  await expect.poll(() => accuracyOf(panel), patience).toBeLessThan(0.6);

  await press(panel, 'Stop');
  await untilStatus(panel, 'Stopped');
  const stopped = await epoch(panel);
  expect(stopped).toBeLessThan(1000);
  expect(await panel.getByRole('button', { name: 'Pause' }).count()).toBe(0);
});

test('a hidden panel comes back as it was, with the run still going', async ({ vscode }) => {
  const { page } = vscode;
  const panel = await trainWith(vscode, endless);
  await untilEpoch(panel, 1);
  await panel.getByRole('button', { name: 'First epoch' }).click();
  await panel.getByRole('gridcell', { name: /digits 7 answered 7$/ }).click();
  const hidden = await epoch(panel);

  await vscode.runCommand('File: New Untitled Text File');
  await expect.poll(() => panels(page), patience).toEqual(new Map());
  const shown = await panelShownBy(vscode, () => showTab(page, /^MLP on MNIST/));
  await untilStatus(shown, 'Training');
  await untilEpoch(shown, hidden + 0.5);
  await shown.getByText('Before training').waitFor();
  await shown.getByRole('gridcell', { name: /digits 7 answered 7$/, selected: true }).waitFor();

  // Into a window of its own, where it still steers the run.
  const [newWindow] = await Promise.all([
    page.context().waitForEvent('page'),
    vscode.runCommand('View: Move Editor into New Window'),
  ]);
  const moved = await onlyPanel(newWindow);
  await moved.getByText('Before training').waitFor();
  await untilEpoch(moved, hidden + 1);
  await press(moved, 'Stop');
  await untilStatus(moved, 'Stopped');
  await newWindow.close();
});

test('a run that a reload interrupts goes on, and its numbers are those of an undisturbed run', async ({ vscode }) => {
  const undisturbed = await train(vscode, 'Complete set');
  await untilStatus(undisturbed, 'Finished');
  const expected = await numbers(undisturbed, 'Accuracy');
  await vscode.runCommand('View: Close All Editors');

  const endlessRun = await trainWith(vscode, { epochs: '1000' });
  await untilEpoch(endlessRun, 1.5);
  await vscode.reloadWindow();
  const restored = await onlyPanel(vscode.page);
  await untilStatus(restored, 'Training');
  expect(await epoch(restored)).toBeGreaterThanOrEqual(1);
  await untilEpoch(restored, 5.1);
  expect((await numbers(restored, 'Accuracy')).slice(0, 6)).toEqual(expected);
  await press(restored, 'Stop');
  await untilStatus(restored, 'Stopped');
  await vscode.runCommand('View: Close All Editors');

  // A paused run waits; then it goes on to its end.
  const pausedRun = await train(vscode, 'Complete set');
  await untilEpoch(pausedRun, 1);
  await press(pausedRun, 'Pause');
  await untilStatus(pausedRun, 'Paused');
  await pausedRun.getByRole('heading', { name: 'Draw a digit yourself' }).scrollIntoViewIfNeeded();
  await vscode.page.mouse.move(640, 450);
  await vscode.page.mouse.wheel(0, 100);
  const scrolled = () => waiting.evaluate(() => scrollY);
  await vscode.page.waitForTimeout(1000); // the panel's state is written a moment after it changed
  const wanted = await pausedRun.evaluate(() => scrollY);
  expect(wanted).toBeGreaterThan(500);
  await vscode.reloadWindow();
  const waiting = await onlyPanel(vscode.page);
  await untilStatus(waiting, 'Paused');
  await expect.poll(scrolled, patience).toBeCloseTo(wanted, -1);
  await press(waiting, 'Resume');
  await untilStatus(waiting, 'Finished');
  expect(await numbers(waiting, 'Accuracy')).toEqual(expected);
});

test('two runs go on at once, and each is stopped by itself', async ({ vscode }) => {
  const { page } = vscode;
  const runTab = page.getByRole('tab', { name: /^MLP on MNIST/ });
  const first = await trainWith(vscode, endless);
  await untilEpoch(first, 0.5);
  const second = await panelShownBy(vscode, () => press(first, 'Train Again'));
  await untilEpoch(second, 0.5);
  const before = await epoch(second);

  const firstAgain = await panelShownBy(vscode, () => runTab.nth(0).click());
  await untilStatus(firstAgain, 'Training');
  await untilEpoch(firstAgain, (await epoch(firstAgain)) + 0.5);
  await vscode.runCommand('Deep Learning: Stop Run'); // the one in front
  await untilStatus(firstAgain, 'Stopped');

  const secondAgain = await panelShownBy(vscode, () => runTab.nth(1).click());
  await untilStatus(secondAgain, 'Training');
  await untilEpoch(secondAgain, before + 0.5);
  await press(secondAgain, 'Stop');
  await untilStatus(secondAgain, 'Stopped');
});

test('a closed run opens again with its numbers', async ({ vscode }) => {
  const panel = await train(vscode, '100 records');
  await untilStatus(panel, 'Finished');
  const expected = { accuracy: await numbers(panel, 'Accuracy'), loss: await numbers(panel, 'Loss') };
  await vscode.runCommand('View: Close All Editors');
  const opened = await panelShownBy(vscode, async () => {
    await vscode.runCommand('Deep Learning: Open Run…');
    await (await dialogTitled(vscode.page, 'Open which run?')).press('Enter'); // the newest
  });
  await untilStatus(opened, 'Finished');
  expect({ accuracy: await numbers(opened, 'Accuracy'), loss: await numbers(opened, 'Loss') }).toEqual(expected);
  await opened.getByRole('heading', { name: 'Confusion matrix' }).waitFor();
});

test('a run that fails says why, in its panel and in a notification', async ({ vscode }) => {
  const tooMany = await trainWith(vscode, { 'training records': '9000' });
  await untilStatus(tooMany, 'Failed');
  const reason = /trainRecords is 9000, but there are only 8000 training records/;
  await tooMany.getByRole('alert').getByText(reason).waitFor();
  await vscode.page.getByText(reason).first().waitFor();
  await vscode.runCommand('Notifications: Clear All Notifications');
  await vscode.runCommand('View: Close All Editors');

  const tooFast = await trainWith(vscode, { model: 'tensorflow', 'learning rate': '10', 'training records': '1000' });
  await untilStatus(tooFast, 'Failed');
  await tooFast
    .getByRole('alert')
    .getByText(/The training diverged.*learning rate of 10 is too large/)
    .waitFor();
  await vscode.runCommand('Notifications: Clear All Notifications');
});
