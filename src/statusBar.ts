import * as vscode from 'vscode';
import type { EngineInfo, RunSummary } from './protocol';
import { settings } from './settings';

/** One item: the engine and why it was chosen; while a run trains, how far it is and its loss. */
export class StatusBar {
  private readonly item = vscode.window.createStatusBarItem(
    'learnDeepLearning.engine',
    vscode.StatusBarAlignment.Right,
  );
  private engine: EngineInfo | undefined;

  constructor() {
    this.item.name = 'Deep Learning';
    this.show();
  }

  /** @param active the runs that are going on now */
  show(active: readonly RunSummary[] = []): void {
    this.engine = active.findLast((run) => run.engine)?.engine ?? this.engine;
    const name = this.engine?.name ?? settings.engine();
    const running = active.at(-1);
    this.item.text = `$(circuit-board) ${name}${running ? ` · ${progressOf(running)}` : ''}`;
    const engine = this.engine && `Deep Learning trains with ${this.engine.title}: ${this.engine.reason}.`;
    if (running) {
      this.item.tooltip = `${engine ?? 'The engine is loading.'} Click to open the run.`;
      this.item.command = { command: 'learnDeepLearning.openRun', title: 'Open Run', arguments: [running.id] };
    } else {
      this.item.tooltip = engine
        ? `${engine} Click to choose.`
        : 'The engine is chosen when the first run starts. Click to force one.';
      this.item.command = 'learnDeepLearning.chooseEngine';
    }
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

function progressOf({ title, status, step, request, trainingLoss }: RunSummary): string {
  const progress = status === 'running' ? `${Math.floor((100 * step) / Number(request.parameters.epochs))} %` : status;
  return `${title}: ${progress}${trainingLoss === undefined ? '' : `, loss ${trainingLoss.toPrecision(3)}`}`;
}
