import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { forwardPass } from '../../samples/forward-pass/forwardPass';
import { prepareInputs } from '../../samples/mnist-mlp/prepare';
import { forwardPassFunctions } from '../../src/panels/forwardPassFunctions';
import type { Services } from '../../src/services';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const show = (state?: object) => vscode.commands.executeCommand('learnDeepLearning.showForwardPass', state);

const tables = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ label, input }) => input instanceof vscode.TabInputWebview && label === 'Forward-Pass Signal Table');

describe('the forward-pass signal table in a real VS Code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens once, however often it is asked for', async () => {
    await extension.activate();
    await show();
    await show({ source: 'three-layers', step: 6 });
    // The list of tabs follows a moment later.
    for (let i = 0; i < 100 && tables().length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(tables().length, 1);
  });

  it('is not opened by a state that does not fit', async () => {
    await show({ nodes: [3, 13] });
    assert.equal(tables().length, 0);
  });

  it('gets the network and the digits of a run, and computes what the run has answered', async () => {
    const services = await extension.activate();
    const { openRun, testDigit, trainedRuns } = forwardPassFunctions(services);
    assert.equal(await openRun('no such run'), undefined);

    const ended = new Promise((resolve) => services.runs.once('ended', resolve));
    await vscode.commands.executeCommand('learnDeepLearning.trainMnistMlp', { preset: 'hand-made-100' });
    await ended;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const [newest] = await trainedRuns();
    const { run, network } = (await openRun(''))!;
    assert.equal(run.id, newest!.id);

    const { outputs } = await (await services.runs.open(run.id)).frame(network.step);
    const inputs = new Float64Array(784);
    for (const index of [0, 7]) {
      const digit = await testDigit(run.id, index);
      prepareInputs(digit.pixels, network.inputScaling, inputs);
      const answer = forwardPass(network.layers, inputs).signals.at(-1)!;
      answer.forEach((signal, node) =>
        assert.ok(Math.abs(signal - outputs.values[index * 10 + node]!) < 1e-6, `digit ${index}, output ${node}`),
      );
    }
    const last = await testDigit(run.id, 9999);
    assert.equal(last.index, last.count - 1);
  });
});
