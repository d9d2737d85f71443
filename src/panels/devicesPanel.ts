import { createBirpc, type BirpcReturn } from 'birpc';
import * as vscode from 'vscode';
import type { DeviceResult } from '../../samples/devices/results';
import type { DevicesPanelFunctions, DevicesPanelHostFunctions } from '../protocol';
import type { Services } from '../services';
import { decode, encode } from './codec';
import { devicesFunctions } from './devicesFunctions';
import { webviewHtml, webviewOptions } from './webviewHtml';

export const devicesViewType = 'learnDeepLearning.devices';

/** The panel of topic 8: there is one, for there is one machine. */
export class DevicesPanel implements vscode.WebviewPanelSerializer {
  private panel: vscode.WebviewPanel | undefined;
  private rpc: BirpcReturn<DevicesPanelFunctions, DevicesPanelHostFunctions> | undefined;
  /** What the walkthrough asked to see, until the panel has asked for it. */
  private section: string | undefined;

  /** @param services is asked for when needed: panel and services know each other. */
  constructor(private readonly services: () => Services) {}

  /** Shows the panel, and in it the section with this id. */
  show(section?: string): void {
    this.section = section;
    if (!this.panel) {
      this.fill(vscode.window.createWebviewPanel(devicesViewType, '', vscode.ViewColumn.Active));
    } else {
      // A hidden one asks with `ready` when it is shown again.
      const isVisible = this.panel.visible;
      this.panel.reveal();
      if (isVisible && section !== undefined) void this.rpc?.showSection.asEvent(this.takeSection()!);
    }
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.panel) panel.dispose();
    else this.fill(panel);
    return Promise.resolve();
  }

  private fill(panel: vscode.WebviewPanel): void {
    const { extensionUri, benchmarks } = this.services();
    const { webview } = panel;
    this.panel = panel;
    webview.options = webviewOptions(extensionUri);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.title = 'Devices';
    const closed = new AbortController();
    const rpc = createBirpc<DevicesPanelFunctions, DevicesPanelHostFunctions>(
      devicesFunctions(this.services(), {
        takeSection: () => this.takeSection(),
        measureDevice: (device, signal) => this.measureInPanel(device, signal),
        progressed: (progress) => void rpc.progressed.asEvent(progress),
        benchmarkKept: (history) => void rpc.benchmarkKept.asEvent(history),
        closed: closed.signal,
      }),
      {
        // A hidden webview can't listen and asks for a snapshot when it is shown again; a closed one is gone.
        post: (message) => (this.panel === panel && panel.visible ? webview.postMessage(message) : undefined),
        on: (listener) => void webview.onDidReceiveMessage(listener),
        serialize: encode,
        deserialize: decode,
        timeout: -1,
      },
    );
    this.rpc = rpc;
    panel.onDidDispose(() => {
      this.panel = this.rpc = undefined;
      closed.abort(new Error('the panel was closed'));
      benchmarks.cancel();
      rpc.$close();
    });
    webview.html = webviewHtml(webview, extensionUri, 'devices', 'devices');
  }

  /** A panel that is hidden is gone for as long, with what it was measuring. */
  private async measureInPanel(device: 'webgl' | 'webgpu', signal: AbortSignal): Promise<DeviceResult> {
    const { panel, rpc } = this;
    if (!panel?.visible || !rpc) throw new Error('It is in the panel only, and the panel was not in view.');
    const listening: vscode.Disposable[] = [];
    const cancel = () => void rpc.cancelMeasuring.asEvent();
    signal.addEventListener('abort', cancel);
    try {
      return await Promise.race([
        rpc.measureDevice(device),
        new Promise<never>((_, reject) => {
          const hidden = () => reject(new Error('The panel was hidden while it was measuring.'));
          listening.push(
            panel.onDidChangeViewState(() => panel.visible || hidden()),
            panel.onDidDispose(hidden),
          );
        }),
      ]);
    } finally {
      signal.removeEventListener('abort', cancel);
      vscode.Disposable.from(...listening).dispose();
    }
  }

  private takeSection(): string | undefined {
    const { section } = this;
    this.section = undefined;
    return section;
  }
}
