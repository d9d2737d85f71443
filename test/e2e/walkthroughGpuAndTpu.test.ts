import { expect } from 'vitest';
import { chooseDevices, guess, quickDevices, run, section, untilMeasured } from './support/devices';
import { panelShownBy, patience, untilStatus } from './support/panel';
import { test } from './support/test';
import { backToWalkthrough, press, ticked, untilTicked } from './support/walkthrough';

test('"GPU and TPU" is ticked step by step, each when it was really done', { timeout: 300_000 }, async ({ vscode }) => {
  const { page } = vscode;
  await vscode.runCommand('View: Close Primary Side Bar'); // makes room for the pictures beside the steps
  await vscode.openWalkthrough('GPU and TPU: why the hardware matters');
  const done: string[] = [];
  const finish = async (step: string) => {
    await backToWalkthrough(vscode);
    done.push(step);
    await untilTicked(page, done);
  };
  const isNotYetTicked = async (why: string) => {
    await page.waitForTimeout(500); // what the panel knows is written a moment later
    await backToWalkthrough(vscode);
    expect(await ticked(page), why).toEqual(done);
  };
  const panel = () => vscode.webview('Devices');
  const slide = async (name: string, key: 'Home' | 'End') => (await panel()).getByRole('slider', { name }).press(key);
  expect(await ticked(page)).toEqual(done);

  const openTheCar = () => press(vscode, 'Car or bus?', 'Open the Car and the Bus');
  await openTheCar();
  await guess(await panel(), /From how many people/, '5');
  await (await panel()).getByText('You guessed 5. That is right').waitFor();
  await slide('People', 'Home');
  await isNotYetTicked('the distance was not moved');
  await openTheCar();
  await slide('Distance', 'End');
  await finish('Car or bus?');

  await press(vscode, 'Benchmark this machine', 'Open the Benchmark');
  await chooseDevices(await panel(), quickDevices);
  await run(await panel());
  await untilMeasured(await panel());
  await section(await panel(), /^Latency: /).waitFor();
  await finish('Benchmark this machine');

  await press(vscode, 'Count the way there and back', 'Open the Throughput');
  const sinker = (await panel()).getByRole('combobox', { name: /which curve sinks most/ });
  await sinker.selectOption({ label: quickDevices[0]! });
  await (await panel()).getByRole('checkbox', { name: /^Count the transfer/ }).check();
  await (await panel()).getByText(/^The transfer costs /).waitFor();
  await finish('Count the way there and back');

  const openProcessors = () => press(vscode, 'The same work on a CPU and on a GPU', 'Open the Two Processors');
  await openProcessors();
  await slide('Numbers to compute', 'Home'); // 4
  await slide('Step of the two processors', 'End');
  await (await panel()).getByText('CPU, SIMD was done first').waitFor();
  await isNotYetTicked('the GPU was not first yet');
  await openProcessors();
  await slide('Numbers to compute', 'End'); // 256
  await (await panel()).getByRole('combobox', { name: 'which is done first with 256' }).selectOption('GPU, SIMT');
  await slide('Step of the two processors', 'End');
  await (await panel()).getByText('GPU, SIMT was done first, as you guessed').waitFor();
  await finish('The same work on a CPU and on a GPU');

  await press(vscode, 'Step through a systolic array', 'Open the Array');
  await guess(await panel(), /which number leaves first/, '4');
  await slide('Step of the array', 'End');
  await finish('Step through a systolic array');

  await press(vscode, 'Move the roof', 'Open the Roofline');
  await slide('Faster memory', 'Home');
  await guess(await panel(), /How many times as fast must the memory be/, '8');
  await slide('Faster memory', 'End');
  await (await panel()).getByText(/^Peak .* is limited by arithmetic/).waitFor();
  await finish('Move the roof');

  const training = await panelShownBy(vscode, () => press(vscode, 'Spend fewer bits', 'Train a Network First'));
  await untilStatus(training, 'Finished');
  await isNotYetTicked('training is not rounding');
  await press(vscode, 'Spend fewer bits', 'Open the Precision');
  await guess(await panel(), /of its 2,000 test digits does it answer differently/, '30');
  await (await panel()).getByText(/With 8-bit weights it answers \d+ digits? differently; you guessed 30\./).waitFor();
  await finish('Spend fewer bits');

  await press(vscode, 'Train on several workers', 'Open the Scaling');
  await guess(await panel(), /how many times as fast are four workers/, '3');
  const measured = (await panel()).getByText(/^4 workers are .*× as fast as one; you guessed 3×\.$/);
  await measured.waitFor({ timeout: patience.timeout });
  await finish('Train on several workers');
});
