import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { panelShownBy, patience, train, trainWith, untilEpoch, untilStatus } from './support/panel';
import { test } from './support/test';
import { ticked, untilTicked } from './support/walkthrough';

const start = 'Start here: learn deep learning in your editor';
const row = (page: Page, name: RegExp) => page.getByRole('treeitem', { name });

test('the syllabus shows what is done, opens what is not, and goes on where the learner left off', async ({
  vscode,
}) => {
  const { page } = vscode;
  await vscode.runCommand('View: Show Learn Deep Learning');
  await row(page, /^Start here, 0 of 6/).waitFor();
  await row(page, /^8 · GPU and TPU/).waitFor();

  await row(page, /^Start here/).click();
  await row(page, /^Train your first network, not done yet/).click();
  const panel = await panelShownBy(vscode, () =>
    page.getByRole('button', { name: 'Train on 100 Records', exact: true }).click(),
  );
  await untilStatus(panel, 'Finished');
  await row(page, /^Train your first network, done/).waitFor();
  await row(page, /^Start here, 1 of 6/).waitFor();

  await vscode.runCommand('Deep Learning: Continue Where I Left Off');
  await page.getByRole('button', { name: 'Predict the Score', exact: true }).waitFor();
});

test('a run is in the list while it trains, and opens from there; the status bar names its loss', async ({
  vscode,
}) => {
  const { page } = vscode;
  const panel = await trainWith(vscode, { epochs: '1000' });
  await untilEpoch(panel, 0.2);
  await row(page, /MLP on MNIST, running/).waitFor();
  await page.getByRole('button', { name: /MLP on MNIST: \d+ %, loss 0\.\d+/ }).waitFor();
  await vscode.runCommand('Deep Learning: Stop Run');
  await untilStatus(panel, 'Stopped');
  await vscode.runCommand('View: Close All Editors');
  await row(page, /MLP on MNIST.*stopped/).waitFor();
  const opened = await panelShownBy(vscode, () => row(page, /MLP on MNIST.*stopped/).click());
  await untilStatus(opened, 'Stopped');
});

test('Reset Progress takes the ticks away, and they can be earned again', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.openWalkthrough(start);
  await untilTicked(page, ['Train your first network']);
  await vscode.runCommand('Deep Learning: Reset Progress…');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expect(await ticked(page)).toEqual(['Train your first network']);
  await vscode.runCommand('Deep Learning: Reset Progress…');
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await row(page, /^Start here, 0 of 6/).waitFor();
  await untilTicked(page, []);

  const panel = await train(vscode, '100 records');
  await untilStatus(panel, 'Finished');
  await row(page, /^Start here, 1 of 6/).waitFor();
  await vscode.openWalkthrough(start);
  await expect.poll(() => ticked(page), patience).toEqual(['Train your first network']);
});
