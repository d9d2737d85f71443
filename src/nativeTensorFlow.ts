import * as vscode from 'vscode';
import { installedModules, removeInstallation } from './native/installation';
import { installNative, type BuildQuestion } from './native/installNative';
import { thisMachine } from './native/machine';
import { NativeError } from './native/nativeError';
import { probeNative } from './native/probe';
import type { RunRecord } from './runs/runRecord';
import type { Runs } from './runs/runs';
import { startProbe } from './worker/startWorker';

/** Native TensorFlow in the extension's storage: installed and removed only when the learner asks. */
export class NativeTensorFlow {
  private isBusy = false;

  /**
   * @param assets the folder with nativeProbe.js
   * @param root where the installation is kept
   */
  constructor(
    private readonly assets: string,
    readonly root: string,
    private readonly runs: Runs,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.setContext();
  }

  /** Its node_modules folder; undefined where it is not installed. */
  modules(): string | undefined {
    return installedModules(this.root);
  }

  /** Asks, installs it with progress, and says how it went. */
  async install(): Promise<void> {
    const install = 'Install';
    const answer = await vscode.window.showInformationMessage(
      'Install native TensorFlow?',
      {
        modal: true,
        detail:
          'Your npm fetches @tensorflow/tfjs-node, whose script downloads libtensorflow from Google: several hundred ' +
          'megabytes, kept in the extension’s storage. It is used only if it passes a test. Large models may train faster with it; ' +
          'small ones train faster without it, on WebAssembly. Benchmark This Device compares both.',
      },
      install,
    );
    if (answer !== install) return;
    await this.alone(async () => {
      try {
        if (!(await this.installWithProgress())) return;
        this.log.info('Native TensorFlow is installed and passed its test.');
        void vscode.window.showInformationMessage(
          'Native TensorFlow is installed and passed its test. The next run takes it, unless you chose another engine.',
        );
      } catch (error) {
        if (!(error instanceof NativeError)) throw error;
        this.log.error(error.message);
        void this.offerLog(error.message);
      }
    });
  }

  /** Removes it; runs that train with it are stopped first, if the learner agrees. */
  async remove(): Promise<void> {
    if (this.modules() === undefined) throw new Error('Native TensorFlow was not installed by this extension.');
    const running = this.runs.activeRecords().filter(({ summary }) => summary.engine?.name === 'native');
    if (running.length > 0) {
      const stop = 'Stop and Remove';
      const which = running.map(({ summary }) => summary.title).join(', ');
      const question = `Native TensorFlow is computing now: ${which}. Stop it and remove native TensorFlow?`;
      if ((await vscode.window.showWarningMessage(question, { modal: true }, stop)) !== stop) return;
    }
    await this.alone(async () => {
      await Promise.all(running.map(({ summary }) => this.stop(summary.id)));
      await removeInstallation(this.root);
      void vscode.window.showInformationMessage('Native TensorFlow is removed. The next run computes on WebAssembly.');
    });
  }

  private async offerLog(message: string): Promise<void> {
    const showLog = 'Show Log';
    if ((await vscode.window.showErrorMessage(message, showLog)) === showLog) this.log.show();
  }

  private async alone(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) throw new Error('Native TensorFlow is being installed or removed already.');
    this.isBusy = true;
    try {
      await work();
    } finally {
      this.isBusy = false;
      this.setContext();
    }
  }

  /** @returns false when it was cancelled */
  private installWithProgress(): Thenable<boolean> {
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: 'Native TensorFlow', cancellable: true },
      async (progress, cancellation) => {
        const abort = new AbortController();
        cancellation.onCancellationRequested(() => abort.abort());
        const report = (step: string) => {
          this.log.info(`Native TensorFlow: ${step}`);
          progress.report({ message: `${step}…` });
        };
        try {
          await installNative(thisMachine, {
            root: this.root,
            probe: (modules, signal) => probeNative(startProbe(this.assets, modules), { signal }),
            ask,
            report,
            log: (text) => this.log.info(text.trim()),
            signal: abort.signal,
          });
          return true;
        } catch (error) {
          if (!abort.signal.aborted) throw error;
          this.log.info('Native TensorFlow: cancelled, nothing is left of it.');
          return false;
        }
      },
    );
  }

  /** Resolves when the run has ended. */
  private stop(id: string): Promise<void> {
    return new Promise((resolve) => {
      const run = this.runs.activeRun(id);
      if (!run) return resolve(); // by itself, meanwhile
      const check = ({ summary }: RunRecord) => {
        if (summary.id !== id) return;
        this.runs.off('ended', check);
        resolve();
      };
      this.runs.on('ended', check);
      run.stop();
    });
  }

  private setContext(): void {
    const isInstalled = this.modules() !== undefined;
    void vscode.commands.executeCommand('setContext', 'learnDeepLearning.nativeInstalled', isInstalled);
  }
}

async function ask(question: BuildQuestion): Promise<boolean> {
  const build = question.kind === 'build' ? 'Build' : 'Fetch and Build';
  const how =
    question.kind === 'build'
      ? `with the TensorFlow that Python has in ${question.tensorFlow}. It takes less than a minute.`
      : `after pip has fetched Python's package ${question.package} to link with: more than a gigabyte on disk, in the extension's storage.`;
  const options = { modal: true, detail: `Your C++ compiler can build the package's binding here, ${how}` };
  return (await vscode.window.showWarningMessage(question.reason, options, build)) === build;
}
