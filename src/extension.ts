import { join } from 'node:path';
import * as vscode from 'vscode';
import { Achievements } from './achievements';
import { commandTable, registerCommands } from './commands';
import { DataChoice, mnistFolder } from './dataChoice';
import { NativeTensorFlow } from './nativeTensorFlow';
import { RunsView } from './learn/runsView';
import { SyllabusView } from './learn/syllabusView';
import { tickAgain } from './learn/tickAgain';
import { Benchmarks } from './devices/benchmarks';
import { DevicesPanel, devicesViewType } from './panels/devicesPanel';
import { TeachingPanels, teachingViewType } from './panels/teachingPanel';
import { TrainingPanels, trainingViewType } from './panels/trainingPanel';
import { RecordDocument } from './prepareData';
import { rememberSelections } from './readTable';
import { Runs } from './runs/runs';
import { SampleSource } from './sampleSource';
import type { Services } from './services';
import { settings } from './settings';
import { StatusBar } from './statusBar';
import { workersFor } from './worker/nativeModules';

let runs: Runs | undefined;

/** Wires the parts together; each one says itself what it does. Only tests are handed them. */
export function activate(context: vscode.ExtensionContext): Services | undefined {
  const log = vscode.window.createOutputChannel('Deep Learning', { log: true });
  const storage = context.globalStorageUri.fsPath;
  const assets = context.asAbsolutePath('dist');
  const workers = () => workersFor(assets, [native.modules(), context.asAbsolutePath('node_modules')]);
  runs = new Runs(join(storage, 'runs'), workers, settings.runHistoryLimit);
  const native = new NativeTensorFlow(assets, join(storage, 'native'), runs, log);
  const source = new SampleSource(context.extensionUri);
  const services: Services = {
    extensionId: context.extension.id,
    extension: context.extension,
    version: (context.extension.packageJSON as { version: string }).version,
    extensionUri: context.extensionUri,
    log,
    runs,
    panels: new TrainingPanels(() => services),
    devicesPanel: new DevicesPanel(() => services),
    benchmarks: new Benchmarks(join(storage, 'benchmarks.json'), workers),
    teaching: new TeachingPanels(() => services, source),
    achievements: new Achievements(context.globalState),
    data: new DataChoice(context.globalState, mnistFolder(storage)),
    predictions: { accuracy: undefined },
    native,
    workers,
  };
  const statusBar = new StatusBar();
  const recordDocument = new RecordDocument();
  watchRuns(services, statusBar);
  context.subscriptions.push(
    log,
    statusBar,
    recordDocument.register(),
    rememberSelections(),
    source.register(),
    new SyllabusView(services).register(),
    new RunsView(runs).register(),
    tickAgain(services),
    registerCommands(services, commandTable(services, recordDocument)),
    vscode.window.registerWebviewPanelSerializer(teachingViewType, services.teaching),
    vscode.window.registerWebviewPanelSerializer(trainingViewType, services.panels),
    vscode.window.registerWebviewPanelSerializer(devicesViewType, services.devicesPanel),
    vscode.window.registerUriHandler(services.teaching),
  );
  return context.extensionMode === vscode.ExtensionMode.Test ? services : undefined;
}

export function deactivate(): void {
  runs?.dispose();
}

function watchRuns({ runs, panels, achievements, log }: Services, statusBar: StatusBar): void {
  const show = () => {
    const active = runs.activeRecords().map((record) => record.summary);
    statusBar.show(active);
    void vscode.commands.executeCommand('setContext', 'learnDeepLearning.isRunning', active.length > 0);
  };
  runs.on('changed', show);
  runs.on('removed', (id) => panels.close(id));
  runs.on('storageFailed', ({ message }) => {
    log.error(message);
    void vscode.window.showWarningMessage(`The run goes on, but it can't be kept on disk: ${message}`);
  });
  runs.on('ended', ({ summary }) => {
    show();
    const { engine } = summary;
    if (engine) log.info(`${summary.title} computed with ${engine.title}: ${engine.reason}`);
    log.info(`${summary.title} ${summary.status}${summary.error ? `: ${summary.error}` : ''}`);
    if (summary.error) void vscode.window.showErrorMessage(`${summary.title}: ${summary.error}`);
    void achievements.addRun(summary);
  });
}
