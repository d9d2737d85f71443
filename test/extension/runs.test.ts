import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunSummary } from '../../src/protocol';
import type { RunRecord } from '../../src/runs/runRecord';
import type { Services } from '../../src/services';

const prefix = 'learnDeepLearning';
const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(`${prefix}.${command}`, argument);

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const services = async () => extension.activate();

function reaches(record: RunRecord, goal: (summary: RunSummary) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (goal(record.summary)) resolve();
    };
    record.on('changed', check);
    check();
  });
}

const hasEnded = ({ status }: RunSummary) => status === 'finished' || status === 'failed' || status === 'stopped';

const trainingTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(`${prefix}.training`));

/** Starts a preset as a walkthrough's button does, and returns its run. */
async function start(preset: string): Promise<RunRecord> {
  const { runs } = await services();
  await run('trainMnistMlp', { preset });
  const [newest] = await runs.summaries();
  assert.ok(newest);
  return runs.open(newest.id);
}

describe('runs in a real VS Code', () => {
  afterEach(async () => {
    const { runs } = await services();
    for (const record of runs.activeRecords()) {
      runs.activeRun(record.summary.id)?.stop();
      await reaches(record, hasEnded);
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('registers every command of the manifest', async () => {
    await services();
    const registered = await vscode.commands.getCommands(true);
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    for (const { command } of contributes.commands) assert.ok(registered.includes(command), command);
  });

  it('trains on 100 records, shows the run in a panel, and learns more than guessing', async () => {
    const record = await start('hand-made-100');
    await reaches(record, hasEnded);
    assert.equal(record.summary.status, 'finished', record.summary.error);
    assert.equal(trainingTabs().length, 1);
    assert.ok(record.summary.testAccuracy! > 0.5, `accuracy ${record.summary.testAccuracy}`);
    assert.deepEqual(record.allFrameSteps(), [0, 1, 2, 3, 4, 5]);
  });

  it('trains the TensorFlow network in the worker, on WebAssembly where nothing else is forced', async () => {
    const record = await start('tensorflow');
    await reaches(record, ({ step, status }) => step > 1 || status === 'failed');
    assert.equal(record.summary.error, undefined);
    assert.equal(record.summary.engine?.name, 'wasm');
    assert.ok(record.summary.testAccuracy! > 0.3, `accuracy ${record.summary.testAccuracy}`);
  });

  it('the setting forces plain JavaScript, and the run says so', async () => {
    const configuration = vscode.workspace.getConfiguration(prefix);
    await configuration.update('engine', 'cpu', vscode.ConfigurationTarget.Global);
    try {
      const record = await start('hand-made-100');
      await reaches(record, hasEnded);
      assert.equal(record.summary.engine?.name, 'cpu');
      assert.match(record.summary.engine.reason, /forced/);
    } finally {
      await configuration.update('engine', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('two runs at once end with the same numbers as each alone', async () => {
    const alone = await start('hand-made-100');
    await reaches(alone, hasEnded);
    const [first, second] = [await start('hand-made-100'), await start('hand-made-100')];
    await Promise.all([reaches(first, hasEnded), reaches(second, hasEnded)]);
    assert.equal(trainingTabs().length, 3);
    for (const record of [first, second]) assert.equal(record.summary.testAccuracy, alone.summary.testAccuracy);
  });

  it('pauses, resumes and stops by command', async () => {
    const record = await start('hand-made-complete');
    await reaches(record, ({ step }) => step > 0);
    await run('pauseRun');
    await reaches(record, ({ status }) => status === 'paused');
    await run('resumeRun');
    await reaches(record, ({ status }) => status === 'running');
    await run('stopRun');
    await reaches(record, hasEnded);
    assert.equal(record.summary.status, 'stopped');
  });

  it('a run whose panel was closed can be opened again', async () => {
    const record = await start('hand-made-100');
    await reaches(record, hasEnded);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { runs, panels } = await services();
    const opened = new Promise((resolve) => vscode.window.tabGroups.onDidChangeTabs(resolve));
    panels.show(await runs.open(record.summary.id));
    await opened;
    assert.equal(trainingTabs().length, 1);
  });

  it('a preset that does not exist starts nothing', async () => {
    const { runs } = await services();
    const before = (await runs.summaries()).length;
    await run('trainMnistMlp', { preset: 'hand-made-1000' });
    assert.equal((await runs.summaries()).length, before);
  });
});
