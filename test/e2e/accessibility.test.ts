import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../vscode/install.mjs';
import { themeNames, type VSCode } from '../vscode/workbench.mjs';
import { accessibilityProblems } from './support/accessibility';
import { drawThree } from './support/drawing';
import { patience, train, trainWith, untilEpoch, untilStatus } from './support/panel';
import { test } from './support/test';

const screenshots = join(root, 'artifacts', 'screenshots');

/** High enough for the panel to be seen as a whole. */
const tall = 6000;

/** Makes the window as large as the panel needs to have this size. */
async function resize({ page }: VSCode, panel: Frame, width: number, height: number): Promise<void> {
  const window = page.viewportSize()!;
  const inner = await panel.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await page.setViewportSize({
    width: window.width + width - inner.width,
    height: window.height + height - inner.height,
  });
  await expect.poll(() => panel.evaluate(() => innerWidth), patience).toBe(width);
}

/** What has the focus, as a screen reader would say it. */
const focused = (panel: Frame) =>
  panel.evaluate(() => {
    const element = document.activeElement!;
    const name = element.getAttribute('aria-label') ?? element.textContent;
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
  await mkdir(screenshots, { recursive: true });
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

  for (const theme of themeNames) {
    await vscode.setTheme(theme);
    for (const width of [1280, 700]) {
      await resize(vscode, panel, width, tall);
      await panel.locator('body').screenshot({ path: join(screenshots, `training-${theme}-${width}.png`) });
      expect(await accessibilityProblems(panel), `${theme}, ${width} pixels`).toEqual([]);
    }
  }

  // The numbers behind the pictures, the menu and the list of runs: their colours are those of the rest.
  for (const summary of await panel.locator('summary').all()) await summary.click();
  expect(await accessibilityProblems(panel)).toEqual([]);
  for (const name of ['Export', 'Compare with…']) {
    await panel.getByRole('button', { name }).click();
    expect(await accessibilityProblems(panel), name).toEqual([]);
    await vscode.page.keyboard.press('Escape');
  }

  await resize(vscode, panel, 400, 900);
  expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
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

test('the keyboard reaches and works everything', async ({ vscode }) => {
  const { keyboard } = vscode.page;
  const panel = await trainWith(vscode, { epochs: '1000' });
  await untilEpoch(panel, 1);

  const running = await tabStops(vscode, panel);
  for (const stop of [/^button Pause/, /^button Stop/, /^input .*learning rate|^input/]) {
    expect(running.some((one) => stop.test(one)), `${stop} in ${running.join(' | ')}`).toBe(true);
  }
  await panel.getByRole('button', { name: 'Pause' }).focus();
  await keyboard.press('Enter');
  await untilStatus(panel, 'Paused');
  await panel.getByRole('button', { name: 'Stop' }).focus();
  await keyboard.press(' ');
  await untilStatus(panel, 'Stopped');

  const stops = await tabStops(vscode, panel);
  const expected = [
    /^button Train Again/,
    /^button Train Another/,
    /^button Export/,
    /^summary About this run/,
    /^button Compare with/,
    /^summary Show numbers/,
    /^button First epoch/,
    /^input Recorded epoch/,
    /^button Latest/,
    /^option Test digit 1:/,
    /^gridcell .* digits 0 answered 0/,
    /^button Next test digit/,
    /^option Test digit /,
    /^select/,
    /^option Hidden neuron/,
    /^application Draw a digit/,
    /^input .*/,
  ];
  let at = 0;
  for (const stop of expected) {
    const found = stops.findIndex((one, index) => index >= at && stop.test(one));
    expect(found, `${stop} after ${stops[at - 1]} in ${stops.join(' | ')}`).not.toBe(-1);
    at = found + 1;
  }
});
