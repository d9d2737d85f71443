import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../vscode/install.mjs';
import type { VSCode } from '../vscode/workbench.mjs';
import { expectGoodLooks } from './support/looks';
import { closeEditors, panelShownBy, panels, patience, rowsOf, train, untilStatus } from './support/panel';
import { test } from './support/test';

/** The deck's network and record, computed with NumPy and PyTorch. */
const { cases } = JSON.parse(readFileSync(join(root, 'test', 'fixtures', 'three-layer-network.json'), 'utf8')) as {
  cases: {
    inputs: number[];
    hidden_outputs: number[];
    output_errors: number[];
    hidden_errors: number[];
    hidden_errors_split_by_weight_share: number[];
    wih_after: number[][];
    who_after: number[][];
    grad_wih_of_half_squared_error: number[][];
    back_query_of_targets: number[];
  }[];
};
const deck = cases[0]!;

const open = (vscode: VSCode) =>
  panelShownBy(vscode, () => vscode.runCommand('Deep Learning: Step Through Back Propagation'));
const tab = (panel: Frame, name: string) => panel.getByRole('tab', { name, exact: true }).click();
const stepTo = (panel: Frame, key: 'Home' | 'End') =>
  panel.getByRole('slider', { name: 'Step', exact: true }).press(key);
const field = (within: Frame | Locator, name: string) => within.getByRole('textbox', { name, exact: true });
const choose = (panel: Frame, list: string, option: string) =>
  panel.getByRole('combobox', { name: list, exact: true }).selectOption({ label: option });
const region = (panel: Frame, name: string | RegExp) => panel.getByRole('region', { name, exact: true });
/** What the panel writes, as numbers. */
const numbersOf = (texts: readonly string[]) => texts.map((text) => Number(text.replaceAll('−', '-')));
const column = async (table: Locator, index: number) => (await rowsOf(table)).map((row) => row[index]!);

function expectClose(shown: readonly string[], expected: readonly number[]) {
  const numbers = numbersOf(shown);
  expect(numbers).toHaveLength(expected.length);
  for (const [i, number] of expected.entries()) {
    expect(Math.abs(numbers[i]! - number), `${shown[i]} for ${number}`).toBeLessThanOrEqual(
      Math.max(6e-4 * Math.abs(number), 1e-9),
    );
  }
}

test.beforeAll(async ({ vscode }) => {
  await vscode.runCommand('View: Close Primary Side Bar');
});

test.beforeEach(({ vscode }) => closeEditors(vscode));

test('one record goes forward, back and is learnt, with the numbers of NumPy and PyTorch', async ({ vscode }) => {
  const panel = await open(vscode);
  const [nodes, weights] = [region(panel, 'Nodes'), region(panel, 'Weights')];
  expect((await column(nodes, 4)).filter((text) => text === '?')).toHaveLength(6);
  await stepTo(panel, 'End');
  await panel.getByText('Step 19 of 19').first().waitFor();
  expectClose((await column(nodes, 4)).slice(3), [...deck.hidden_errors, ...deck.output_errors]);
  expectClose(await column(weights, 3), [...deck.wih_after, ...deck.who_after].flat());

  // The three rules side by side.
  const rules = (await rowsOf(region(panel, /^Hidden errors\./))).slice(0, 3);
  const exact = deck.hidden_outputs.map(
    (o, j) => -deck.grad_wih_of_half_squared_error[j]![0]! / (o * (1 - o)) / deck.inputs[0]!,
  );
  expectClose(
    rules.map((row) => row[1]!),
    deck.hidden_errors_split_by_weight_share,
  );
  expectClose(
    rules.map((row) => row[2]!),
    deck.hidden_errors,
  );
  expectClose(
    rules.map((row) => row[3]!),
    exact,
  );

  // Backwards again, and by the exact rule.
  await panel.getByRole('button', { name: 'Backward', exact: true }).click();
  await expect.poll(async () => (await column(weights, 3)).every((text) => text === '?'), patience).toBe(true);
  await panel.getByRole('button', { name: 'One step back' }).click();
  await panel
    .getByText(/Step 9 of 19, error/)
    .first()
    .waitFor();
  await choose(panel, 'Hidden errors', 'exact gradient');
  await stepTo(panel, 'End');
  await expect.poll(async () => numbersOf([(await column(nodes, 4))[3]!])[0], patience).toBeCloseTo(exact[0]!, 4);
  await panel.getByRole('button', { name: 'Learn It Again' }).click();
  await panel.getByText('Step 0 of 19').first().waitFor();
  expect(await field(panel, 'Learnt before').inputValue()).toBe('1');
});

