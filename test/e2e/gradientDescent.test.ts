import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { formatDigits } from '../../webviews/shared/format';
import { root } from '../vscode/install.mjs';
import type { VSCode } from '../vscode/workbench.mjs';
import { expectGoodLooks } from './support/looks';
import { closeEditors, panelShownBy, panels, patience, resize, rowsOf } from './support/panel';
import { test } from './support/test';

interface Run {
  readonly eta: number;
  readonly theta_path: readonly number[][];
  readonly cost_path: readonly number[];
}

/** From NumPy and scikit-learn. */
const fixture = JSON.parse(readFileSync(join(root, 'test', 'fixtures', 'gradient-descent.json'), 'utf8')) as {
  x: number[];
  y: number[];
  scalar: Run[];
  affine: Run[];
  least_squares_affine: number[];
  hessian_eigenvalues: [number, number];
};
const digits = (value: number, count = 5) => formatDigits(value, count);

const open = (vscode: VSCode) =>
  panelShownBy(vscode, () => vscode.runCommand('Deep Learning: Show Gradient Descent Paths'));
const field = (panel: Frame, name: string) => panel.getByRole('textbox', { name, exact: true });
const button = (panel: Frame, name: string | RegExp) => panel.getByRole('button', { name });
const stepTo = (panel: Frame, key: 'Home' | 'End') => panel.getByRole('slider', { name: 'Step' }).press(key);
const steps = (panel: Frame) => panel.getByRole('region', { name: /every step so far|the last \d+ steps/ });
const verdict = (panel: Frame) => panel.locator('.verdict');
const plot = (panel: Frame, name: 'data' | 'cost') =>
  name === 'data' ? panel.locator('.data-plot svg').first() : panel.locator('.plots .card:not(.data-plot) .plot svg');
const twoParameters = (panel: Frame) => panel.getByRole('radio', { name: 'Two parameters' }).check();
const setRate = (panel: Frame, rate: number | string) => field(panel, 'Learning rate').fill(String(rate));
const neverNaN = async (panel: Frame) =>
  expect(await panel.evaluate(() => document.body.innerText + document.body.outerHTML)).not.toMatch(/\bNaN\b/);
const until = (panel: Frame, text: string | RegExp) => panel.getByText(text).first().waitFor();

test.beforeAll(async ({ vscode }) => {
  await vscode.runCommand('View: Close Primary Side Bar');
});

test.beforeEach(({ vscode }) => closeEditors(vscode));

test('both plots and the table grow together, with the numbers of NumPy', async ({ vscode }) => {
  const panel = await open(vscode);
  const { theta_path: thetas, cost_path: costs } = fixture.scalar.find(({ eta }) => eta === 0.1)!;
  const count = (part: string, piece: RegExp) =>
    panel
      .locator(part)
      .evaluate((path, source) => path.getAttribute('d')!.match(new RegExp(source, 'g'))?.length ?? 0, piece.source);
  for (let step = 0; step <= 10; step++) {
    if (step > 0) await button(panel, 'One step forward').click();
    await until(panel, `Step ${step} of 100`);
    const rows = (await rowsOf(steps(panel))).map((row) => row.slice(0, 3));
    expect(rows).toEqual(thetas.slice(0, step + 1).map(([theta], k) => [String(k), digits(theta!), digits(costs[k]!)]));
    expect(await count('.earlier-lines', /M/)).toBe(step);
    expect(await count('.trail-line', /[ML]/)).toBe(step + 1);
  }
  await stepTo(panel, 'Home');
  await until(panel, 'Step 0 of 100');
  await panel.getByRole('slider', { name: 'Step' }).press('Space'); // plays
  await until(panel, /Step [3-9] of 100/);
  await button(panel, 'Pause').click();
  await button(panel, 'Back to the start').click();
  await until(panel, 'Step 0 of 100');
});

test('number, tangent and line of code light up together, and the line opens the sample', async ({ vscode }) => {
  const panel = await open(vscode);
  const line = panel.getByRole('button', { name: 'sums[j]! += error' });
  const slope = steps(panel).locator('td[data-key~="gradient"]').first();
  const tangent = panel.locator('.tangent');
  const looks = async () => [
    await line.evaluate((node) => getComputedStyle(node).backgroundColor),
    await tangent.evaluate((node) => getComputedStyle(node).strokeWidth),
    await slope.evaluate((node) => getComputedStyle(node).backgroundColor),
  ];
  const dark = await looks();
  await slope.hover();
  await expect.poll(async () => (await looks()).every((look, i) => look !== dark[i]), patience).toBe(true);
  await panel.getByRole('heading', { level: 1 }).hover();
  await expect.poll(looks, patience).toEqual(dark);
  await line.focus();
  await expect.poll(async () => (await looks()).every((look, i) => look !== dark[i]), patience).toBe(true);
  await line.press('Enter');
  await vscode.page.getByRole('tab', { name: /^model\.ts/ }).waitFor();
});

