import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const show = (state?: object) => vscode.commands.executeCommand('learnDeepLearning.exploreNeuron', state);

const shown = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ label, input }) => input instanceof vscode.TabInputWebview && label === 'Explore a Neuron');

describe('the neuron panel in a real VS Code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens once, however often it is asked for, in the state asked for', async () => {
    await show();
    await show({ task: 'ring', hidden: [3] });
    // The list of tabs follows a moment later.
    for (let i = 0; i < 100 && shown().length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(shown().length, 1);
  });

  it('is not opened by a state that does not fit', async () => {
    await show({ hidden: [9] });
    await show({ links: ['NaN'] });
    await show({ hidden: [2], links: [1, 2, 3] });
    assert.equal(shown().length, 0);
  });
});
