import { createBirpc } from 'birpc';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { ModelWorker } from '../inspector/modelWorker';
import { readSource } from '../inspector/openModel';
import type { InspectorHostFunctions, InspectorPanelFunctions, ModelSource } from '../protocol';
import type { RunRecord } from '../runs/runRecord';
import type { Runs } from '../runs/runs';
import type { Services } from '../services';
import { decode, encode } from './codec';
import { inspectorFunctions } from './inspectorFunctions';
import { webviewHtml, webviewOptions } from './webviewHtml';

export const inspectorViewType = 'learnDeepLearning.inspector';

/** The panels that look into models, one a model, each with a worker of its own that does the reading and computing. */
export class InspectorPanels implements vscode.WebviewPanelSerializer<{ runId?: ModelSource } | undefined> {
  private readonly panels = new Map<ModelSource, vscode.WebviewPanel>();

  /** @param services is asked for when needed: panels and services know each other. */
  constructor(private readonly services: () => Services) {}

  /** @throws Error when the run is gone */
  async show(source: ModelSource): Promise<void> {
    const existing = this.panels.get(source);
    if (existing) return existing.reveal();
    const title = await this.titleOf(source);
    this.fill(vscode.window.createWebviewPanel(inspectorViewType, title, vscode.ViewColumn.Active), source, title);
  }

  /** Closes the panel of a run that is gone. */
  closeRun(id: string): void {
    for (const [source, panel] of this.panels) {
      const from = readSource(source);
      if ('run' in from && from.run === id) panel.dispose();
    }
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: { runId?: ModelSource } | undefined): Promise<void> {
    try {
      if (!state?.runId) throw new Error('it had not shown a model yet');
      this.fill(panel, state.runId, await this.titleOf(state.runId));
    } catch (error) {
      this.services().log.warn(`An inspector could not be restored: ${(error as Error).message}`);
      panel.dispose();
    }
  }

  private async titleOf(source: ModelSource): Promise<string> {
    const from = readSource(source);
    const name = 'run' in from ? (await this.services().runs.read(from.run)).summary.title : basename(from.file.path);
    return `Inspect ${name}`;
  }

  private fill(panel: vscode.WebviewPanel, source: ModelSource, title: string): void {
    const { extensionUri, workers, runs } = this.services();
    const { webview } = panel;
    webview.options = webviewOptions(extensionUri);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.title = title;
    const worker = new ModelWorker(() => workers().thread());
    worker.warmUp();
    const rpc = createBirpc<InspectorPanelFunctions, InspectorHostFunctions>(
      inspectorFunctions(this.services(), source, worker),
      {
        // A hidden webview can't listen and asks for a snapshot when it is shown again; a closed one is gone.
        post: (message) =>
          this.panels.get(source) === panel && panel.visible ? webview.postMessage(message) : undefined,
        on: (listener) => void webview.onDidReceiveMessage(listener),
        serialize: encode,
        deserialize: decode,
        timeout: -1,
      },
    );
    const stopFollowing = followRun(runs, source, () => void rpc.runChanged.asEvent());
    this.panels.set(source, panel);
    panel.onDidDispose(() => {
      stopFollowing();
      worker.close();
      rpc.$close();
      this.panels.delete(source);
    });
    webview.html = webviewHtml(webview, extensionUri, 'inspector', source);
  }
}

/** Calls back when the run of this source has recorded another network, and when it has ended. */
function followRun(runs: Runs, source: ModelSource, changed: () => void): () => void {
  const from = readSource(source);
  if (!('run' in from)) return () => undefined;
  let newest: number | undefined;
  const onChanged = (record: RunRecord) => {
    const step = record.allFrameSteps().at(-1);
    if (record.summary.id !== from.run || step === newest) return;
    newest = step;
    changed();
  };
  const onEnded = ({ summary }: RunRecord) => {
    if (summary.id === from.run) changed();
  };
  runs.on('changed', onChanged).on('ended', onEnded);
  return () => void runs.off('changed', onChanged).off('ended', onEnded);
}
