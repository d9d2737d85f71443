import { join } from 'node:path';
import * as vscode from 'vscode';
import { findSample, samples } from '../../samples';
import type { Sample } from '../../samples/sample';
import type { RunRequest, RunSummary } from '../protocol';
import { codeOf } from '../learn/topicCode';
import { positionsIn } from '../runs/codePositions';
import { factsOf } from '../runs/sampleOf';
import type { SampleSource } from '../sampleSource';
import type { Services } from '../services';
import { topics } from '../topics';
import { chooseParameters, newRequest, startRun, trainSample } from '../training';
import { startIsolated, type Workerish } from '../worker/startWorker';
import { askCopy } from './askCopy';
import { compareWithOriginal } from './compare';
import { companionFiles, entryOf, modulesOf } from './copyFiles';
import { debugRun } from './debug';
import { CodeLenses } from './lenses';
import { isInside, Problems } from './problems';
import { restoreOriginal, type Confirm } from './restore';
import { asRequested, copyOf, findCopies, nameOf, readCopy, readText, type SampleFolder } from './sampleFolder';
import { Trust } from './trust';

/** What a lens, a button or a walkthrough names; without it the learner is asked. */
export interface SampleArgument {
  /** A sample that is shipped: "mnist-mlp". */
  readonly sample?: string;
  /** A module below samples/, to be read. */
  readonly file?: string;
  /** A copy's folder. */
  readonly folder?: string;
  readonly preset?: string;
}

const restart = 'Restart with the Change';

/** The code of the samples: to be read, copied, changed, trained, debugged, compared and restored. */
export class Copies {
  readonly trust = new Trust();
  /** Only tests put another one in its place. */
  confirm: Confirm = (question, detail, button) =>
    vscode.window.showWarningMessage(question, { modal: true, detail }, button);
  private readonly problems = new Problems();
  private readonly asked = new Set<string>();

  /** @param services is asked for when needed */
  constructor(
    private readonly services: () => Services,
    private readonly source: SampleSource,
  ) {}

  register(): vscode.Disposable {
    const { runs } = this.services();
    runs.on('changed', ({ summary: { request, status } }) => {
      if (request.copy && status === 'starting') this.problems.clear(request.copy.folder);
    });
    runs.on('ended', ({ summary: { error, failedAt } }) => {
      if (error && failedAt) void this.problems.show(error, failedAt);
    });
    return vscode.Disposable.from(
      this.problems,
      new CodeLenses().register(),
      vscode.workspace.onDidSaveTextDocument((document) => void this.offerRestart(document)),
    );
  }

  /** Starts the worker in which a learner's code runs; throws where that must not be. */
  worker(): Workerish {
    this.trust.require();
    const { extensionUri, log } = this.services();
    const print = (text: string) => log.info(text.trimEnd());
    return startIsolated(vscode.Uri.joinPath(extensionUri, 'dist').fsPath, print);
  }

  /** Opens the code that runs, read-only. */
  async openCode(argument?: SampleArgument): Promise<void> {
    const { sample, file } = argument ?? (await pickCode()) ?? {};
    const module = file ?? (sample && entryOf(knownSample(sample).id));
    if (module !== undefined) await this.source.open(`samples/${module}`, 1, vscode.ViewColumn.Active);
  }

