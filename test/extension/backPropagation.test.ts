import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { backQuery, blendedTargets } from '../../samples/back-propagation/backQuery';
import { backPropagationFunctions } from '../../src/panels/backPropagationFunctions';
import type { Services } from '../../src/services';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const show = (state?: object) => vscode.commands.executeCommand('learnDeepLearning.stepBackPropagation', state);

const shown = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ label, input }) => input instanceof vscode.TabInputWebview && label === 'Step Through Back Propagation');

describe('back propagation, step by step, in a real VS Code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens once, however often it is asked for', async () => {
    await show();
    await show({ view: 'derivation', power: 3 });
    // The list of tabs follows a moment later.
    for (let i = 0; i < 100 && shown().length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(shown().length, 1);
  });

  it('is not opened by a state that does not fit', async () => {
    await show({ nodes: [3, 7] });
    await show({ learningRate: 'NaN' });
    assert.equal(shown().length, 0);
  });

  it('gets training records of the learner’s digits, as many as there are', async () => {
    const { trainingRecords } = backPropagationFunctions(await extension.activate());
    const { info, digits } = await trainingRecords(0, 3);
    assert.deepEqual([digits.count, digits.labels.length, digits.pixels.length], [3, 3, 3 * 784]);
    const one = await trainingRecords(2, 1);
    assert.deepEqual(one.digits.pixels, digits.pixels.slice(2 * 784));
    const last = await trainingRecords(info.trainRecords - 2, 500);
    assert.equal(last.digits.count, 2);
  });

  it('follows a run while it trains, and goes back to its epochs', async () => {
    const services = await extension.activate();
    const { trainedRuns, networkAt, newerNetwork } = backPropagationFunctions(services);
    const ended = new Promise((resolve) => services.runs.once('ended', resolve));
    await vscode.commands.executeCommand('learnDeepLearning.trainMnistMlp', { preset: 'hand-made-100' });
    const { id } = services.runs.activeRecords()[0]!.summary;

    const seen: number[] = [];
    for (let after = -1; ; after = seen.at(-1)!) {
      const network = await newerNetwork(id, after);
      if (!network) break;
      seen.push(network.step);
    }
    await ended;
    assert.ok(seen.length > 0, 'a network came while it trained');
    assert.deepEqual(
      seen,
      [...new Set(seen)].sort((a, b) => a - b),
    );
    assert.equal(await newerNetwork(id, -1), undefined);

    const [newest] = await trainedRuns();
    assert.equal(newest!.run.id, id);
    assert.deepEqual(newest!.frameSteps, [0, 1, 2, 3, 4, 5]);
    const pictures = await Promise.all(
      [0, 5].map(async (step) => {
        const { layers } = await networkAt(id, step);
        return backQuery(layers, blendedTargets(3, 3, 0, 10)).at(-1)!.inputs;
      }),
    );
    assert.deepEqual([pictures[0]!.length, pictures[1]!.length], [784, 784]);
    assert.notDeepEqual(pictures[0], pictures[1]);
  });
});
