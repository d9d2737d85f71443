import { join } from 'node:path';
import * as vscode from 'vscode';
import { downloadMnist, isComplete } from './data/download';
import type { DataSource } from './protocol';
import { settings } from './settings';

const stateKey = 'dataSource';

/** Which digits the next run trains on: the bundled ones until the learner chooses others. */
export class DataChoice {
  /** @param folder where the complete set is kept once it was downloaded */
  constructor(
    private readonly state: vscode.Memento,
    private readonly folder: string,
  ) {}

  source(): DataSource {
    return this.state.get<DataSource>(stateKey, { kind: 'bundled' });
  }

  /** Asks for a source; undefined when the learner cancelled. */
  async choose(): Promise<DataSource | undefined> {
    const complete = await isComplete(this.folder);
    const choices: (vscode.QuickPickItem & { pick: () => Promise<DataSource | undefined> })[] = [
      {
        label: 'Bundled digits',
        description: '8,000 for training, 2,000 for testing, offline',
        pick: () => Promise.resolve({ kind: 'bundled' }),
      },
      {
        label: 'Complete MNIST',
        description: complete ? '60,000 + 10,000, downloaded' : '60,000 + 10,000, a download of 12 MB',
        pick: () => this.complete(),
      },
      { label: 'A folder…', description: 'with the four IDX files of MNIST, gzip or not', pick: chooseFolder },
      { label: 'CSV files…', description: 'label first, then 784 pixel values', pick: chooseCsv },
    ];
    const choice = await vscode.window.showQuickPick(choices, { title: 'Which digits should be trained on?' });
    const source = await choice?.pick();
    if (source) await this.state.update(stateKey, source);
    return source;
  }

  /** Downloads the complete set, only because the learner asked, and makes it the choice. */
  async download(): Promise<void> {
    const source = await this.complete();
    if (!source) return;
    await this.state.update(stateKey, source);
    void vscode.window.showInformationMessage('The complete MNIST is here and checked. The next run trains on it.');
  }

  private complete(): Promise<DataSource | undefined> {
    return Promise.resolve(
      vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: 'Downloading MNIST', cancellable: true },
        async (progress, cancellation) => {
          const abort = new AbortController();
          cancellation.onCancellationRequested(() => abort.abort());
          let shown = 0;
          try {
            const path = await downloadMnist({
              folder: this.folder,
              mirrors: settings.mnistMirrors(),
              signal: abort.signal,
              onProgress: (received, total) => {
                const percent = (100 * received) / total;
                progress.report({ increment: percent - shown, message: megabytes(received, total) });
                shown = percent;
              },
            });
            return { kind: 'folder', path } as const;
          } catch (error) {
            if (abort.signal.aborted) return undefined;
            throw error;
          }
        },
      ),
    );
  }
}

/** Where the complete set is kept. */
export const mnistFolder = (storage: string) => join(storage, 'mnist');

const megabytes = (received: number, total: number) =>
  `${(received / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;

async function chooseFolder(): Promise<DataSource | undefined> {
  const path = await pickPath({
    title: 'The folder with the four IDX files',
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return path === undefined ? undefined : { kind: 'folder', path };
}

async function chooseCsv(): Promise<DataSource | undefined> {
  const filters = { CSV: ['csv', 'txt'] };
  const train = await pickPath({ title: 'The CSV file with the training records', filters });
  if (train === undefined) return undefined;
  const held = 'No test file: hold out the last fifth';
  const own = 'Choose a test file…';
  const how = await vscode.window.showQuickPick([own, held], { title: 'Which records test the network?' });
  if (how === undefined) return undefined;
  if (how === held) return { kind: 'csv', train };
  const test = await pickPath({ title: 'The CSV file with the test records', filters });
  return test === undefined ? undefined : { kind: 'csv', train, test };
}

async function pickPath(options: vscode.OpenDialogOptions): Promise<string | undefined> {
  const uris = await vscode.window.showOpenDialog({ canSelectMany: false, ...options });
  const uri = uris?.[0];
  if (uri && uri.scheme !== 'file') {
    throw new Error(`Training reads files on this machine; ${uri.toString()} is elsewhere. Copy it here first.`);
  }
  return uri?.fsPath;
}
