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
    assert.equal(rows().length, 10); // The start, eight topics, and the exercises that belong to none of them
    assert.match(textOf(rows()[0]!), /^Start here: 0 of 6$/);

    const told = new Promise((resolve) => services.achievements.onDidChange(resolve));
    await services.achievements.add('predictedScore');
    assert.equal(await told, 'predictedScore');
    const start = rows()[0]!;
    assert.match(textOf(start), /1 of 6$/);
    const labels = view.getChildren(start).map(({ item }) => item.accessibilityInformation?.label);
    assert.equal(labels[0], 'Guess first, done');
    assert.equal(labels[1], 'Train your first network, not done yet');

    await services.achievements.reset();
    assert.match(textOf(rows()[0]!), /0 of 6$/);
  });

  it('every step can be opened', async () => {
    const services = await extension.activate();
    const view = new SyllabusView(services);
    for (const chapter of view.getChildren()) {
      for (const { item } of view.getChildren(chapter)) {
        if (!item.command) continue; // A heading: sample code, which is opened below, or exercises, which have tests of their own.
        const { command, arguments: parameters } = item.command;
        assert.ok(!Array.isArray(parameters) || parameters.length === 1);
        await vscode.commands.executeCommand(command, parameters?.[0]);
      }
    }
  });

  it('opens the code of a topic', async () => {
    const services = await extension.activate();
    const view = new SyllabusView(services);
    const topic = view.getChildren().find(({ item }) => (item.label as string).startsWith('2 · '))!;
    const code = view.getChildren(topic).find(({ item }) => item.label === 'Sample code')!;
    for (const { item } of view.getChildren(code)) {
      await vscode.commands.executeCommand(item.command!.command, item.command!.arguments![0]);
      const { document } = vscode.window.activeTextEditor!;
      assert.ok(document.uri.path.startsWith('/samples/linear-regression/'), document.uri.path);
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
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
