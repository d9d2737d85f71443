import * as vscode from 'vscode';
import { describeParameters } from '../pickRun';
import type { RunStatus, RunSummary } from '../protocol';
import type { Runs } from '../runs/runs';

/** A run reports twenty times a second; nobody reads a list that fast. */
const refreshInterval = 500;

const icons: Record<RunStatus, string> = {
  starting: 'loading~spin',
  running: 'loading~spin',
  paused: 'debug-pause',
  finished: 'pass',
  stopped: 'debug-stop',
  failed: 'error',
};

/** The runs in the activity bar, newest first. */
export class RunsView implements vscode.TreeDataProvider<RunSummary> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly runs: Runs) {}

  register(): vscode.Disposable {
    const refresh = () => {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.changed.fire();
      }, refreshInterval);
    };
    this.runs.on('changed', refresh).on('ended', refresh).on('removed', refresh);
    return vscode.Disposable.from(
      this.changed,
      { dispose: () => clearTimeout(this.timer) },
      vscode.window.registerTreeDataProvider('learnDeepLearning.runs', this),
    );
  }

  getTreeItem(run: RunSummary): vscode.TreeItem {
    const item = new vscode.TreeItem(run.title);
    const accuracy = run.testAccuracy === undefined ? '' : ` · ${(100 * run.testAccuracy).toFixed(1)} % right`;
    item.id = run.id;
    item.description = `${run.status}${accuracy}`;
    item.accessibilityInformation = { label: `${run.title}, ${item.description}` };
    item.tooltip = `${new Date(run.startedAt).toLocaleString()}, seed ${run.request.seed}, ${describeParameters(run.request.parameters)}`;
    item.iconPath = new vscode.ThemeIcon(icons[run.status]);
    item.contextValue = 'run';
    item.command = { command: 'learnDeepLearning.openRun', title: 'Open Run', arguments: [run.id] };
    return item;
  }

  getChildren(run?: RunSummary): Promise<RunSummary[]> {
    return run ? Promise.resolve([]) : this.runs.summaries();
  }
}
