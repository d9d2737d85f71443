import { expect } from 'vitest';
import { patience } from './support/panel';
import { test } from './support/test';
import { backToWalkthrough, press, ticked, untilTicked } from './support/walkthrough';

test('"Intuition" is ticked step by step, each when it was really done', async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar'); // makes room for the pictures beside the steps
  await vscode.openWalkthrough('Intuition: from one neuron to a deep network');
  const done: string[] = [];
  const finish = async (step: string) => {
    await backToWalkthrough(vscode);
    done.push(step);
    await untilTicked(page, done);
  };
  const panel = () => vscode.webview('Explore a Neuron');
  expect(await ticked(page)).toEqual(done);

  await press(vscode, 'Make a neuron decide', 'Find the Weights');
  const weights = (await panel()).getByRole('textbox', { name: 'Weight', exact: true });
  await weights.first().fill('2');
  await (await panel()).getByRole('textbox', { name: 'Threshold' }).fill('3');
  await finish('Make a neuron decide');

  await press(vscode, 'Change it a little', 'Move the Tangent');
  await (await panel()).getByRole('button', { name: 'Change of the weight: 0.5' }).press('ArrowRight');
  await finish('Change it a little');

  await press(vscode, 'Read the names', 'Find the Node');
  await (await panel()).getByRole('button', { name: 'Node 1 of layer 4' }).press('Enter');
  await backToWalkthrough(vscode);
  expect(await ticked(page), 'another node').toEqual(done);
  await press(vscode, 'Read the names', 'Find the Node');
  await (await panel()).getByRole('button', { name: 'Node 2 of layer 3' }).press('Enter');
  await finish('Read the names');

  const train = async (until: RegExp) => {
    await (await panel()).getByRole('button', { name: 'Train', exact: true }).click();
    await expect.poll(async () => (await panel()).locator('.score').innerText(), patience).toMatch(until);
    await (await panel()).getByRole('button', { name: 'Pause', exact: true }).click();
  };
  await press(vscode, 'Watch one neuron fail', 'Train One Neuron');
  await train(/Epoch\s+\d{3,}|Epoch\s+\d+,/);
  await finish('Watch one neuron fail');

  await press(vscode, 'Give it a hidden layer', 'Train a Hidden Layer');
  // From where the seed starts two units do not get there; four do.
  await (await panel()).getByRole('textbox', { name: 'units of hidden layer 1' }).fill('4');
  await train(/Accuracy\s+(98|99|100)/);
  await finish('Give it a hidden layer');

  await press(vscode, 'Draw your own task', 'Draw Points');
  await (await panel()).getByText('There are no points').waitFor();
  const paper = (await panel()).locator('.boundary .paper');
  for (const [index, shape] of ['circles', 'squares'].entries()) {
    await (await panel()).getByRole('radio', { name: shape }).check();
    for (let i = 0; i < 5; i++) await paper.click({ position: { x: 40 + index * 120, y: 40 + i * 25 } });
  }
  await train(/Accuracy\s+100/);
  await finish('Draw your own task');
});