  /** Opens the code that a run trains: the learner's, where it is one of theirs, and there at the line where it failed. */
  async openCodeOf({ request: { sampleId, copy }, failedAt }: RunSummary): Promise<void> {
    if (!copy) return this.openCode({ sample: sampleId });
    const entry = { file: join(copy.folder, copy.entry), line: 1, column: 1 };
    const { file, line, column } = failedAt?.[0] ?? entry;
    const start = new vscode.Position(line - 1, column - 1);
    const selection = new vscode.Range(start, start);
    await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false, selection });
  }

  /** Trains a sample as it was shipped. */
  async trainOriginal({ sample, preset }: SampleArgument = {}): Promise<void> {
    const found = await pickSample(sample, 'Train which sample?');
    if (found) await trainSample(this.services(), found, preset);
  }

  /** Makes a folder in the workspace with the sample's code, and opens it. */
  async copy(argument: SampleArgument = {}): Promise<void> {
    const sample = await pickSample(argument.sample, 'Copy which sample?');
    const parent = sample && (await chooseParent());
    if (!sample || !parent) return;
    const folder = await freeFolder(parent, sample.id);
    const marker = { sample: sample.id, entry: entryOf(sample.id) };
    const types = await this.shipped('dist/tensorflow.d.ts');
    const files = new Map([...companionFiles(marker, sample.title, types), ...(await this.originals(marker.entry))]);
    for (const [path, text] of files) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
    }
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, marker.entry), { preview: false });
    if (vscode.workspace.getWorkspaceFolder(folder)) return;
    const open = 'Open the Folder';
    void vscode.window.showInformationMessage(`The copy is in ${folder.fsPath}.`, open).then((choice) => {
      if (choice === open) void vscode.commands.executeCommand('vscode.openFolder', folder);
    });
  }

  /** Trains the learner's code as it is in its files now. */
  async train(argument: SampleArgument = {}): Promise<void> {
    const request = await this.request(argument, 'Train which copy?');
    if (request) await startRun(this.services(), request);
  }

  /** Trains under VS Code's JavaScript debugger, in the same panel. */
  async debug(argument: SampleArgument = {}): Promise<void> {
    const request = await this.request(argument, 'Debug which copy?');
    if (!request) return;
    await debugRun(this.services(), request);
  }

  /** Trains with the parameters of an earlier run, and the learner's code as it is now. */
  async trainAgain(request: RunRequest): Promise<void> {
    const copy = await readCopy(vscode.Uri.file(request.copy!.folder));
    if (!copy) throw new Error(`${request.copy!.folder} is no longer a copy of a sample: its files are gone.`);
    if (!(await this.isReady(copy))) return;
    await startRun(this.services(), await this.tellingWhere(copy, () => this.refreshed(copy, request)));
  }

  /** Shows what the newest run of a sample or a copy has learnt. */
  async inspect({ sample, folder }: SampleArgument = {}): Promise<void> {
    const { runs } = this.services();
    const newest = (await runs.summaries()).find(({ request }) =>
      folder === undefined ? request.sampleId === sample && !request.copy : request.copy?.folder === folder,
    );
    if (!newest) {
      void vscode.window.showInformationMessage('There is no run to look into yet: train it first.');
      return;
    }
    await vscode.commands.executeCommand('learnDeepLearning.inspectModel', { run: newest.id });
  }

  async compare({ folder }: SampleArgument = {}): Promise<void> {
    const copy = await pickCopy(folder, 'Compare which copy with its original?');
    if (copy) await compareWithOriginal(this.services(), copy, await this.originals(copy.entry));
  }

  async restore({ folder }: SampleArgument = {}): Promise<void> {
    const copy = await pickCopy(folder, 'Restore which copy?');
    if (!copy) return;
    if (await restoreOriginal(copy, await this.originals(copy.entry), this.confirm))
      this.problems.clear(copy.uri.fsPath);
  }

  /** The modules of a sample as they were shipped. */
  private originals(entry: string): Promise<Map<string, string>> {
    const { extensionUri } = this.services();
    return modulesOf(entry, (path) => readText(vscode.Uri.joinPath(extensionUri, 'samples', path)));
  }

  private async shipped(path: string): Promise<string> {
    const text = await readText(vscode.Uri.joinPath(this.services().extensionUri, path));
    if (text === undefined) throw new Error(`${path} is missing. Install the extension again.`);
    return text;
  }

  private async request({ folder, preset }: SampleArgument, title: string): Promise<RunRequest | undefined> {
    const copy = await pickCopy(folder, title);
    if (!copy || !(await this.isReady(copy))) return undefined;
    return this.tellingWhere(copy, async () => {
      const description = await askCopy(this.worker(), (code) => code.describeCopy(asRequested(copy)));
      const parameters = await chooseParameters(factsOf(description), preset);
      if (!parameters) return undefined;
      return this.refreshed(copy, newRequest(this.services(), copy.sample, parameters));
    });
  }

  /** A request with what the code says of itself now. */
  private refreshed(copy: SampleFolder, request: RunRequest): Promise<RunRequest> {
    const asked = asRequested(copy);
    return askCopy(this.worker(), async (code) => {
      const { parameters, usesTensorFlow } = await code.checkCopy(asked, request.parameters);
      const description = await code.describeCopy(asked);
      return { ...request, parameters, copy: { ...asked, description, usesTensorFlow } };
    });
  }

  /** Marks the place of an error that the code itself made. */
  private async tellingWhere<T>(copy: SampleFolder, load: () => Promise<T>): Promise<T> {
    const folder = copy.uri.fsPath;
    this.problems.clear(folder);
    try {
      return await load();
    } catch (error) {
      const positions = positionsIn(folder, error);
      await this.problems.show((error as Error).message, positions);
      const [place] = positions;
      if (!place) throw error;
      const file = place.file.slice(folder.length + 1);
      throw new Error(`${file}, line ${place.line}: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Code runs as it is in its files: what was typed is saved first. */
  private async isReady(copy: SampleFolder): Promise<boolean> {
    if (!this.trust.allows()) return false;
    for (const document of vscode.workspace.textDocuments) {
      if (document.isDirty && isInside(document.fileName, copy.uri.fsPath)) await document.save();
    }
    return true;
  }

  private async offerRestart(document: vscode.TextDocument): Promise<void> {
    const { runs } = this.services();
    const record = runs.activeRecords().find(({ summary: { request } }) => {
      return request.copy !== undefined && isInside(document.fileName, request.copy.folder);
    });
    if (!record || !document.fileName.endsWith('.ts') || this.asked.has(record.summary.id)) return;
    const { id, title, request } = record.summary;
    this.asked.add(id);
    const name = document.fileName.slice(request.copy!.folder.length + 1);
    const choice = await vscode.window.showInformationMessage(
      `${name} has changed, but “${title}” still runs without the change.`,
      restart,
    );
    this.asked.delete(id);
    if (choice !== restart) return;
    runs.activeRun(id)?.stop();
    await this.trainAgain(request).catch((error: Error) => vscode.window.showErrorMessage(error.message));
  }
}

/** The code of all topics to choose from. */
async function pickCode(): Promise<SampleArgument | undefined> {
  const items = topics.flatMap((topic) => {
    const code = codeOf(topic).map(({ title, argument }) => ({ label: title, argument }));
    const separator = { label: topic.title, kind: vscode.QuickPickItemKind.Separator, argument: undefined };
    return code.length > 0 ? [separator, ...code] : [];
  });
  return (await vscode.window.showQuickPick(items, { title: 'Open which code?' }))?.argument;
}

function knownSample(id: string): Sample {
  const sample = findSample(id);
  if (!sample) throw new Error(`There is no sample "${id}". There are: ${samples.map((one) => one.id).join(', ')}.`);
  return sample;
}

async function pickSample(id: string | undefined, title: string): Promise<Sample | undefined> {
  if (id !== undefined) return knownSample(id);
  if (samples.length === 1) return samples[0];
  const items = samples.map((sample) => ({ label: sample.title, description: sample.description, sample }));
  return (await vscode.window.showQuickPick(items, { title }))?.sample;
}

/** The copy in this folder; else the one whose file is in front, the only one, or the one that the learner picks. */
async function pickCopy(folder: string | undefined, title: string): Promise<SampleFolder | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const inFront = folder === undefined ? active && (await copyOf(active)) : await readCopy(vscode.Uri.file(folder));
  if (inFront) return inFront;
  if (folder !== undefined) throw new Error(`${folder} is no copy of a sample: it has no learn-deep-learning.json.`);
  const copies = await findCopies();
  if (copies.length === 0) {
    throw new Error('There is no copy in this workspace yet. Run "Deep Learning: Copy Sample to Workspace" first.');
  }
  if (copies.length === 1) return copies[0];
  const items = copies.map((copy) => ({ label: nameOf(copy), description: copy.uri.fsPath, copy }));
  return (await vscode.window.showQuickPick(items, { title }))?.copy;
}

/** The workspace folder; without one, a folder that the learner chooses. The worker reads files, so it must be on disk. */
async function chooseParent(): Promise<vscode.Uri | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 1) return folders[0]!.uri;
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: 'Where should the copy be?',
    openLabel: 'Copy Here',
    canSelectFiles: false,
    canSelectFolders: true,
  });
  const parent = chosen?.[0];
  if (parent && parent.scheme !== 'file') throw new Error('The copy must be on a disk, so that its code can run.');
  return parent;
}

/** "mnist-mlp", or "mnist-mlp-2" when there is one already: nothing is ever overwritten. */
async function freeFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const folder = vscode.Uri.joinPath(parent, number === 1 ? name : `${name}-${number}`);
    const isTaken = await vscode.workspace.fs.stat(folder).then(
      () => true,
      () => false,
    );
    if (!isTaken) return folder;
  }
}
