import * as vscode from 'vscode';
import type { Network } from '../samples/observation';
import { benchmarkAsCsv, benchmarkAsJson } from './devices/exportBenchmark';
import type { BenchmarkRecord } from './protocol';
import { metricsAsCsv, metricsAsJson } from './runs/exportMetrics';
import { modelAsTensorFlow } from './runs/exportModel';
import type { RunRecord } from './runs/runRecord';

/** Saves the curves of a run; false when the learner cancelled. */
export async function saveMetrics(record: RunRecord, format: 'csv' | 'json'): Promise<boolean> {
  const { summary } = record;
  const text = format === 'csv' ? metricsAsCsv(record.allSeries()) : metricsAsJson(summary, record.allSeries());
  return saveFile(`${summary.title} metrics.${format}`, { [format.toUpperCase()]: [format] }, Buffer.from(text));
}

/** Saves a network as TensorFlow.js model.json and weights.bin in a folder; false when the learner cancelled. */
export async function saveModel(network: Network): Promise<boolean> {
  const target = await vscode.window.showSaveDialog({
    title: 'Save the model: model.json, with weights.bin beside it',
    defaultUri: suggested('model.json'),
    filters: { 'TensorFlow.js model': ['json'] },
  });
  if (!target) return false;
  const { modelJson, weights } = modelAsTensorFlow(network);
  await write(target, Buffer.from(modelJson));
  await write(vscode.Uri.joinPath(target, '..', 'weights.bin'), weights);
  return true;
}

/** Saves one benchmark; false when the learner cancelled. */
export function saveBenchmark(record: BenchmarkRecord, format: 'csv' | 'json'): Promise<boolean> {
  const text = format === 'csv' ? benchmarkAsCsv(record) : benchmarkAsJson(record);
  return saveFile(`benchmark.${format}`, { [format.toUpperCase()]: [format] }, Buffer.from(text));
}

/** Saves a picture under a name whose ending says what it is; false when the learner cancelled. */
export function savePicture(name: string, bytes: Uint8Array): Promise<boolean> {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return saveFile(name, { [extension.toUpperCase()]: [extension] }, bytes);
}

/** Saves a table as CSV; false when the learner cancelled. */
export function saveTable(name: string, csv: string): Promise<boolean> {
  return saveFile(name, { CSV: ['csv'] }, Buffer.from(csv));
}

async function saveFile(name: string, filters: Record<string, string[]>, bytes: Uint8Array): Promise<boolean> {
  const target = await vscode.window.showSaveDialog({ defaultUri: suggested(name), filters });
  if (!target) return false;
  await write(target, bytes);
  return true;
}

async function write(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  await vscode.workspace.fs.writeFile(target, bytes);
  vscode.window.setStatusBarMessage(`Saved ${vscode.workspace.asRelativePath(target)}`, 5000);
}

function suggested(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name);
}
