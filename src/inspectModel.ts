import * as vscode from 'vscode';
import { readModelFiles, readSource, sourceOfFile, sourceOfRun } from './inspector/openModel';
import { asItem } from './pickRun';
import type { ModelSource, RunSummary } from './protocol';
import type { Services } from './services';

/** More models than anybody keeps in a workspace. */
const maximumFiles = 200;

/** Opens the inspector of a model.json (from the explorer), of a run, or of what the learner picks of both. */
export async function inspectModel(services: Services, argument?: unknown): Promise<void> {
  const source = sourceOf(argument) ?? (await pick(services));
  if (source === undefined) return;
  // A file that is no model is refused before a panel opens.
  const from = readSource(source);
  if ('file' in from) await readModelFiles(from.file);
  await services.inspectors.show(source);
}

/** @param argument what the explorer passes, the view of the runs, or another part of the extension: `{ run: id }` */
function sourceOf(argument: unknown): ModelSource | undefined {
  if (argument instanceof vscode.Uri) return sourceOfFile(argument);
  const { run, id, request } = (argument ?? {}) as { run?: string } & Partial<RunSummary>;
  const wanted = run ?? (request && id);
  return wanted === undefined ? undefined : sourceOfRun(wanted);
}

async function pick({ runs }: Services): Promise<ModelSource | undefined> {
  const [summaries, files] = await Promise.all([
    runs.summaries(),
    vscode.workspace.findFiles('**/*model*.json', '**/node_modules/**', maximumFiles),
  ]);
  const choose = { label: 'Choose a model.json…', description: 'from anywhere', source: undefined };
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, source: undefined });
  const items = [
    ...(files.length > 0 ? [separator('Models in the workspace')] : []),
    ...files
      .map((file) => ({ label: vscode.workspace.asRelativePath(file), source: sourceOfFile(file) }))
      .sort((one, other) => one.label.localeCompare(other.label)),
    ...(summaries.length > 0 ? [separator('Runs')] : []),
    ...summaries.map((summary) => ({ ...asItem(summary), source: sourceOfRun(summary.id) })),
    separator('Elsewhere'),
    choose,
  ];
  const picked = await vscode.window.showQuickPick(items, { title: 'Inspect which model?', matchOnDescription: true });
  return picked === choose ? chooseFile() : picked?.source;
}

async function chooseFile(): Promise<ModelSource | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'The model.json of a TensorFlow.js layers model',
      openLabel: 'Inspect',
      filters: { 'TensorFlow.js model': ['json'] },
    })) ?? [];
  return file && sourceOfFile(file);
}