test('predicts first, then says how far off it was', async ({ vscode }) => {
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  await panel.getByRole('button', { name: 'Error', exact: true }).click();
  await panel.getByRole('button', { name: 'One step back' }).click();
  const question = panel.locator('.prediction', { hasText: 'What is its error e?' });
  await question.getByRole('textbox').fill('0.7');
  await question.getByRole('button', { name: 'Reveal' }).click();
  await question.getByText('You said 0.7; it is −0.7163: 1.42 (198%) too high.').waitFor();

  const still = panel.locator('.prediction', { hasText: 'Does the loss of this record still fall?' });
  await still.getByRole('button', { name: 'Yes, and more than by the exact gradient' }).click();
  await still.getByText('That is right.').waitFor();
  await panel.getByRole('group', { name: /^Loss over 50 lessons/ }).waitFor();
});

test('number, node and line of code light up together, and the line opens the sample', async ({ vscode }) => {
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  await panel.getByRole('button', { name: 'Backward', exact: true }).click();
  const line = panel.getByRole('button', { name: 'result[from]! +=' });
  const cell = region(panel, 'Nodes').locator('[data-key="e1.0"]');
  const background = (element: Locator) => element.evaluate((node) => getComputedStyle(node).backgroundColor);
  await panel.getByRole('heading', { level: 1 }).hover();
  const dark = await background(line);
  await cell.hover();
  await expect.poll(() => background(line), patience).not.toBe(dark);
  await panel.getByRole('heading', { level: 1 }).hover();
  const before = await background(cell);
  await line.focus();
  await expect.poll(() => background(cell), patience).not.toBe(before);
  await line.press('Enter');
  await vscode.page.getByRole('tab', { name: /^hiddenErrors\.ts/ }).waitFor();
});

test('nonsense is refused at the field, and weights that cancel are named', async ({ vscode }) => {
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  const weight = field(region(panel, 'Weights'), 'weight hidden node 1 → output 1');
  for (const [typed, reason] of [
    ['1e308', 'out of range'],
    ['abc', 'which is not a number'],
    ['', 'is empty'],
    ['Infinity', 'is infinite'],
  ] as const) {
    await weight.fill(typed);
    await panel.getByRole('alert').getByText(reason).waitFor();
    expect(await weight.getAttribute('aria-invalid')).toBe('true');
  }
  // 0.3 + 0.7 + 0.5 lead to output 1.
  await weight.fill('-1.2');
  await panel.getByText('The weights into node 1 add up to 0').waitFor();
  await panel.getByRole('button', { name: 'Take Back All Changes' }).click();
  await panel.getByText('The weights into node 1 add up to 0').waitFor({ state: 'detached' });
  await field(panel, 'Learning rate α').fill('1e308');
  await panel.getByText('Learning rate is 1e+308, out of range').waitFor();
  expect(await panel.locator('body').innerText()).not.toMatch(/NaN/);
});

