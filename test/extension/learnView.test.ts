import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { RunsView } from '../../src/learn/runsView';
import { SyllabusView, type Row } from '../../src/learn/syllabusView';
import type { Services } from '../../src/services';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const textOf = ({ item }: Row) => `${item.label as string}: ${item.description as string}`;

describe('the Learn view in a real VS Code', () => {
  it('lists the start and the eight topics, with the steps done in each', async () => {
    const services = await extension.activate();
    await services.achievements.reset();
    const view = new SyllabusView(services);
    const rows = () => view.getChildren();
    assert.equal(rows().length, 9);
    assert.match(textOf(rows()[0]!), /^Start here: 0 of 4$/);

    const told = new Promise((resolve) => services.achievements.onDidChange(resolve));
    await services.achievements.add('predictedScore');
    assert.equal(await told, 'predictedScore');
    const start = rows()[0]!;
    assert.match(textOf(start), /1 of 4$/);
    const labels = view.getChildren(start).map(({ item }) => item.accessibilityInformation?.label);
    assert.equal(labels[0], 'Guess first, done');
    assert.equal(labels[1], 'Train your first network, not done yet');

    await services.achievements.reset();
    assert.match(textOf(rows()[0]!), /0 of 4$/);
  });

  it('every step can be opened', async () => {
    const services = await extension.activate();
    const view = new SyllabusView(services);
    for (const chapter of view.getChildren()) {
      for (const { item } of view.getChildren(chapter)) {
        const { command, arguments: parameters } = item.command!;
        assert.ok(!Array.isArray(parameters) || parameters.length === 1);
        await vscode.commands.executeCommand(command, parameters?.[0]);
      }
    }
  });

  it('lists runs, newest first, with what became of them', async () => {
    const services = await extension.activate();
    const ended = new Promise((resolve) => services.runs.once('ended', resolve));
    await vscode.commands.executeCommand('learnDeepLearning.trainMnistMlp', { preset: 'hand-made-100' });
    await ended;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const view = new RunsView(services.runs);
    const [newest] = await view.getChildren();
    const { label, description } = view.getTreeItem(newest!);
    assert.equal(label, '100 records');
    assert.match(description as string, /^finished · \d+\.\d % right$/);
    assert.ok(newest!.trainingLoss! > 0);
  });
});
