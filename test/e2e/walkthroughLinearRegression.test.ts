import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './support/test';
import { backToWalkthrough, press, ticked, untilTicked } from './support/walkthrough';

const stepTo = (panel: Frame, key: 'Home' | 'End') => panel.getByRole('slider', { name: 'Step' }).press(key);

test('"Linear regression" is ticked step by step, each when it was really done', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar'); // makes room for the pictures beside the steps
  await vscode.openWalkthrough('Linear regression: walk down a cost');
  const done: string[] = [];
  const finish = async (step: string) => {
    await backToWalkthrough(vscode);
    done.push(step);
    await untilTicked(page, done);
  };
  const panel = () => vscode.webview('Gradient Descent Paths');
  expect(await ticked(page)).toEqual(done);

  await press(vscode, 'Predict an update', 'Predict the Update');
  await (await panel()).getByText('θ is 0.4967, the slope ∂J/∂θ is −13.54').waitFor();
  const guess = (await panel()).getByRole('textbox', { name: 'θ', exact: true });
  await guess.fill('1.85');
  await guess.press('Enter');
  await finish('Predict an update');

  await press(vscode, 'Follow θ downhill', 'Follow θ');
  await (await panel()).getByText('Step 0 of 100').first().waitFor();
  for (let step = 1; step <= 8; step++) {
    await (await panel()).getByRole('slider', { name: 'Step' }).press('ArrowRight');
    await (await panel()).getByText(`Step ${step} of 100`).first().waitFor();
  }
  await backToWalkthrough(vscode);
  expect(await ticked(page), 'more than 1 % is still left').toEqual(done);
  await press(vscode, 'Follow θ downhill', 'Follow θ');
  await (await panel()).getByText('Step 0 of 100').first().waitFor();
  await stepTo(await panel(), 'End');
  await finish('Follow θ downhill');

  await press(vscode, 'Take one update apart', 'Walk the Chain Rule');
  await (await panel()).getByText('Step 1 of 100').first().waitFor();
  await (await panel()).getByRole('tab', { name: '6 Update' }).click();
  await backToWalkthrough(vscode);
  expect(await ticked(page), 'jumping to the end is not walking').toEqual(done);
  await press(vscode, 'Take one update apart', 'Walk the Chain Rule');
  await (await panel()).getByText('Step 1 of 100').first().waitFor();
  for (let stage = 1; stage < 6; stage++) await (await panel()).getByRole('button', { name: /^Next: / }).click();
  await finish('Take one update apart');

  await press(vscode, 'Choose where to start', 'Choose the Start');
  await (await panel()).getByText('Step 100 of 100').first().waitFor();
  const area = (await panel()).locator('.plots .card:not(.data-plot) .plot-area');
  // A contour may lie above the area; the plot takes the press from either.
  await area.click({ position: { x: 30, y: 30 }, force: true });
  await finish('Choose where to start');

  await press(vscode, 'Move a point', 'Move a Point');
  await (await panel()).locator('[aria-label^="12 points"]').waitFor();
  await (await panel()).getByRole('button', { name: 'Point 12:' }).press('Shift+ArrowDown');
  await finish('Move a point');

  await press(vscode, 'Cross the bound', 'Cross the Bound');
  await (await panel()).getByText('Step 20 of 100').first().waitFor();
  const answer = /further away each time/;
  await (await panel()).getByRole('button', { name: answer }).click();
  await backToWalkthrough(vscode);
  expect(await ticked(page), 'the rate has not crossed it yet').toEqual(done);
  await press(vscode, 'Cross the bound', 'Cross the Bound');
  await (await panel()).getByText('Step 20 of 100').first().waitFor();
  await (await panel()).getByRole('textbox', { name: 'Learning rate' }).fill('0.5');
  await (await panel()).getByRole('button', { name: answer }).click();
  await (await panel()).getByText('That is right.').waitFor();
  await finish('Cross the bound');

  await press(vscode, 'Race seven optimisers', 'Race Them');
  await (await panel()).getByText('Step 200 of 200').first().waitFor();
  await (await panel()).getByRole('group', { name: 'Your answer' }).getByRole('button', { name: 'Stochastic' }).click();
  await finish('Race seven optimisers');
});