test('an update is predicted, then taken apart by the chain rule with the numbers of the step', async ({ vscode }) => {
  const panel = await open(vscode);
  const [[start], [next]] = fixture.scalar.find(({ eta }) => eta === 0.1)!.theta_path as [[number], [number]];
  const question = panel.locator('.prediction', { hasText: 'after the next update' });
  await field(panel, 'θ').fill('1.85');
  await question.getByRole('button', { name: 'Reveal' }).click();
  await question.getByText(`it is ${digits(next, 4)}: right`).waitFor();

  const [x, y] = [fixture.x[0]!, fixture.y[0]!];
  const error = start * x - y;
  const slope = (start - next) / 0.1;
  const results = [error, 2 * error, x, 2 * error * x, slope, next];
  const tabs = panel.getByRole('tablist', { name: 'Steps of the chain rule' });
  for (const [index, result] of results.entries()) {
    await expect.poll(() => tabs.getByRole('tab', { selected: true }).innerText(), patience).toMatch(`${index + 1} `);
    const shown = panel.locator('.stage .formula').first().locator('math');
    expect(await shown.count()).toBe(3);
    expect((await shown.last().textContent())!.replaceAll(/\s/g, '')).toBe(`=${digits(result, 4)}`);
    await tabs.getByRole('tab', { selected: true }).press('ArrowRight');
  }
});

