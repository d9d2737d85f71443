import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { DataError } from '../data/dataError';
import type { ModelFiles, ModelSource } from '../protocol';
import { modelAsTensorFlow } from '../runs/exportModel';
import type { RunRecord } from '../runs/runRecord';
import { checkShards, parseModelFile } from './modelFile';

const runPrefix = 'run:';
/** A topology is text of some hundred kilobytes; the weights are in other files. */
const maximumBytes = 64 * 2 ** 20;

export const sourceOfRun = (id: string): ModelSource => runPrefix + id;
export const sourceOfFile = (file: vscode.Uri): ModelSource => file.toString();

/** The id of the run, or the file, that a source stands for. */
export function readSource(source: ModelSource): { readonly run: string } | { readonly file: vscode.Uri } {
  return source.startsWith(runPrefix)
    ? { run: source.slice(runPrefix.length) }
    : { file: vscode.Uri.parse(source, true) };
}

/**
 * Reads model.json and looks whether the weights are there, but reads no weights where a worker can do that itself.
 * @throws DataError that says what is wrong with them
 */
export async function readModelFiles(file: vscode.Uri): Promise<ModelFiles> {
  const { fs } = vscode.workspace;
  const name = basename(file.path);
  const json = new TextDecoder().decode(await readText(file, name));
  const model = parseModelFile(name, json);
  const folder = vscode.Uri.joinPath(file, '..');
  const paths = model.groups.flatMap((group) => group.paths);
  const sizes = await Promise.all(
    paths.map((path) =>
      fs.stat(vscode.Uri.joinPath(folder, path)).then(
        ({ size }) => size,
        () => undefined,
      ),
    ),
  );
  const sizeOf = new Map(paths.map((path, i) => [path, sizes[i]]));
  checkShards(model, (path) => sizeOf.get(path));
  if (file.scheme === 'file') return { name, json, shards: dirname(file.fsPath) };
  const shards = await Promise.all(
    paths.map(async (path) => [path, await fs.readFile(vscode.Uri.joinPath(folder, path))] as const),
  );
  return { name, json, shards: Object.fromEntries(shards) };
}

async function readText(file: vscode.Uri, name: string): Promise<Uint8Array> {
  const { fs } = vscode.workspace;
  let size: number;
  try {
    ({ size } = await fs.stat(file));
  } catch (error) {
    throw new DataError(
      { file: name, expected: 'a file', found: 'nothing there', remedy: 'It may have been moved: open it anew.' },
      { cause: error },
    );
  }
  if (size > maximumBytes) {
    throw new DataError({
      file: name,
      expected: 'the model.json of a TensorFlow.js model, at most 64 MB',
      found: `${size} bytes`,
      remedy: 'Choose the model.json; the weights are in .bin files beside it.',
    });
  }
  return fs.readFile(file);
}

/** The network that a run recorded at this epoch, as the files that exporting it would write. */
export async function filesOfRun(record: RunRecord, step: number): Promise<ModelFiles> {
  const { network } = await record.frame(step);
  const { modelJson, weights } = modelAsTensorFlow(network);
  return { name: 'model.json', json: modelJson, shards: { 'weights.bin': weights } };
}
