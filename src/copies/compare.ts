import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { RunRequest, RunSummary } from '../protocol';
import { sampleUri } from '../sampleSource';
import type { Services } from '../services';
import { changedModules } from './changes';
import { nameOf, type SampleFolder } from './sampleFolder';

/**
 * Shows what was changed, and beside it both loss curves in one chart: of the newest run of the copy, and of the original with
 * the same parameters, seed and data, which is trained now unless it has been before.
 */
export async function compareWithOriginal(
  services: Services,
  copy: SampleFolder,
  originals: ReadonlyMap<string, string>,
): Promise<void> {
  const changed = await changedModules(copy, originals);
  if (changed.length === 0) void vscode.window.showInformationMessage(`${nameOf(copy)} is the same as its original.`);
  const pairs = changed.map(({ path, uri }) => [uri, sampleUri(`samples/${path}`), uri] as const);
  const [only] = pairs;
  if (pairs.length === 1) {
    await vscode.commands.executeCommand('vscode.diff', only![1], only![2], `${changed[0]!.path}: original ↔ yours`);
  } else if (pairs.length > 1) {
    await vscode.commands.executeCommand('vscode.changes', `${nameOf(copy)}: original ↔ yours`, pairs);
  }
  const { runs, panels } = services;
  const summaries = await runs.summaries();
  const newest = summaries.find(({ request }) => request.copy?.folder === copy.uri.fsPath);
  if (!newest) {
    const train = 'Train';
    const answer = await vscode.window.showInformationMessage('Train your copy to compare the curves too.', train);
    if (answer === train) {
      await vscode.commands.executeCommand('learnDeepLearning.trainCopy', { folder: copy.uri.fsPath });
    }
    return;
  }
  const request = withoutCopy(newest.request);
  const original = summaries.find((run) => hasLearnt(run) && isSame(run.request, request));
  const { id } = original ?? (await runs.start(request)).summary;
  panels.show(await runs.open(newest.id), [id], vscode.ViewColumn.Beside);
}

function withoutCopy(request: RunRequest): RunRequest {
  const { sampleId, parameters, seed, data, engine } = request;
  return { sampleId, parameters, seed, data, engine };
}

/** Whether it is worth comparing with. */
const hasLearnt = ({ status }: RunSummary) => status !== 'failed' && status !== 'stopped';

function isSame(one: RunRequest, other: RunRequest): boolean {
  const { parameters, seed, data, sampleId, copy } = one;
  return (
    !copy &&
    isDeepStrictEqual([parameters, seed, data, sampleId], [other.parameters, other.seed, other.data, other.sampleId])
  );
}
