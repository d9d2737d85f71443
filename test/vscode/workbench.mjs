/**
 * A VS Code in a headless browser, driven as a person would drive it:
 *
 *   const vscode = await openVSCode();                     // the working tree's dist/; { vsix: path } for a packaged extension
 *   await vscode.runCommand('Deep Learning: Train MLP on MNIST');
 *   const panel = await vscode.webview();                  // a playwright Frame: the document inside the panel
 *   await panel.locator('button').first().click();
 *   await vscode.setTheme('high-contrast');
 *   await vscode.screenshot('training');                   // artifacts/screenshots/training.png
 *   await vscode.close();
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followConsole, launchChromium } from './chromium.mjs';
import { root } from './install.mjs';
import { startServer } from './server.mjs';

/** A theme of each of the four kinds an extension must look right in: its label in the picker, its id in a webview. */
const themes = {
  light: { label: 'Light Modern', id: 'Light Modern' },
  dark: { label: 'Dark Modern', id: 'Dark Modern' },
  'high-contrast': { label: 'Dark High Contrast', id: 'Default High Contrast' },
  'high-contrast-light': { label: 'Light High Contrast', id: 'Default High Contrast Light' },
};

/** @typedef {keyof typeof themes} Theme */
export const themeNames = /** @type {Theme[]} */ (Object.keys(themes));

/**
 * @param {object} [options]
 * @param {string} [options.vsix] the packaged extension to install; without it, the extension is loaded from the working tree
 * @param {Record<string, unknown>} [options.settings] user settings to begin with
 * @param {boolean} [options.isTrusted] whether the workspace is trusted; it is unless this is false
 * @param {{ width: number, height: number }} [options.viewport] in pixels
 */
export async function openVSCode({ vsix, settings, isTrusted = true, viewport = { width: 1280, height: 900 } } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'vscode-'));
  const folder = join(dataDir, 'workspace');
  await mkdir(folder);
  const extension = vsix ? { vsix } : { extensionDevelopmentPath: root };
  const server = await startServer({
    ...{ folder, dataDir, isTrusted, ...extension },
    settings: { 'workbench.startupEditor': 'none', ...settings },
  });
  /** @type {import('playwright-core').Browser | undefined} */
  let browser;
  const close = async () => {
    await browser?.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    browser = await launchChromium();
    const page = await browser.newPage({ viewport });
    await page.addInitScript(keepServiceWorker);
    const vscode = new VSCode(page, server, folder, close);
    await page.goto(server.url);
    await vscode.ready();
    return vscode;
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Every webview of VS Code registers its service worker anew and asks whether it is up to date. Where Playwright follows the worker
 * the answer may take a minute, without it 0.2 s; and nothing in a test changes the worker.
 */
function keepServiceWorker() {
  if (!('ServiceWorkerContainer' in window)) return; // the blank page before the first is no secure context
  const { register } = ServiceWorkerContainer.prototype;
  /** @type {typeof register} */
  ServiceWorkerContainer.prototype.register = async function (url) {
    const registration = await this.getRegistration();
    return registration?.active ? registration : register.call(this, url);
  };
  ServiceWorkerRegistration.prototype.update = function () {
    return Promise.resolve(this);
  };
}

export class VSCode {
  /** @type {string[]} what the workbench, the webviews and the extension host have written to their consoles */
  console = [];

  /**
   * @param {import('playwright-core').Page} page
   * @param {import('./server.mjs').Server} server
   * @param {string} folder the opened workspace folder
   * @param {() => Promise<void>} close ends browser and server and removes their data
   */
  constructor(page, server, folder, close) {
    this.page = page;
    this.server = server;
    this.folder = folder;
    this.close = close;
    followConsole(page, (line) => this.console.push(line));
  }

  /** Waits until the workbench has settled: it knows the extensions, and no longer moves the focus about. */
  async ready() {
    const marks = ['code/LifecyclePhase/Eventually', 'code/didLoadExtensions'];
    await this.page.waitForFunction(
      (names) => names.every((name) => performance.getEntriesByName(name).length > 0),
      marks,
      { timeout: 60_000 },
    );
  }

  /**
   * Runs a command through the palette; a command that is contributed late is waited for.
   * @param {string} label as the palette shows it, for example "View: Close All Editors"
   */
  async runCommand(label) {
    const entries = this.page.locator('.quick-input-list .monaco-list-row');
    const entry = entries.filter({ has: this.page.getByText(label, { exact: true }) }).first();
    const deadline = Date.now() + 30_000;
    let shown = '';
    while (Date.now() < deadline) {
      try {
        await this.page.keyboard.press('Escape'); // an open palette would keep its list of commands
        await this.page.keyboard.press('F1');
        await this.page.locator('.quick-input-widget input.input').fill(`>${label}`, { timeout: 2000 });
        await entry.click({ timeout: 3000 });
        return;
      } catch {
        // While the workbench starts it moves the focus about, which closes the palette: then begin again.
        shown = (await entries.locator('.label-name').allTextContents()).join(', ');
      }
    }
    throw new Error(`The palette has no command "${label}"; it shows: ${shown || 'nothing'}`);
  }

  /**
   * Chooses an entry of the open quick pick.
   * @param {string} label
   */
  async pick(label) {
    // Typing it brings it into view: the list draws no more rows than fit.
    await this.page.locator('.quick-input-widget input.input').fill(label);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
  }

  /**
   * The document of a visible webview: two frames down. After a reload of the window ask again.
   * @param {string} [title] the panel's title, when several webviews are visible
   * @returns {Promise<import('playwright-core').Frame>}
   */
  async webview(title) {
    const inner = title ? `#active-frame[title="${title}"]` : '#active-frame';
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      for (const outer of await this.page.locator('iframe.webview.ready').filter({ visible: true }).elementHandles()) {
        const frame = await innerFrame(outer, inner).catch(() => null); // frames come and go while a panel opens or closes
        if (frame) return frame;
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(title ? `No visible webview is titled "${title}"` : 'No webview is visible');
  }

  /**
   * Changes the colour theme, and waits until the webviews have it too.
   * @param {Theme} theme
   */
  async setTheme(theme) {
    const { label, id } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.pick(label);
    const outdated = `body[data-vscode-theme-id]:not([data-vscode-theme-id="${id}"])`;
    const drawn = this.page.frames().map((frame) => frame.locator(outdated).waitFor({ state: 'detached' }));
    await Promise.all(drawn);
  }

  /**
   * Opens a walkthrough by its title.
   * @param {string} title
   */
  async openWalkthrough(title) {
    await this.runCommand('Welcome: Open Walkthrough...');
    await this.pick(title);
    await this.page.locator('.getting-started-step').first().waitFor();
  }

  /** Reloads the window: the extension host starts anew and panels are restored. */
  async reloadWindow() {
    // Reloading the page instead would not leave VS Code the time to write down which editors are open.
    const loaded = this.page.waitForEvent('domcontentloaded');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /**
   * Saves a picture of the window.
   * @param {string} name
   * @returns {Promise<string>} the file
   */
  async screenshot(name) {
    const path = join(root, 'artifacts', 'screenshots', `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }
}

/**
 * @param {import('playwright-core').ElementHandle} outer
 * @param {string} selector
 */
async function innerFrame(outer, selector) {
  const element = await (await outer.contentFrame())?.$(selector);
  return element?.contentFrame();
}
