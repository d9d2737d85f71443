import { expect } from 'vitest';
import { drawThree } from './support/drawing';
import { dialogTitled, fact, panelShownBy, untilStatus } from './support/panel';
import { test } from './support/test';
import { backToWalkthrough, press, ticked, untilTicked } from './support/walkthrough';

test('"Start here" is ticked step by step, each when it was really done', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar'); // makes room for the pictures beside the steps
  await vscode.openWalkthrough('Start here: learn deep learning in your editor');
  expect(await ticked(page)).toEqual([]);

  await press(vscode, 'Guess first', 'Predict the Score');
  const prediction = await dialogTitled(page, 'Predict the score of the next run');
  await prediction.fill('120');
  await page.getByText('A number from 0 to 100, in percent.').waitFor();
  await prediction.press('Escape');
  await prediction.waitFor({ state: 'hidden' });
  expect(await ticked(page)).toEqual([]);

  await press(vscode, 'Guess first', 'Predict the Score');
  await prediction.fill('70');
  await prediction.press('Enter');
  await page.getByText('You predict 70 %').first().waitFor();
  await untilTicked(page, ['Guess first']);

  const panel = await panelShownBy(vscode, () => press(vscode, 'Train your first network', 'Train on 100 Records'));
  await untilStatus(panel, 'Finished');
  const reached = await fact(panel, 'Test accuracy');
  await panel.getByText(`You predicted 70%; the network reached ${reached}`).waitFor();
  await backToWalkthrough(vscode);
  await untilTicked(page, ['Guess first', 'Train your first network']);

  const openRun = async () => {
    await press(vscode, 'Look inside it', 'Open the Run');
    await vscode.pick('100 records');
  };
  const opened = await panelShownBy(vscode, openRun);
  await opened.getByRole('heading', { name: 'Confusion matrix' }).waitFor();
  await backToWalkthrough(vscode);
  expect(await ticked(page), 'opening a run is not looking inside').not.toContain('Look inside it');
  const reopened = await panelShownBy(vscode, openRun);
  await reopened.getByRole('gridcell', { name: /digits 7 answered 7$/ }).click();
  await backToWalkthrough(vscode);
  await untilTicked(page, ['Guess first', 'Train your first network', 'Look inside it']);

  const drawn = await panelShownBy(vscode, async () => {
    await press(vscode, 'Draw your own digit', 'Open the Run');
    await vscode.pick('100 records');
  });
  await drawThree(page, drawn);
  await drawn.getByText(/The network sees an? \d/).waitFor();
  await backToWalkthrough(vscode);
  const four = ['Guess first', 'Train your first network', 'Look inside it', 'Draw your own digit'];
  await untilTicked(page, four);

  await press(vscode, 'Choose a topic', 'Choose a Topic');
  await dialogTitled(page, 'The eight topics of deep learning');
  await vscode.pick('5 · Going deep: back propagation');
  await page.getByRole('heading', { name: 'Prepare the data' }).waitFor();
  await vscode.openWalkthrough('Start here: learn deep learning in your editor');
  await untilTicked(page, [...four, 'Choose a topic']);
});
