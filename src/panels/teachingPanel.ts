import { createBirpc } from 'birpc';
import * as vscode from 'vscode';
import type { TeachingHostFunctions } from '../protocol';
import { readTable } from '../readTable';
import type { SampleSource } from '../sampleSource';
import type { Services } from '../services';
import { StateError } from '../teaching/fields';
import { commandLinkTo, linkTo, readLink } from '../teaching/links';
import { isTeachingPanel, teachingPanels, type TeachingPanelId } from '../teaching/panels';
import { backPropagationFunctions } from './backPropagationFunctions';
import { decode, encode } from './codec';
import { forwardPassFunctions } from './forwardPassFunctions';
import { webviewHtml, webviewOptions } from './webviewHtml';

export const teachingViewType = 'learnDeepLearning.teaching';

/** What one panel may ask for beyond what all may. */
const ownFunctions: Partial<Record<TeachingPanelId, (services: Services) => object>> = {
  gradientDescent: () => ({ readTable }),
  forwardPass: forwardPassFunctions,
  backPropagation: backPropagationFunctions,
};

/** The teaching panels, at most one of each kind: opened, brought to the front, revived after a reload, and found by links. */
export class TeachingPanels
  implements vscode.WebviewPanelSerializer<{ panel?: unknown } | undefined>, vscode.UriHandler
{
  private readonly panels = new Map<TeachingPanelId, vscode.WebviewPanel>();
  /** States asked for by link or command, until the panel takes them. */
  private readonly given = new Map<TeachingPanelId, object>();

  /** @param services is asked for when needed: panels and services know each other. */
  constructor(
    private readonly services: () => Services,
    private readonly source: SampleSource,
  ) {}

  /**
   * @param state absent: the panel stays, or starts, as it likes; else it is shown in this state
   * @throws StateError that says which part of the state does not fit
   */
  show(id: TeachingPanelId, state?: unknown): void {
    if (state !== undefined) this.given.set(id, teachingPanels[id].state.check(state, 'the state'));
    const existing = this.panels.get(id);
    if (!existing)
      return this.fill(vscode.window.createWebviewPanel(teachingViewType, '', vscode.ViewColumn.Active), id);
    // A page asks for its state when it starts. One that was hidden starts by itself when it is shown; to start it once
    // more would lose what the learner does in between.
    if (existing.visible && state !== undefined) this.load(existing, id);
    existing.reveal();
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: { panel?: unknown } | undefined): Promise<void> {
    if (isTeachingPanel(saved?.panel)) this.fill(panel, saved.panel);
    else panel.dispose();
    return Promise.resolve();
  }

  handleUri(uri: vscode.Uri): void {
    try {
      const { panel, state } = readLink(uri);
      if (!isTeachingPanel(panel))
        throw new StateError(`The link leads to "${panel}", which this version does not have.`);
      this.show(panel, state);
    } catch (error) {
      void vscode.window.showErrorMessage((error as Error).message);
    }
  }

  private fill(panel: vscode.WebviewPanel, id: TeachingPanelId): void {
    this.panels.get(id)?.dispose();
    const { extensionUri } = this.services();
    const { webview } = panel;
    webview.options = webviewOptions(extensionUri);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.title = teachingPanels[id].title;
    const rpc = createBirpc<object, TeachingHostFunctions>(this.functions(id), {
      post: (message) => webview.postMessage(message),
      on: (listener) => void webview.onDidReceiveMessage(listener),
      serialize: encode,
      deserialize: decode,
      timeout: -1,
    });
    this.panels.set(id, panel);
    panel.onDidDispose(() => {
      rpc.$close();
      if (this.panels.get(id) === panel) this.panels.delete(id);
    });
    this.load(panel, id);
  }

  private load({ webview }: vscode.WebviewPanel, id: TeachingPanelId): void {
    webview.html = webviewHtml(webview, this.services().extensionUri, id, id);
  }

  private functions(id: TeachingPanelId): TeachingHostFunctions {
    const { command } = teachingPanels[id];
    return {
      ready: () => {
        const state = this.given.get(id);
        this.given.delete(id);
        return Promise.resolve(state);
      },
      openSource: (file, line) => this.source.open(file, line),
      copyLink: async (state, as) => {
        const link = as === 'link' ? linkTo(vscode.env.uriScheme, id, state) : commandLinkTo(command, state);
        await vscode.env.clipboard.writeText(link);
        vscode.window.setStatusBarMessage('Link copied.', 3000);
      },
      copyText: async (text) => vscode.env.clipboard.writeText(text),
      achieved: (achievement) => this.services().achievements.add(achievement),
      ...ownFunctions[id]?.(this.services()),
    };
  }
}
