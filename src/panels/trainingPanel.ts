import { createBirpc } from 'birpc';
import * as vscode from 'vscode';
import type { Network, Scalar } from '../../samples/observation';
import type { RunSummary, TrainingPanelFunctions, TrainingPanelHostFunctions } from '../protocol';
import type { RunRecord } from '../runs/runRecord';
import type { Services } from '../services';
import { decode, encode } from './codec';
import { panelFunctions } from './panelFunctions';
import { webviewHtml, webviewOptions } from './webviewHtml';

export const trainingViewType = 'learnDeepLearning.training';

/** The panels of runs, one a run: created, brought to the front, and revived after a reload. */
export class TrainingPanels implements vscode.WebviewPanelSerializer<{ runId?: string } | undefined> {
  private readonly panels = new Map<string, vscode.WebviewPanel>();

  /** @param services is asked for when needed: panels and services know each other. */
  constructor(private readonly services: () => Services) {}

  /** Shows the run in its panel; the curves of `compareWith` are drawn beside its own. */
  show(record: RunRecord, compareWith: readonly string[] = [], column = vscode.ViewColumn.Active): void {
    const { id } = record.summary;
    const existing = this.panels.get(id);
    if (existing && compareWith.length === 0) return existing.reveal();
    existing?.dispose();
    this.fill(vscode.window.createWebviewPanel(trainingViewType, '', column), record, compareWith);
  }

  /** Closes the panel of a run that is gone. */
  close(runId: string): void {
    this.panels.get(runId)?.dispose();
  }

  /** The run of the panel in front, if one is. */
  activeRunId(): string | undefined {
    return [...this.panels].find(([, panel]) => panel.active)?.[0];
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: { runId?: string } | undefined): Promise<void> {
    const { runs, log } = this.services();
    try {
      if (!state?.runId) throw new Error('it had not shown a run yet');
      this.fill(panel, await runs.open(state.runId), []);
    } catch (error) {
      log.warn(`A training panel could not be restored: ${(error as Error).message}`);
      panel.dispose();
    }
  }

  private fill(panel: vscode.WebviewPanel, record: RunRecord, compareWith: readonly string[]): void {
    const { extensionUri, runs } = this.services();
    const { id } = record.summary;
    const { webview } = panel;
    webview.options = webviewOptions(extensionUri);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.title = titleOf(record.summary);
    const rpc = createBirpc<TrainingPanelFunctions, TrainingPanelHostFunctions>(
      panelFunctions(this.services(), record, compareWith),
      {
        // A hidden webview can't listen and asks for a snapshot when it is shown again; a closed one is gone.
        post: (message) => (this.panels.get(id) === panel && panel.visible ? webview.postMessage(message) : undefined),
        on: (listener) => void webview.onDidReceiveMessage(listener),
        serialize: encode,
        deserialize: decode,
        timeout: -1,
      },
    );
    const stopListening = listen(record, {
      changed: (run) => {
        panel.title = titleOf(run);
        void rpc.runChanged.asEvent(run);
      },
      scalars: (scalars) => void rpc.scalarsObserved.asEvent(scalars),
      network: (network) => void rpc.networkObserved.asEvent(network),
      frame: (step) => void rpc.frameRecorded.asEvent(step),
    });
    this.panels.set(id, panel);
    panel.onDidDispose(() => {
      stopListening();
      rpc.$close();
      this.panels.delete(id);
      runs.close(id);
    });
    webview.html = webviewHtml(webview, extensionUri, 'training', id);
  }
}

interface Listeners {
  readonly changed: (run: RunSummary) => void;
  readonly scalars: (scalars: readonly Scalar[]) => void;
  readonly network: (network: Network) => void;
  readonly frame: (step: number) => void;
}

function listen(record: RunRecord, { changed, scalars, network, frame }: Listeners): () => void {
  record.on('changed', changed).on('scalars', scalars).on('network', network).on('frame', frame);
  return () => record.off('changed', changed).off('scalars', scalars).off('network', network).off('frame', frame);
}

function titleOf({ title, status, step, request }: RunSummary): string {
  return status === 'running' ? `${title} · ${Math.floor((100 * step) / Number(request.parameters.epochs))} %` : title;
}
