/**
 * Starts VS Code's own server on a free port of 127.0.0.1 with our extension, either from the working tree or as a packaged VSIX:
 *
 *   const server = await startServer({ folder, dataDir, extensionDevelopmentPath: root });
 *   … open server.url in a browser …
 *   await server.stop();
 *
 * However this process ends, short of SIGKILL, the server and everything it started end with it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { atExit } from './atExit.mjs';
import { ensureServer, node24 } from './install.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {string} folder the workspace folder to open
 * @property {string} dataDir where this VS Code keeps its settings, state and installed extensions
 * @property {string} [extensionDevelopmentPath] an extension to load from its source folder
 * @property {string} [extensionTestsPath] a module whose `run()` is called inside the extension host
 * @property {string} [vsix] a packaged extension to install first
 * @property {string} [port] a port or a range, `4120-4129`; without it any free port
 * @property {Record<string, unknown>} [settings] user settings, on top of those that keep VS Code quiet
 * @property {boolean} [isTrusted] whether the folder is trusted; it is unless this is false
 *
 * @typedef {object} Server
 * @property {string} url the address, with the secret that lets a browser in
 * @property {Promise<void>} ended resolves when the server has ended, by whatever cause
 * @property {() => string} log everything the server has printed
 * @property {() => Promise<void>} stop ends the server and all its processes
 */

/** No telemetry, no pop-ups, no chat: nothing but the editor and the extension under test. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/**
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { folder, dataDir, extensionDevelopmentPath, extensionTestsPath, vsix, port: ports = '0' } = options;
  const { settings, isTrusted = true } = options;
  const main = await ensureServer();
  const settingsFile = join(dataDir, 'data', 'User', 'settings.json');
  if (settings || !existsSync(settingsFile)) {
    await mkdir(join(settingsFile, '..'), { recursive: true });
    await writeFile(settingsFile, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  }
  const shared = ['--accept-server-license-terms', '--server-data-dir', dataDir, '--telemetry-level', 'off'];
  if (vsix) installExtension(main, vsix, shared);

  const child = spawn(
    node24(),
    [
      ...[main, ...shared, '--host', '127.0.0.1', '--port', ports, '--connection-token-file', await tokenFile(dataDir)],
      ...['--disable-getting-started-override', '--disable-update-check'],
      ...(isTrusted ? ['--disable-workspace-trust'] : []),
      // Without the driver the workbench ignores the payload that names the extension under development; with it, it shows no
      // notifications.
      ...(extensionDevelopmentPath ? ['--enable-smoke-test-driver'] : []),
    ],
    // A process group of its own is what can be ended as a whole.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  let log = '';
  const ended = new Promise((resolve) => void child.once('close', resolve)).then(() => {});
  const port = await new Promise((resolve, reject) => {
    const listen = (/** @type {Buffer} */ chunk) => {
      log += chunk.toString();
      const found = /Extension host agent listening on (\d+)/.exec(log);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`VS Code's server ended early (code ${child.exitCode}):\n${tail(log)}`)));
  });

  const kill = () => killTree(child, 'SIGKILL');
  const callOff = atExit(kill);

  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set('tkn', await readFile(join(dataDir, 'token'), 'utf8'));
  url.searchParams.set('folder', pathToFileURL(folder).pathname);
  const payload = Object.entries({ extensionDevelopmentPath, extensionTestsPath }).flatMap(([key, path]) =>
    path ? [[key, `vscode-remote://${url.host}${pathToFileURL(path).pathname}`]] : [],
  );
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return {
    url: url.href,
    ended,
    log: () => log,
    async stop() {
      killTree(child, 'SIGTERM');
      await Promise.race([ended, wait(3000, undefined, { ref: false })]);
      kill();
      await ended;
      callOff();
    },
  };
}

/**
 * @param {string} main
 * @param {string} vsix
 * @param {string[]} shared
 */
function installExtension(main, vsix, shared) {
  const { status, stdout, stderr } = spawnSync(node24(), [main, ...shared, '--install-extension', vsix, '--force'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${vsix} could not be installed:\n${tail(stdout + stderr)}`);
}

/**
 * A server without a secret would give every user of this machine, and every web page that guesses the port, a shell.
 * @param {string} dataDir
 */
async function tokenFile(dataDir) {
  const file = join(dataDir, 'token');
  if (!existsSync(file)) await writeFile(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  return file;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killTree(child, signal) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** @param {string} text */
function tail(text) {
  const lines = text.trimEnd().split('\n').slice(-15);
  return lines.map((line) => line.slice(0, 300)).join('\n');
}
