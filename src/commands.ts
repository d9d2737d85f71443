import * as vscode from 'vscode';
import { chooseEngine } from './chooseEngine';
import { openTopic } from './openTopic';
import { pickActiveRun, pickRun, pickRuns } from './pickRun';
import { predictScore } from './predictScore';
import { prepareData, type RecordDocument } from './prepareData';
import { continueLearning, resetProgress } from './learn/progress';
import type { Step } from './learn/syllabus';
import { openStep } from './learn/walkthroughs';
import type { ActiveRun } from './runs/activeRun';
import { saveMetrics, saveModel } from './saveFiles';
import type { Services } from './services';
import { trainMnistMlp } from './training';

type Command = (argument?: unknown) => Promise<unknown>;

/** Command id, without the prefix, to what it does. */
export function commandTable(services: Services, recordDocument: RecordDocument): Readonly<Record<string, Command>> {
  return {
    trainMnistMlp: (argument) => trainMnistMlp(services, (argument as { preset?: string } | undefined)?.preset),
    // eslint-disable-next-line @typescript-eslint/require-await -- so that a state that does not fit rejects
    showGradientDescent: async (state) => services.teaching.show('gradientDescent', state),
    // eslint-disable-next-line @typescript-eslint/require-await -- so that a state that does not fit rejects
    showForwardPass: async (state) => services.teaching.show('forwardPass', state),
    // eslint-disable-next-line @typescript-eslint/require-await
    exploreNeuron: async (state) => services.teaching.show('neuron', state),
    pauseRun: () => steer(services, 'Pause which run?', (run) => run.pause()),
    resumeRun: () => steer(services, 'Resume which run?', (run) => run.resume()),
    stopRun: () => steer(services, 'Stop which run?', (run) => run.stop()),
    openRun: (argument) => openRun(services, argument as string | undefined),
    compareRuns: () => compareRuns(services),
    exportRun: () => exportRun(services),
    clearRunHistory: () => clearRunHistory(services),
    chooseData: () => services.data.choose(),
    downloadMnist: () => services.data.download(),
    prepareData: () => prepareData(services, recordDocument),
    predictScore: () => predictScore(services),
    chooseEngine: () => chooseEngine(services),
    installNativeTensorFlow: () => services.native.install(),
    removeNativeTensorFlow: () => services.native.remove(),
    openTopic: () => openTopic(services),
    openStep: (argument) => openStep(services.extensionId, argument as Step),
    continueLearning: () => continueLearning(services),
    resetProgress: () => resetProgress(services),
    // eslint-disable-next-line @typescript-eslint/require-await -- the table holds promises only
    benchmarkDevice: async (argument) =>
      services.devicesPanel.show((argument as { section?: string } | undefined)?.section),
    // eslint-disable-next-line @typescript-eslint/require-await
    showLog: async () => services.log.show(),
  };
}

/** Registers the table; whatever a command throws is shown and logged. */
export function registerCommands({ log }: Services, table: Readonly<Record<string, Command>>): vscode.Disposable {
  const registered = Object.entries(table).map(([name, command]) =>
    vscode.commands.registerCommand(`learnDeepLearning.${name}`, async (argument?: unknown) => {
      try {
        await command(argument);
      } catch (error) {
        log.error(error as Error);
        void vscode.window.showErrorMessage((error as Error).message);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

async function steer(services: Services, title: string, action: (run: ActiveRun) => void): Promise<void> {
  const record = await pickActiveRun(services, title);
  const run = record && services.runs.activeRun(record.summary.id);
  if (run) action(run);
  else if (services.runs.activeRecords().length === 0) void vscode.window.showInformationMessage('No run is going on.');
}

/** @param id absent: the learner picks */
async function openRun(services: Services, id?: string): Promise<void> {
  const known = id === undefined ? undefined : (await services.runs.summaries()).find((run) => run.id === id);
  const run = known ?? (await pickRun(services, 'Open which run?'));
  if (!run) return;
  if (await services.runs.isElsewhere(run)) throw new Error('This run is going on in another window; open it there.');
  services.panels.show(await services.runs.open(run.id));
}

async function compareRuns(services: Services): Promise<void> {
  const picked = await pickRuns(services, 'Compare which runs?');
  if (!picked) return;
  const [first, ...others] = picked;
  services.panels.show(
    await services.runs.open(first!.id),
    others.map(({ id }) => id),
  );
}

async function exportRun(services: Services): Promise<void> {
  const run = await pickRun(services, 'Export which run?');
  if (!run) return;
  const record = await services.runs.open(run.id);
  const newest = record.allFrameSteps().at(-1);
  const kinds = [
    { label: 'Metrics as CSV', save: () => saveMetrics(record, 'csv') },
    { label: 'Metrics as JSON', save: () => saveMetrics(record, 'json') },
    ...(newest === undefined
      ? []
      : [
          {
            label: 'Model for TensorFlow.js',
            description: `as it was after epoch ${newest}`,
            save: async () => saveModel((await record.frame(newest)).network),
          },
        ]),
  ];
  await (await vscode.window.showQuickPick(kinds, { title: `Export ${run.title}` }))?.save();
}

async function clearRunHistory({ runs }: Services): Promise<void> {
  const clear = 'Clear';
  const answer = await vscode.window.showWarningMessage(
    'Remove all runs that have ended, with their metrics and weights?',
    { modal: true },
    clear,
  );
  if (answer !== clear) return;
  const removed = await runs.clear();
  void vscode.window.showInformationMessage(`${removed} ${removed === 1 ? 'run' : 'runs'} removed.`);
}
