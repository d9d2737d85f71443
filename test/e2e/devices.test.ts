import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import type { DeviceResult } from '../../samples/devices/results';
import type { MachineInfo } from '../../src/protocol';
import { formatMilliseconds, formatSi } from '../../webviews/devices/format';
import type { VSCode } from '../vscode/workbench.mjs';
import { accessibilityProblems } from './support/accessibility';
import {
  chooseDevices,
  guess,
  openDevices,
  progressBar,
  quickDevices,
  run,
  section,
  untilMeasured,
} from './support/devices';
import { expectGoodLooks } from './support/looks';
import { closeEditors, panels, patience, rowsOf, train, untilStatus } from './support/panel';
import { test } from './support/test';

/** High enough for the panel to be seen as a whole at 700 pixels. */
const tall = 7600;

const [oneThread, threads] = quickDevices as [string, string];

const latency = (panel: Frame) => section(panel, /^Latency: /);
const latencies = (panel: Frame) => rowsOf(latency(panel).getByRole('table'));
const cancel = (panel: Frame) => panel.getByRole('button', { name: 'Cancel' }).click();
const shown = (panel: Frame) => panel.getByRole('combobox', { name: 'Shown', exact: true });
const arrayStep = (panel: Frame) => panel.getByRole('slider', { name: 'Step of the array' });

/** The panel after the window was reloaded. */
async function restored(vscode: VSCode): Promise<Frame> {
  const found = async () => (await panels(vscode.page)).get('devices');
  await expect.poll(found, patience).toBeDefined();
  return (await found())!;
}

test.beforeAll(async ({ vscode }) => {
  await vscode.runCommand('View: Close Primary Side Bar');
});

test.beforeEach(({ vscode }) => closeEditors(vscode));

test('a benchmark says what it measures, and leaves nothing behind when it is cancelled before anything was', async ({
  vscode,
}) => {
  const panel = await openDevices(vscode);
  await run(panel);
  await panel.getByText('Plain JavaScript: Matrix product, 512 × 512').waitFor();
  const share = () => progressBar(panel).evaluate((bar: HTMLProgressElement) => bar.value);
  const before = await share();
  await expect.poll(share, patience).toBeGreaterThan(before);
  await cancel(panel);
  await panel.getByRole('button', { name: 'Run the Benchmark' }).waitFor();
  expect(await latency(panel).count()).toBe(0);
});

test('WebGL is measured in the panel, or says why it is not there', async ({ vscode }) => {
  const panel = await openDevices(vscode);
  await chooseDevices(panel, ['WebGL']);
  await run(panel);
  const measuring = panel.getByText('WebGL: Convolution, 16 images');
  const missing = panel.getByText('Nothing could be measured. This window has no WebGL 2');
  await measuring.or(missing).waitFor({ timeout: patience.timeout });
  if (await measuring.isVisible()) await cancel(panel);
  await panel.getByRole('button', { name: 'Run the Benchmark' }).waitFor({ timeout: patience.timeout });
  await chooseDevices(panel, []);
  await panel.getByText('Choose at least one device.').waitFor();
  expect(await panel.getByRole('button', { name: 'Run the Benchmark' }).isDisabled()).toBe(true);
});

test('results are kept, compared, exported, and there after a reload', async ({ vscode }) => {
  const { page, folder } = vscode;
  const panel = await openDevices(vscode);
  await panel.getByRole('combobox', { name: 'asked 1,024 at once' }).selectOption({ label: threads });
  await chooseDevices(panel, quickDevices);
  await run(panel);
  await panel.getByText(`${threads}: Matrix product`).waitFor({ timeout: patience.timeout });
  await cancel(panel);
  await latency(panel).waitFor();
  expect(await shown(panel).locator('option').allInnerTexts()).toEqual([
    expect.stringMatching(/, 1 device, cancelled$/),
  ]);

  await run(panel);
  await untilMeasured(panel);
  await expect.poll(() => shown(panel).locator('option').count(), patience).toBe(2);

  await panel.getByRole('button', { name: 'Export' }).click();
  await panel.getByRole('menuitem', { name: 'Benchmark as JSON…' }).click();
  const suggestion = page.locator('.quick-input-widget input.input');
  await expect.poll(() => suggestion.inputValue(), patience).toBe(join(folder, 'benchmark.json'));
  await suggestion.press('Enter');
  await page.locator('.statusbar').getByText('Saved benchmark.json').waitFor();
  const { machine, outcomes } = JSON.parse(await readFile(join(folder, 'benchmark.json'), 'utf8')) as {
    machine: MachineInfo;
    outcomes: readonly DeviceResult[];
  };
  expect(machine).toMatchObject({
    isRemote: true,
    power: expect.stringMatching(/^(mains|battery|not known)$/) as string,
  });
  for (const text of [machine.cpu, machine.os, `VS Code ${machine.versions.vscode}, Node ${machine.versions.node}`]) {
    await panel.locator('header').getByText(text).waitFor();
  }

  // What is on the screen is what was measured.
  const rows = await latencies(panel);
  expect(rows[0]).toEqual(['Plain JavaScript', 'not measured: It was not chosen for this benchmark.']);
  for (const [device, index] of [
    [oneThread, 1],
    [threads, 2],
  ] as const) {
    const [{ work, ...product }] = outcomes[index]!.workloads as [DeviceResult['workloads'][number]];
    if (!('latency' in product)) throw new Error(product.missing);
    const { first, p50, p95, repetitions } = product.latency;
    expect(p50).toBeGreaterThan(0);
    expect(p95).toBeGreaterThanOrEqual(p50);
    const times = [p50, p95, first].map(formatMilliseconds);
    const speed = formatSi((1000 * 2 * 512 ** 3) / p50);
    expect(work!.operations).toBe(2 * 512 ** 3);
    expect(rows[index]).toEqual([device, '', ...times, String(repetitions), speed]);
  }
  expect(outcomes[1]!.engine).toMatch(/one thread$/);
  expect(outcomes[2]!.engine).toMatch(/up to \d threads$/);

  const throughput = section(panel, /^Throughput: /);
  await throughput.getByText('Show numbers').click();
  const batches = await rowsOf(throughput.getByRole('region', { name: 'Answers by batch size' }));
  const expected = outcomes
    .slice(1, 3)
    .flatMap((outcome) => outcome.batches.map(({ size, resident }) => formatSi((1000 * size) / resident.p50)));
  expect(batches.map((row) => row[5])).toEqual(expected);
  await throughput.getByText(/With 1,024 digits at once (it is|you guessed) WebAssembly, threads/).waitFor();

  await panel.getByRole('combobox', { name: 'Compared with' }).selectOption({ index: 1 });
  const comparison = await rowsOf(section(panel, 'Compared with another benchmark').getByRole('table'));
  expect(comparison.map(([name]) => name!.split(':')[0])).toEqual(Array(6).fill(oneThread));
  for (const [, , , change] of comparison) expect(change).toMatch(/^\d.*× (faster|slower)$/);

  await page.waitForTimeout(500); // the state is written a moment later
  await vscode.reloadWindow();
  const again = await restored(vscode);
  await expect.poll(() => latencies(again), patience).toEqual(rows);
  expect(await shown(again).locator('option').count()).toBe(2);
  await section(again, 'Compared with another benchmark').waitFor();
  await again.getByText('The next benchmark measures 2 of 6 devices').waitFor();
});