test('with two parameters the start is clicked, points are moved, added, removed, and had back', async ({ vscode }) => {
  const panel = await open(vscode);
  await twoParameters(panel);
  await stepTo(panel, 'End');
  await until(
    panel,
    `gives θ₀ ${digits(fixture.least_squares_affine[0]!, 4)}, θ₁ ${digits(fixture.least_squares_affine[1]!, 4)}`,
  );
  const start = () => panel.getByRole('button', { name: /^Start: / }).getAttribute('aria-label');
  const before = await start();
  const area = (await plot(panel, 'cost').locator('.plot-area').boundingBox())!;
  await vscode.page.mouse.click(area.x + 0.8 * area.width, area.y + 0.8 * area.height);
  await expect.poll(start, patience).not.toBe(before);
  const clicked = await start();
  await panel.getByRole('button', { name: /^Start: / }).press('ArrowLeft');
  await expect.poll(start, patience).not.toBe(clicked);

  const contours = () => panel.locator('.contours path').first().getAttribute('transform');
  const trail = () => panel.locator('.trail-line').getAttribute('d');
  const [surface, path] = [await contours(), await trail()];
  const point = panel.getByRole('button', { name: 'Point 12:' });
  const box = (await point.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await vscode.page.mouse.move(x, y);
  await vscode.page.mouse.down();
  await vscode.page.mouse.move(x, y + 60, { steps: 5 });
  // Before it is let go.
  expect(await contours()).not.toBe(surface);
  expect(await trail()).not.toBe(path);
  await vscode.page.mouse.up();
  await until(panel, '100 points of your own');

  await plot(panel, 'data')
    .locator('.plot-area')
    .click({ position: { x: 30, y: 30 } });
  await until(panel, '101 points of your own');
  await panel.getByRole('button', { name: 'Point 101:' }).press('Delete');
  await until(panel, '100 points of your own');
  for (const points of ['101 points of your own', '100 points of your own', 'Made for this lesson']) {
    await button(panel, 'Undo').click();
    await until(panel, points);
  }
  await expect.poll(contours, patience).toBe(surface);

  for (const [name, value] of [
    ['Noise', '3'],
    ['Outliers', '10'],
    ['Feature scale', '2'],
  ] as const) {
    const earlier = await contours();
    await field(panel, name).fill(value);
    await expect.poll(contours, patience).not.toBe(earlier);
  }
  await button(panel, 'Start Over').click();
  await until(panel, 'Step 0 of 100');
  await button(panel, 'Undo').click();
  expect(await field(panel, 'Outliers').inputValue()).toBe('10');
});

test('the bound is where the data say, and what lies beyond diverges by name', async ({ vscode }) => {
  const panel = await open(vscode);
  await twoParameters(panel);
  await stepTo(panel, 'End');
  const [steepest, flattest] = fixture.hessian_eigenvalues;
  const bound = 2 / steepest;
  await button(panel, `stability bound 2 / λmax = ${digits(bound, 4)}`).waitFor();
  await button(panel, `best constant rate 2 / (λmin + λmax) = ${digits(2 / (steepest + flattest), 4)}`).click();
  await verdict(panel).getByText('Batch converges, jumping across the minimum').waitFor();
  await setRate(panel, (bound * 0.999).toFixed(5));
  await verdict(panel).getByText('Batch converges').waitFor();
  await setRate(panel, (bound * 1.001).toFixed(5));
  await verdict(panel).getByText('Batch diverges').waitFor();
  await setRate(panel, 0.7);
  await verdict(panel)
    .getByText(/Batch diverged: its path ends after step \d+/)
    .waitFor();
  await until(panel, 'The path has left the picture');
  await until(panel, 'diverged after step');
  await button(panel, 'It jumps across, further away each time').click();
  await until(panel, 'That is right.');
  await neverNaN(panel);
  // The slider crosses it too.
  await panel.getByRole('slider', { name: 'Learning rate' }).press('Home');
  await verdict(panel).getByText('Batch converges from one side').waitFor();
});

test('seven optimisers run side by side, and the table says what each needed', async ({ vscode }) => {
  const panel = await open(vscode);
  await twoParameters(panel);
  for (const name of ['Stochastic', 'Mini-batch', 'Momentum', 'Nesterov', 'RMSProp', 'Adam']) {
    await panel.getByRole('checkbox', { name }).check();
  }
  await setRate(panel, 0.3);
  await stepTo(panel, 'End');
  await expect.poll(() => panel.locator('.trail').count(), patience).toBe(7);
  await panel.getByText('Show numbers of all optimisers').click();
  const rows = await rowsOf(panel.getByRole('region', { name: /^Until 1 %/ }));
  expect(rows.map(([name]) => name)).toEqual([
    'Batch',
    'Stochastic',
    'Mini-batch',
    'Momentum',
    'Nesterov',
    'RMSProp',
    'Adam',
  ]);
  const gradientsOf = (name: string, perStep: number) => {
    const [, needed, gradients] = rows.find(([title]) => title === name)!;
    return [Number(gradients!.replace(',', '')), Number(needed) * perStep];
  };
  for (const [name, perStep] of [
    ['Batch', 100],
    ['Mini-batch', 10],
    ['Adam', 100],
  ] as const) {
    const [gradients, expected] = gradientsOf(name, perStep);
    expect(gradients, name).toBe(expected);
  }
  await panel.getByRole('combobox', { name: 'Lines and numbers of' }).selectOption('Adam');
  await panel.getByRole('region', { name: /^Adam, / }).waitFor();
  await panel.getByText('Optimiser: Adam').waitFor();
  // A tolerance that is out of reach is said to be.
  await field(panel, 'Tolerance').fill('1e-9');
  await field(panel, 'Iterations').fill('5');
  await until(panel, 'not in 5');
});

test('nonsense is refused at the field, with the reason, and changes nothing', async ({ vscode }) => {
  const panel = await open(vscode);
  const reasons = [
    ['Learning rate', '1e308', 'out of range'],
    ['Learning rate', 'abc', 'which is not a number'],
    ['Learning rate', '', 'is empty'],
    ['Learning rate', 'Infinity', 'is infinite'],
    ['Start θ', 'NaN', 'which is not a number'],
    ['Points', '10000', 'from 1 to 500 is allowed'],
    ['Points', '2.5', 'not whole'],
    ['y', '-1e7', 'out of range'],
    ['Feature scale', '0', 'out of range'],
  ] as const;
  const before = await rowsOf(steps(panel));
  for (const [name, typed, reason] of reasons) {
    const input = field(panel, name);
    const value = await input.inputValue();
    await input.fill(typed);
    await panel.locator('.number-field .problem', { hasText: reason }).waitFor();
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    expect(await rowsOf(steps(panel))).toEqual(before);
    await input.blur();
    expect(await input.inputValue()).toBe(value);
  }
  // The largest that is allowed, all at once.
  await twoParameters(panel);
  for (const [name, value] of [
    ['x', '1e6'],
    ['y', '-1e6'],
    ['Feature scale', '100'],
    ['Learning rate', '10'],
  ] as const) {
    await field(panel, name).fill(value);
  }
  await verdict(panel).getByText('Batch diverged').waitFor();
  await neverNaN(panel);
});

test('own data come from the editor’s selection and from a CSV file', async ({ vscode }) => {
  const { page, folder } = vscode;
  const csv = 'name,size,price\nhut,1,10\nhouse,2,none\ncastle,3,30\n,4,40\n';
  await writeFile(join(folder, 'houses.csv'), csv);
  await vscode.runCommand('Go to File...');
  await page.locator('.quick-input-widget input.input').fill('houses.csv');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'houses.csv' }).first().click();
  await page.getByRole('tab', { name: /^houses\.csv/ }).waitFor();
  await page.locator('.monaco-editor .view-lines').click();
  await page.keyboard.press('ControlOrMeta+a');
  const panel = await panelShownBy(vscode, async () => {
    // Without the Escape of `runCommand`, which would give up the selection.
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill('>Deep Learning: Show Gradient Descent Paths');
    await page.keyboard.press('Enter');
  });
  await button(panel, 'Use the Editor’s Selection').click();
  await until(panel, 'houses.csv: 4 rows, 3 columns.');
  await until(panel, 'line 3: "price" is "none", not a number');
  await panel.getByRole('combobox', { name: 'x', exact: true }).selectOption('name');
  await until(panel, 'No row has a number in both columns');
  expect(await button(panel, 'Use 0 Points').isDisabled()).toBe(true);
  await panel.getByRole('combobox', { name: 'x', exact: true }).selectOption('size');
  await button(panel, 'Use 3 Points').click();
  await until(panel, '3 points of your own');
  await until(panel, 'gives θ 10.');

  const rows = Array.from({ length: 10_000 }, (_, i) => `${i},${i}`);
  await writeFile(join(folder, 'many.csv'), rows.join('\n'));
  await button(panel, 'Use a CSV File…').click();
  const path = page.locator('.quick-input-widget input.input');
  await expect.poll(() => path.inputValue(), patience).toContain(folder);
  await path.fill(join(folder, 'many.csv'));
  await path.press('Enter');
  await until(panel, 'These are 10,000 points; at most 500 can be shown');
  expect(await button(panel, 'Use 10,000 Points').isDisabled()).toBe(true);
  await until(panel, '3 points of your own');
});