test('the derivation of any weight, and the check by finite differences', async ({ vscode }) => {
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  await tab(panel, 'Derivation and check');
  await choose(panel, 'Weight to derive', 'input 1 → hidden node 2');
  await panel.getByRole('heading', { name: 'The derivative for input 1 → hidden node 2' }).waitFor();
  const derivation = region(panel, 'The derivation in numbers');
  const gradient = deck.grad_wih_of_half_squared_error[1]![0]!;
  expectClose((await column(derivation, 2)).slice(3, 5), [2 * gradient, gradient]);

  const check = region(panel, /^∂L\/∂w of every weight/);
  expectClose((await column(check, 1)).slice(0, 9), deck.grad_wih_of_half_squared_error.flat());
  expect(await column(check, 2)).toEqual(await column(check, 1)); // h = 10⁻⁵: the first six digits are the same
  const apart = async () => Math.max(...numbersOf((await column(check, 3)).map((text) => text.replace('e−', 'e-'))));
  const best = await apart();
  const slider = panel.getByRole('slider', { name: /^Step size h/ });
  await slider.press('End');
  await expect.poll(apart, patience).toBeGreaterThan(1e4 * best);
  await slider.press('Home');
  await expect.poll(apart, patience).toBeGreaterThan(1e2 * best);

  const x = field(panel, 'Sum x');
  await x.fill('0');
  await expect
    .poll(async () => (await column(region(panel, 'Substitution at x = 0'), 2)).at(-1), patience)
    .toBe('0.25');
});

test('a digit is prepared; 0 and 1 are tried out by training, and again after a reload', async ({ vscode }) => {
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  await tab(panel, 'Prepare data');
  await field(panel, 'Training record (of 8,000)').fill('8000');
  await panel.getByRole('img', { name: /^Training record 8,000: a \d$/ }).waitFor(patience);
  const label = /a (\d)$/.exec(
    (await panel.getByRole('img', { name: /^Training record/ }).getAttribute('aria-label'))!,
  )![1];
  expect((await rowsOf(region(panel, 'Targets'))).findIndex((row) => row[1] === '0.99')).toBe(Number(label));
  await field(panel, 'Training record (of 8,000)').fill('8001');
  await panel.getByText('Training record is 8001, out of range').waitFor();

  await panel.getByRole('button', { name: 'Train with All Three' }).click();
  await panel.getByText('Trained for 60 epochs.').waitFor(patience);
  const results = async (shown: Frame) => rowsOf(region(shown, 'After 60 epochs'));
  const trained = await results(panel);
  const unmoved = trained.at(-1)!;
  expect(unmoved[1]).toBe('0%');
  expect(parseFloat(unmoved[2]!)).toBeGreaterThan(20);

  await vscode.page.waitForTimeout(500); // the state is written a moment later
  await vscode.reloadWindow();
  await expect.poll(async () => (await panels(vscode.page)).has('backPropagation'), patience).toBe(true);
  const again = (await panels(vscode.page)).get('backPropagation')!;
  await again.getByText('Trained for 60 epochs.').waitFor(patience);
  expect(await results(again)).toEqual(trained);
});

test('the small network is asked backwards, layer by layer, as NumPy does it', async ({ vscode }) => {
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  await tab(panel, 'Back query');
  await choose(panel, 'Network', 'The small one of “One record”');
  await choose(panel, 'From', 'output 2'); // the deck's targets: 0.01, 0.99, 0.01
  await panel.locator('.layer-step').last().getByText('Show numbers').click();
  const out = panel.locator('.layer-step').last().getByRole('region', { name: 'What comes out' });
  await out.waitFor();
  expectClose(await column(out, 2), deck.back_query_of_targets);
});