test('the systolic array is stepped with the keyboard, and what leaves it is the matrix product', async ({
  vscode,
}) => {
  const { keyboard } = vscode.page;
  const panel = await openDevices(vscode);
  const results = () => rowsOf(panel.getByRole('region', { name: 'Results' }));
  const picture = (step: number) => panel.getByRole('img', { name: `The array after step ${step}:` });
  await guess(panel, /which number leaves first/, '4');
  await arrayStep(panel).focus();
  await keyboard.press('Home');
  for (let step = 1; step <= 8; step++) {
    await keyboard.press('ArrowRight');
    await picture(step).waitFor();
    if (step === 3) await panel.getByText('The first result is 4; you guessed 4.').waitFor();
  }
  // [1 2 3; 4 0 1; 2 5 1; 0 3 2] · [2 0 1; 1 3 0; 0 1 2], by hand.
  const product = ['4, 9, 7', '8, 1, 6', '9, 16, 4', '3, 11, 4'];
  expect((await results()).map(([, fromArray]) => fromArray)).toEqual(product);
  expect((await results()).map((row) => row[3])).toEqual(Array(4).fill('equal'));

  // On the buttons the arrow keys step too.
  await panel
    .getByRole('group', { name: 'Steps of the array' })
    .getByRole('button', { name: 'One step back' })
    .press('Enter');
  await picture(7).waitFor();
  await keyboard.press('ArrowLeft');
  await picture(6).waitFor();

  // Another tab hides the panel; it comes back as it was left.
  await vscode.runCommand('File: New Untitled Text File');
  await vscode.page.getByRole('tab', { name: 'Devices' }).click();
  await (await restored(vscode)).getByRole('img', { name: 'The array after step 6:' }).waitFor();
});

test('nothing is hard to use, in any theme, wide or narrow', async ({ vscode }) => {
  await untilStatus(await train(vscode, '100 records'), 'Finished');
  await closeEditors(vscode);
  const panel = await openDevices(vscode);
  if (!(await latency(panel).isVisible())) {
    await chooseDevices(panel, quickDevices);
    await run(panel);
    await untilMeasured(panel);
  }
  // Everything that can be open is open.
  await guess(panel, /From how many people/, '10');
  await guess(panel, /which number leaves first/, '4');
  await arrayStep(panel).press('End');
  await panel.getByRole('slider', { name: 'Step of the two processors' }).press('End');
  await guess(panel, /How many times as fast must the memory be/, '8');
  await panel.getByRole('slider', { name: 'Faster memory' }).press('End');
  await panel.getByRole('checkbox', { name: /^Count the transfer/ }).check();
  await guess(panel, /test digits does it answer differently/, '30');
  await panel.getByRole('region', { name: 'Accuracy by precision' }).waitFor();
  await guess(panel, /how many times as fast are four workers/, '2');
  await panel.getByRole('region', { name: 'Time of a step by workers' }).waitFor({ timeout: patience.timeout });
  await expectGoodLooks(vscode, panel, 'devices', tall);
  for (const details of await panel.locator('details').all()) {
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  }
  await guess(panel, /From how many people/, 'ten');
  await panel.getByText('“ten” is not a number. Write one such as 12 or 2.5.').waitFor();
  expect(await accessibilityProblems(panel), 'with the numbers behind the pictures').toEqual([]);
});
