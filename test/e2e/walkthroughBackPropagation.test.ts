import { expect } from 'vitest';
import { drawThree } from './support/drawing';
import { dialogTitled, fact, fraction, panelOpenedBy, showTab, untilStatus } from './support/panel';
import { test } from './support/test';
import { press, ticked, untilTicked } from './support/walkthrough';

test('"Back propagation" is ticked step by step, each when it was really done', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar'); // makes room for the pictures beside the steps
  await vscode.openWalkthrough('Back propagation: train a network on handwritten digits');
  const done: string[] = [];
  expect(await ticked(page)).toEqual(done);

  // Prepare: one pixel has to be worked out.
  await press(vscode, 'Prepare the data', 'Prepare the Data');
  const answer = await dialogTitled(page, 'Prepare MNIST data');
  const prompt = page.getByText(/^Row \d+, column \d+ holds \d+/);
  const pixel = Number(/holds (\d+)/.exec(await prompt.innerText())![1]);
  const input = (pixel / 255) * 0.99 + 0.01;
  await answer.fill(String(input + 0.2));
  await page.getByText('0.20 too high').waitFor();
  await answer.press('Enter');
  await answer.fill(String(input - 0.1));
  await page.getByText('0.10 too low').waitFor();
  await answer.press('Escape');
  await showTab(page, /^Welcome/);
  expect(await ticked(page), 'a wrong answer is no answer').toEqual(done);
  await press(vscode, 'Prepare the data', 'Prepare the Data');
  await answer.fill(input.toFixed(2));
  await answer.press('Enter');
  await page.getByText(`${pixel} / 255 × 0.99 + 0.01 = ${input.toFixed(4)}`).waitFor();
  await showTab(page, /^Welcome/);
  done.push('Prepare the data');
  await untilTicked(page, done);

  await press(vscode, 'Predict the score', 'Predict the Score');
  const prediction = await dialogTitled(page, 'Predict the score of the next run');
  await prediction.fill('50 %');
  await prediction.press('Enter');
  done.push('Predict the score');
  await untilTicked(page, done);

  const few = await panelOpenedBy(vscode, () => press(vscode, 'Train on 100 records', 'Train on 100 Records'));
  await untilStatus(few, 'Finished');
  const scoreOfFew = fraction(await fact(few, 'Test accuracy'));
  await showTab(page, /^Welcome/);
  done.push('Train on 100 records');
  await untilTicked(page, done);

  // The complete set: a run that was stopped has not trained on it.
  const stopped = await panelOpenedBy(vscode, () => press(vscode, 'Train on the complete set', 'Train on All Records'));
  await stopped.getByRole('button', { name: 'Stop' }).click();
  await untilStatus(stopped, 'Stopped');
  await showTab(page, /^Welcome/);
  expect(await ticked(page), 'a stopped run is no training').toEqual(done);
  const all = await panelOpenedBy(vscode, () => press(vscode, 'Train on the complete set', 'Train on All Records'));
  await untilStatus(all, 'Finished');
  expect(fraction(await fact(all, 'Test accuracy'))).toBeGreaterThan(scoreOfFew + 0.2);
  await showTab(page, /^Welcome/);
  done.push('Train on the complete set');
  await untilTicked(page, done);

  await openNewestRun();
  const neurons = (await vscode.webview()).getByRole('listbox', { name: 'Hidden neurons' });
  await neurons.getByRole('option').nth(3).click();
  await showTab(page, /^Welcome/);
  done.push('See what it confuses');
  await untilTicked(page, done);

  await openNewestRun();
  await drawThree(page, await vscode.webview());
  await showTab(page, /^Welcome/);
  done.push('Draw your own digit');
  await untilTicked(page, done);

  async function openNewestRun() {
    await press(vscode, done.length === 4 ? 'See what it confuses' : 'Draw your own digit', 'Open the Run');
    await dialogTitled(page, 'Open which run?');
    await page.keyboard.press('Enter');
  }
});
