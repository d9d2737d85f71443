import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import type { VSCode } from '../vscode/workbench.mjs';
import { accessibilityProblems } from './support/accessibility';
import { drawThree } from './support/drawing';
import { expectGoodLooks } from './support/looks';
import { patience, train, trainWith, untilEpoch, untilStatus } from './support/panel';
import { test } from './support/test';

/** High enough for the panel to be seen as a whole. */
const tall = 6000;

/** What has the focus, as a screen reader would say it. */
const focused = (panel: Frame) =>
  panel.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
    return `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${name}`;
  });

/** Everything that the Tab key reaches from the top of the panel on, until it leaves it. */
async function tabStops({ page }: VSCode, panel: Frame): Promise<string[]> {
  const stops: string[] = [];
  await panel.getByRole('heading', { level: 1 }).click(); // so that Tab begins here
  for (let i = 0; i < 100; i++) {
    await page.keyboard.press('Tab');
    if (await panel.evaluate(() => !document.hasFocus() || document.activeElement === document.body)) break;
    stops.push(await focused(panel));
  }
  return stops;
}

test.beforeAll(async ({ vscode }) => {
  await vscode.runCommand('View: Close Primary Side Bar');
});

test.beforeEach(({ vscode }) => vscode.runCommand('View: Close All Editors'));

test('nothing in the panel is hard to use, in any theme, wide or narrow', async ({ vscode }) => {
  const panel = await train(vscode, 'Complete set');
  await untilStatus(panel, 'Finished');
  // Everything that can be open is open.
  await drawThree(vscode.page, panel);
  await panel.getByRole('gridcell', { name: /digits 4 answered 9$/ }).click();
  await panel.getByRole('listbox', { name: 'Hidden neurons' }).getByRole('option').first().click();
  await panel.getByRole('listbox', { name: 'Worst mistakes' }).getByRole('option').first().click();

  await expectGoodLooks(vscode, panel, 'training', tall);

  // The numbers behind the pictures, the menu and the list of runs: their colours are those of the rest.
  for (const summary of await panel.locator('summary').all()) await summary.click();
  expect(await accessibilityProblems(panel)).toEqual([]);
  for (const name of ['Export', 'Compare with…']) {
    await panel.getByRole('button', { name }).click();
    expect(await accessibilityProblems(panel), name).toEqual([]);
    await vscode.page.keyboard.press('Escape');
  }
});

test('nothing is hard to use while it trains, and when it failed', async ({ vscode }) => {
  const running = await trainWith(vscode, { epochs: '1000' });
  await untilEpoch(running, 0.5);
  expect(await accessibilityProblems(running), 'running').toEqual([]);
  await running.getByRole('textbox', { name: 'learning rate' }).fill('11');
  expect(await accessibilityProblems(running), 'with a wrong learning rate').toEqual([]);
  await running.getByRole('button', { name: 'Stop' }).click();
  await vscode.runCommand('View: Close All Editors');

  const failed = await trainWith(vscode, { 'training records': '9000' });
  await untilStatus(failed, 'Failed');
  expect(await accessibilityProblems(failed), 'failed').toEqual([]);
});

test('the Tab key reaches every control', async ({ vscode }) => {
  const panel = await trainWith(vscode, { epochs: '1000' });
  await untilEpoch(panel, 1);
  expect(await tabStops(vscode, panel)).toEqual(
    expect.arrayContaining(['button Pause', 'button Stop', 'input learning rate', 'summary About this run']),
  );
  await panel.getByRole('button', { name: 'Stop' }).press('Enter');
  await untilStatus(panel, 'Stopped');

  const stops = await tabStops(vscode, panel);
  const expected = [
    ...['button Train Again', 'button Train Another…', 'button Export', 'summary About this run'],
    ...['button Compare with…', 'summary Show numbers', 'button First epoch', 'input Recorded epoch', 'button Latest'],
    ...['option Test digit 1:', 'gridcell', 'button Next test digit', 'option Test digit', 'select Order'],
    ...['option Hidden neuron', 'application Draw a digit', 'input Without preparation'],
  ];
  let at = -1;
  for (const stop of expected) {
    const next = stops.findIndex((found, index) => index > at && found.startsWith(stop));
    expect(next, `${stop} after ${stops[at]} in:\n${stops.join('\n')}\n`).not.toBe(-1);
    at = next;
  }
});

test('arrow keys and Enter work what the Tab key has reached', async ({ vscode }) => {
  const { keyboard } = vscode.page;
  const panel = await train(vscode, '100 records');
  await untilStatus(panel, 'Finished');

  await panel.getByRole('slider', { name: 'Recorded epoch' }).press('Home');
  await panel.getByText('Before training').waitFor();
  await keyboard.press('ArrowRight');
  await panel.getByText('After epoch 1', { exact: true }).waitFor();

  await panel.getByRole('gridcell', { name: /digits 0 answered 0$/ }).focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowDown');
  expect(await focused(panel)).toMatch(/^gridcell .* digits 1 answered 1$/);
  await keyboard.press('Enter');
  await panel.getByRole('heading', { name: /digits: is 1, answered 1$/ }).waitFor();

  const neurons = panel.getByRole('listbox', { name: 'Hidden neurons' }).getByRole('option');
  await neurons.first().focus();
  await keyboard.press('ArrowRight');
  const name = /^Hidden neuron \d+/.exec((await neurons.nth(1).getAttribute('title'))!)![0];
  expect(await focused(panel)).toContain(name);
  await keyboard.press(' ');
  await panel.getByRole('heading', { name, exact: true }).waitFor();

  await panel.getByRole('button', { name: 'Export' }).press('Enter');
  await expect.poll(() => focused(panel), patience).toBe('menuitem Metrics as CSV…');
  await keyboard.press('ArrowDown');
  expect(await focused(panel)).toBe('menuitem Metrics as JSON…');
  await keyboard.press('Escape');
  expect(await focused(panel)).toBe('button Export');
});