test('a trained network is asked backwards, while it trains, at earlier epochs, and for a blend', async ({
  vscode,
}) => {
  await untilStatus(await train(vscode, '100 records'), 'Finished');
  await closeEditors(vscode);
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  await tab(panel, 'Back query');
  await panel.getByText('Epoch 5: ').first().waitFor(patience);
  const labels = panel.getByRole('listbox', { name: 'Back queries' }).getByRole('option');
  await expect.poll(() => labels.count(), patience).toBe(10);
  const texts = () => labels.allInnerTexts();
  const after = await texts();
  await stepTo(panel, 'Home');
  await panel.getByText('Epoch 0: ').first().waitFor(patience);
  await expect.poll(texts, patience).not.toEqual(after);
  await stepTo(panel, 'End');
  await expect.poll(texts, patience).toEqual(after);

  await labels.nth(7).click();
  const question = panel.locator('.prediction', { hasText: 'This picture came back for 7.' });
  await question.getByRole('button', { name: 'Something else' }).click();
  await question.getByText(/It answers \d with 0\.\d\d/).waitFor();
  await panel.getByText('Step 100 of 100: loss L').waitFor(patience);
  await panel.getByRole('slider', { name: /100% 7, 0% 8/ }).press('End');
  await panel.getByText('0% 7, 100% 8').waitFor();

  // A new run is followed from its first network to its last.
  await panelShownBy(vscode, () => panel.getByRole('button', { name: 'Train on All' }).click());
  const live = await panelShownBy(vscode, () => vscode.runCommand('Deep Learning: Step Through Back Propagation'));
  await live
    .getByText(/^Epoch [\d.]+, live/)
    .first()
    .waitFor(patience);
  await live
    .getByText(/^Epoch 5: \d+ of 10/)
    .first()
    .waitFor({ timeout: 110_000 });
});

test('two deep networks are really trained, and their gradients can be gone through', async ({ vscode }) => {
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  await tab(panel, 'Watch gradients');
  await panel.getByRole('button', { name: 'Less than a thousandth' }).click(patience);
  await panel.getByText('That is right.').waitFor();
  await panel.getByRole('button', { name: 'Train Both' }).click();
  await panel.getByText('Trained for 400 steps.').waitFor(patience);
  await stepTo(panel, 'Home');
  await panel.getByText('Step 1 of 400.').first().waitFor();
  await panel.getByText('Show numbers').first().click();
  const sizes = await column(region(panel, /^Gradients of step 1/), 1);
  const values = numbersOf(sizes.map((text) => text.replace('e−', 'e-')));
  const [sigmoid, relu] = [values.slice(0, 6), values.slice(6)];
  expect(sigmoid[0]! / sigmoid[5]!).toBeLessThan(1e-3);
  expect(relu[0]! / relu[5]!).toBeGreaterThan(0.05);

  // A rate at which nothing finite is left.
  await field(panel, 'Units per layer').fill('60');
  await field(panel, 'Learning rate α').fill('1000');
  await panel.getByText('Learning rate is 1000, out of range').waitFor();
  expect(await panel.locator('body').innerText()).not.toMatch(/NaN/);
});

test('nothing is hard to use, in any theme, wide or narrow', async ({ vscode }) => {
  const panel = await open(vscode);
  await panel.getByRole('button', { name: 'Start Over' }).click();
  const looks: readonly [name: string, prepare: () => Promise<unknown>][] = [
    [
      'record',
      async () => {
        await choose(panel, 'Network', 'Drawn with a seed');
        await panel.getByRole('button', { name: 'Update', exact: true }).click();
        await panel.getByRole('button', { name: 'No, it rises' }).click();
        await field(region(panel, 'Weights'), 'weight hidden node 1 → output 1').fill('1e308');
      },
    ],
    [
      'derivation',
      async () => {
        await tab(panel, 'Derivation and check');
        await panel.getByRole('button', { name: '10⁻⁵', exact: true }).click();
      },
    ],
    [
      'data',
      async () => {
        await tab(panel, 'Prepare data');
        await panel.getByRole('button', { name: 'Train with All Three' }).click(patience);
        await panel.getByText('Trained for 60 epochs.').waitFor(patience);
      },
    ],
    [
      'backQuery',
      async () => {
        await tab(panel, 'Back query');
        await panel.getByRole('button', { name: 'Something else' }).click(patience);
      },
    ],
    [
      'gradients',
      async () => {
        await tab(panel, 'Watch gradients');
        await panel.getByRole('button', { name: 'Train Both' }).click(patience);
        await panel.getByText('Trained for 400 steps.').waitFor(patience);
      },
    ],
  ];
  for (const [name, prepare] of looks) {
    await prepare();
    await expectGoodLooks(vscode, panel, `backPropagation-${name}`, 3600);
  }
}, 600_000);
