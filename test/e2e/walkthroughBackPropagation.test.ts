import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { dialogTitled, fact, fraction, panelShownBy, patience, untilStatus } from './support/panel';
import { test } from './support/test';
import { backToWalkthrough, press, ticked, untilTicked } from './support/walkthrough';

/** A question of the panel, by a piece of its text. */
const question = (panel: Frame, text: string) => panel.locator('.prediction', { hasText: text });

test('"Back propagation" is ticked step by step, each when it was really done', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar'); // makes room for the pictures beside the steps
  await vscode.openWalkthrough('Back propagation: train a network on handwritten digits');
  const done: string[] = [];
  const untilDone = async (step: string) => {
    await backToWalkthrough(vscode);
    done.push(step);
    await untilTicked(page, done);
  };
  const stillOpen = async (why: string) => {
    await backToWalkthrough(vscode);
    expect(await ticked(page), why).toEqual(done);
  };
  /** The panel, brought to the front by a button of a step. */
  const panelOf = (step: string, button: string) => panelShownBy(vscode, () => press(vscode, step, button));
  expect(await ticked(page)).toEqual(done);

  let panel = await panelOf('Follow one record', 'Follow One Record');
  await panel.getByRole('button', { name: 'Update', exact: true }).click();
  await stillOpen('the record is not learnt yet');
  panel = await panelOf('Follow one record', 'Follow One Record');
  await panel.getByRole('slider', { name: 'Step' }).press('End');
  await untilDone('Follow one record');

  panel = await panelOf('Whose fault is it?', 'Compare Three Rules');
  await panel.getByText('The sign is opposite to the exact gradient’s').waitFor();
  await stillOpen('nothing is predicted yet');
  panel = await panelOf('Whose fault is it?', 'Compare Three Rules');
  const still = question(panel, 'Does the loss of this record still fall?');
  await still.getByRole('button', { name: 'No, it rises' }).click();
  await still.getByText('It is “Yes, and more than by the exact gradient”.').waitFor();
  await untilDone('Whose fault is it?');

  panel = await panelOf('Check the gradient', 'Check a Gradient');
  await question(panel, 'measures the derivative').getByRole('button', { name: '10⁻¹²' }).click();
  await untilDone('Check the gradient');

  // Prepare: one pixel has to be worked out.
  await press(vscode, 'Prepare the data', 'Prepare the Data');
  const asked = await page.getByText(/^Row \d+, column \d+ holds \d+/).innerText();
  const answer = await dialogTitled(page, asked);
  const pixel = Number(/holds (\d+)/.exec(asked)![1]);
  const input = (pixel / 255) * 0.99 + 0.01;
  await answer.fill(String(input + 0.2));
  await page.getByText('0.20 too high').waitFor();
  await answer.press('Enter');
  await answer.fill(String(input - 0.1));
  await page.getByText('0.10 too low').waitFor();
  await answer.press('Escape');
  await stillOpen('a wrong answer is no answer');
  await press(vscode, 'Prepare the data', 'Prepare the Data');
  await answer.fill(input.toFixed(2));
  await answer.press('Enter');
  await page.getByText(`${pixel} / 255 × 0.99 + 0.01 = ${input.toFixed(4)}`).waitFor();
  await untilDone('Prepare the data');

  const train = 'Predict, then train';
  await press(vscode, train, 'Predict the Score');
  const prediction = await dialogTitled(page, 'Predict the score of the next run');
  await prediction.fill('50 %');
  await prediction.press('Enter');
  const few = await panelOf(train, 'Train on 100 Records');
  await untilStatus(few, 'Finished');
  const scoreOfFew = fraction(await fact(few, 'Test accuracy'));
  await backToWalkthrough(vscode);

  // The complete set: a run that was stopped has not trained on it.
  const stopped = await panelOf(train, 'Train on All Records');
  await stopped.getByRole('button', { name: 'Stop' }).click();
  await untilStatus(stopped, 'Stopped');
  await stillOpen('a stopped run is no training');
  const all = await panelOf(train, 'Train on All Records');
  await untilStatus(all, 'Finished');
  expect(fraction(await fact(all, 'Test accuracy'))).toBeGreaterThan(scoreOfFew + 0.2);
  await untilDone(train);

  panel = await panelOf('Ask it backwards', 'Ask the Network Backwards');
  await question(panel, 'goes forward through the same network').getByRole('button').first().click(patience);
  await untilDone('Ask it backwards');

  panel = await panelOf('Watch gradients vanish', 'Watch Gradients');
  await question(panel, 'beside those of the last layer').getByRole('button').first().click(patience);
  await stillOpen('nothing is trained yet');
  panel = await panelOf('Watch gradients vanish', 'Watch Gradients');
  await panel.getByRole('button', { name: 'Train Both' }).click(patience);
  await panel.getByText('Trained for 400 steps.').waitFor(patience);
  await untilDone('Watch gradients vanish');
}, 300_000);
