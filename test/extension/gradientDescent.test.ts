import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readTable, rememberSelections } from '../../src/readTable';
import type { Services } from '../../src/services';
import { linkTo } from '../../src/teaching/links';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const show = (state?: object) => vscode.commands.executeCommand('learnDeepLearning.showGradientDescent', state);

const shown = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ label, input }) => input instanceof vscode.TabInputWebview && label === 'Gradient Descent Paths');

/** The list of tabs follows a moment later. */
async function untilShown(): Promise<void> {
  for (let i = 0; i < 100 && shown().length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
}

describe('the gradient descent panel in a real VS Code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens once, however often it is asked for', async () => {
    await show();
    await show({ parameters: 'two', learningRate: 0.3, step: 10 });
    await untilShown();
    assert.equal(shown().length, 1);
  });

  it('is not opened by a state that does not fit', async () => {
    await show({ learningRate: 1e308 });
    await show({ points: [[0, null]] });
    await show({ points: Array.from({ length: 10_000 }, () => [1, 2]) });
    assert.equal(shown().length, 0);
  });

  it('is opened by a link, and by none that is broken', async () => {
    const { teaching } = await extension.activate();
    const link = linkTo('vscode', 'gradientDescent', { parameters: 'two', points: [[1, 2]] });
    teaching.handleUri(vscode.Uri.parse(link.slice(0, -3)));
    assert.equal(shown().length, 0);
    teaching.handleUri(vscode.Uri.parse(link));
    await untilShown();
    assert.equal(shown().length, 1);
  });

  it('takes the rows that are selected in an editor, also when the panel hides it', async () => {
    const remembering = rememberSelections();
    try {
      await assert.rejects(readTable('selection'), /Nothing is selected/);
      const document = await vscode.workspace.openTextDocument({ content: 'size,price\n1,2\n3,4\n5,6\n' });
      const editor = await vscode.window.showTextDocument(document);
      const selected = new Promise<void>((resolve) =>
        vscode.window.onDidChangeTextEditorSelection(({ selections }) => {
          if (!selections[0]!.isEmpty) resolve(); // The first one may only tell where the cursor of a new editor is.
        }),
      );
      editor.selection = new vscode.Selection(1, 0, 3, 0);
      await selected;
      const expected = { text: '1,2\n3,4\n', firstLine: 2 };
      const { text, firstLine } = (await readTable('selection'))!;
      assert.deepEqual({ text, firstLine }, expected);

      await show();
      await untilShown();
      for (let i = 0; i < 100 && vscode.window.visibleTextEditors.length > 0; i++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      assert.deepEqual(vscode.window.visibleTextEditors, []);
      assert.equal((await readTable('selection'))!.text, expected.text);
    } finally {
      remembering.dispose();
    }
  });
});