test('the state survives hiding and reloading, and a link says all of it', async ({ vscode }) => {
  const { page } = vscode;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const panel = await open(vscode);
  await twoParameters(panel);
  await setRate(panel, 0.25);
  await panel.getByRole('checkbox', { name: 'Momentum' }).check();
  await panel.getByRole('button', { name: 'Point 3:' }).press('ArrowUp');
  for (let i = 0; i < 7; i++) await button(panel, 'One step forward').click();
  await until(panel, 'Step 7 of 100');
  const table = await rowsOf(steps(panel));

  await button(panel, 'Copy Link to This State').click();
  await panel.getByRole('menuitem', { name: 'Link that opens VS Code' }).click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect
    .poll(clipboard, patience)
    .toMatch(/:\/\/learn-deep-learning\.learn-deep-learning\/gradientDescent\?state=/);
  const state = JSON.parse(decodeURIComponent((await clipboard()).split('state=')[1]!)) as Record<string, unknown>;
  expect(state).toMatchObject({ parameters: 'two', learningRate: 0.25, optimisers: ['batch', 'momentum'], step: 7 });
  expect(state.points).toHaveLength(100);

  await page.waitForTimeout(500); // the state is written a moment later
  await vscode.runCommand('File: New Untitled Text File');
  await page.getByRole('tab', { name: /^Gradient Descent Paths/ }).click();
  const found = async () => {
    await expect.poll(async () => (await panels(page)).get('gradientDescent'), patience).toBeDefined();
    return (await panels(page)).get('gradientDescent')!;
  };
  await expect.poll(async () => rowsOf(steps(await found())), patience).toEqual(table);
  await vscode.reloadWindow();
  await expect.poll(async () => rowsOf(steps(await found())), patience).toEqual(table);
  // What was undoable still is.
  await button(await found(), 'Undo').click();
  await until(await found(), 'Made for this lesson');
});

test('nothing is hard to use, in any theme, wide or narrow', async ({ vscode }) => {
  const panel = await open(vscode);
  const looks: readonly [name: string, prepare: () => Promise<unknown>][] = [
    ['one', () => stepTo(panel, 'End')],
    [
      'two',
      async () => {
        await twoParameters(panel);
        for (const name of ['Mini-batch', 'Momentum', 'Adam']) await panel.getByRole('checkbox', { name }).check();
        await setRate(panel, 0.6);
        await field(panel, 'Noise').fill('1e308');
        await panel.getByText('Show numbers of all optimisers').click();
        await button(panel, 'It jumps across, further away each time').click();
      },
    ],
  ];
  for (const [name, prepare] of looks) {
    await resize(vscode, panel, 1280, 3600);
    await prepare();
    await expectGoodLooks(vscode, panel, `gradientDescent-${name}`, 4400);
  }
});
