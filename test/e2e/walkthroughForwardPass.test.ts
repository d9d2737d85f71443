import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { panelShownBy, untilStatus } from './support/panel';
import { test } from './support/test';
import { backToWalkthrough, press, ticked, untilTicked } from './support/walkthrough';

const field = (panel: Frame, name: string) => panel.getByRole('textbox', { name });

test('"Forward pass" is ticked step by step, each when it was really done', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar'); // makes room for the pictures beside the steps
  await vscode.openWalkthrough('Forward pass: follow the signals through a network');
  const done: string[] = [];
  const finish = async (step: string) => {
    await backToWalkthrough(vscode);
    done.push(step);
    await untilTicked(page, done);
  };
  expect(await ticked(page)).toEqual(done);

  const panel = () => vscode.webview('Forward-Pass Signal Table');
  const toTheEnd = async () => (await panel()).getByRole('slider', { name: 'Step' }).press('End');
  const inTable = async (weight: string) =>
    (await panel()).getByRole('region', { name: 'Signal table' }).getByRole('textbox', { name: weight });
  await press(vscode, 'Predict a signal', 'Predict the Signal');
  const guess = field(await panel(), 'your guess');
  await guess.fill('0.7');
  await guess.press('Enter');
  await finish('Predict a signal');

  await press(vscode, 'Follow the signals', 'Follow the Signals');
  await (await panel()).getByText('Step 0 of 6').first().waitFor();
  await toTheEnd();
  await finish('Follow the signals');

  await press(vscode, 'Count the weights', 'Count the Weights');
  await (await panel()).getByText('with 3 nodes to layer 2 with 5').waitFor();
  const count = field(await panel(), 'number of weights');
  await count.fill('15');
  await count.press('Enter');
  await (await panel()).getByText('exactly right').waitFor();
  await finish('Count the weights');

  await press(vscode, 'Change one weight', 'Change a Weight');
  await (await panel()).getByText('Step 6 of 6').first().waitFor();
  await (await inTable('weight from layer 1, node 2 to layer 2, node 1')).fill('0.9');
  await finish('Change one weight');

  await press(vscode, 'Steer the answer', 'Steer the Answer');
  await (await panel()).getByText('signal 0.77809706').first().waitFor();
  await (await inTable('weight from layer 2, node 1 to layer 3, node 2')).fill('2');
  await finish('Steer the answer');

  await press(vscode, 'Build a network of your own', 'Build a Network');
  await (await panel()).getByText('Step 0 of 11').first().waitFor();
  await toTheEnd();
  await finish('Build a network of your own');

  await press(vscode, 'Follow a digit through your own network', 'Follow a Digit');
  await (await panel()).getByText('There is no trained network yet.').waitFor();
  const training = await panelShownBy(vscode, async () => {
    await (await panel()).getByRole('button', { name: 'Train on 100 Records' }).click();
  });
  await untilStatus(training, 'Finished');
  await backToWalkthrough(vscode);
  await press(vscode, 'Follow a digit through your own network', 'Follow a Digit');
  await (await panel()).getByText('Step 0 of 22').first().waitFor();
  await backToWalkthrough(vscode);
  expect(await ticked(page), 'opening a run is not following it').toEqual(done);
  await press(vscode, 'Follow a digit through your own network', 'Follow a Digit');
  await toTheEnd();
  await (
    await panel()
  )
    .getByText(/The network answers \d; the digit is a \d/)
    .first()
    .waitFor();
  await finish('Follow a digit through your own network');
});
