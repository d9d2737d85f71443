import { expect } from 'vitest';
import { drawThree } from './support/drawing';
import { dialogTitled, fact, fraction, panelShownBy, untilStatus } from './support/panel';
import { test } from './support/test';
import { backToWalkthrough, press, ticked, untilTicked } from './support/walkthrough';

test('"Back propagation" is ticked step by step, each when it was really done', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar'); // makes room for the pictures beside the steps
  await vscode.openWalkthrough('Back propagation: train a network on handwritten digits');
  const done: string[] = [];
  expect(await ticked(page)).toEqual(done);

  // Prepare: one pixel has to be worked out.
  await press(vscode, 'Prepare the data', 'Prepare the Data');
  const question = await page.getByText(/^Row \d+, column \d+ holds \d+/).innerText();
  const answer = await dialogTitled(page, question);
  const pixel = Number(/holds (\d+)/.exec(question)![1]);
  const input = (pixel / 255) * 0.99 + 0.01;
  await answer.fill(String(input + 0.2));
  await page.getByText('0.20 too high').waitFor();
  await answer.press('Enter');
  await answer.fill(String(input - 0.1));
  await page.getByText('0.10 too low').waitFor();
  await answer.press('Escape');
  await backToWalkthrough(vscode);
  expect(await ticked(page), 'a wrong answer is no answer').toEqual(done);
  await press(vscode, 'Prepare the data', 'Prepare the Data');
  await answer.fill(input.toFixed(2));
  await answer.press('Enter');
  await page.getByText(`${pixel} / 255 × 0.99 + 0.01 = ${input.toFixed(4)}`).waitFor();
  await backToWalkthrough(vscode);
  done.push('Prepare the data');
  await untilTicked(page, done);

  await press(vscode, 'Predict the score', 'Predict the Score');
  const prediction = await dialogTitled(page, 'Predict the score of the next run');
  await prediction.fill('50 %');
  await prediction.press('Enter');
  done.push('Predict the score');
  await untilTicked(page, done);

  const few = await panelShownBy(vscode, () => press(vscode, 'Train on 100 records', 'Train on 100 Records'));
  await untilStatus(few, 'Finished');
  const scoreOfFew = fraction(await fact(few, 'Test accuracy'));
  await backToWalkthrough(vscode);
  done.push('Train on 100 records');
  await untilTicked(page, done);

  // The complete set: a run that was stopped has not trained on it.
  const stopped = await panelShownBy(vscode, () => press(vscode, 'Train on the complete set', 'Train on All Records'));
  await stopped.getByRole('button', { name: 'Stop' }).click();
  await untilStatus(stopped, 'Stopped');
  await backToWalkthrough(vscode);
  expect(await ticked(page), 'a stopped run is no training').toEqual(done);
  const all = await panelShownBy(vscode, () => press(vscode, 'Train on the complete set', 'Train on All Records'));
  await untilStatus(all, 'Finished');
  expect(fraction(await fact(all, 'Test accuracy'))).toBeGreaterThan(scoreOfFew + 0.2);
  await backToWalkthrough(vscode);
  done.push('Train on the complete set');
  await untilTicked(page, done);

  const looked = await panelShownBy(vscode, () => openNewestRun('See what it confuses'));
  await looked.getByRole('listbox', { name: 'Hidden neurons' }).getByRole('option').nth(3).click();
  await backToWalkthrough(vscode);
  done.push('See what it confuses');
  await untilTicked(page, done);

  const drawn = await panelShownBy(vscode, () => openNewestRun('Draw your own digit'));
  await drawThree(page, drawn);
  await drawn.getByText('The network sees a 3').waitFor();
  await backToWalkthrough(vscode);
  done.push('Draw your own digit');
  await untilTicked(page, done);

  async function openNewestRun(step: string) {
    await press(vscode, step, 'Open the Run');
    await (await dialogTitled(page, 'Open which run?')).press('Enter');
  }
});
