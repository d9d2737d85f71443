import * as vscode from 'vscode';
import type { ParameterValues } from '../samples/parameters';
import type { RunSummary } from './protocol';
import type { RunRecord } from './runs/runRecord';
import type { Services } from './services';

/** Asks for one run of the history; undefined when there is none or the learner cancelled. */
export async function pickRun({ runs }: Services, title: string): Promise<RunSummary | undefined> {
  const items = (await runs.summaries()).map(asItem);
  if (items.length === 0) return void nothingYet();
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.run;
}

/** Asks for two or more runs. */
export async function pickRuns({ runs }: Services, title: string): Promise<readonly RunSummary[] | undefined> {
  const items = (await runs.summaries()).map(asItem);
  if (items.length === 0) return void nothingYet();
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, canPickMany: true });
  if (!picked) return undefined;
  if (picked.length < 2) throw new Error('A comparison needs two runs or more: tick them in the list.');
  return picked.map(({ run }) => run);
}

/** The run in front, else the only one that is running, else the one the learner picks. */
export async function pickActiveRun({ runs, panels }: Services, title: string): Promise<RunRecord | undefined> {
  const active = runs.activeRecords();
  const inFront = active.find((record) => record.summary.id === panels.activeRunId());
  if (inFront ?? active.length <= 1) return inFront ?? active[0];
  const items = active.map((record) => ({ ...asItem(record.summary), record }));
  return (await vscode.window.showQuickPick(items, { title }))?.record;
}

export function asItem(run: RunSummary): vscode.QuickPickItem & { run: RunSummary } {
  const accuracy = run.testAccuracy === undefined ? '' : `, ${(run.testAccuracy * 100).toFixed(2)} % right`;
  return {
    label: run.title,
    description: `${run.status}${accuracy}`,
    detail: `${new Date(run.startedAt).toLocaleString()} · seed ${run.request.seed} · ${describeParameters(run.request.parameters)}`,
    run,
  };
}

/** "hiddenUnits 200, learningRate 0.1" */
export function describeParameters(parameters: ParameterValues): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function nothingYet(): void {
  void vscode.window.showInformationMessage(
    'There are no runs yet. Start one with "Deep Learning: Train MLP on MNIST".',
  );
}
