/**
 * `npm start`: opens VS Code with the extension of this folder. Desktop VS Code if `code` is on the PATH, else VS Code's own server
 * at a printed address on 127.0.0.1, shown in the default browser. Ctrl+C ends it.
 *
 *   npm start -- --no-open    serve, and open nothing
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './install.mjs';
import { startServer } from './server.mjs';

const folder = join(root, '.vscode-test', 'workspace');
await mkdir(folder, { recursive: true });
const mayOpen = !process.argv.includes('--no-open') && (process.platform !== 'linux' || hasDisplay());
if (!(mayOpen && openDesktop())) {
  await serve().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

/** @returns whether desktop VS Code took it */
function openDesktop() {
  const windows = process.platform === 'win32'; // where `code` is a .cmd file, which only a shell starts
  const quote = (/** @type {string} */ text) => (windows ? `"${text}"` : text);
  const { status } = spawnSync('code', [quote(`--extensionDevelopmentPath=${root}`), quote(folder)], {
    shell: windows,
    stdio: ['ignore', 'inherit', windows ? 'ignore' : 'inherit'],
  });
  if (status === 0) console.log('VS Code opens in a window of its own. Press F1 there and type "Deep Learning".');
  return status === 0;
}

async function serve() {
  // Packaged and installed, because the server shows no notifications to an extension that it loads from its source folder.
  const { status } = spawnSync('npm', ['run', '--silent', 'package'], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The extension could not be packaged.');
  const server = await startServer({
    folder,
    dataDir: join(root, '.vscode-test', 'server-data'),
    vsix: join(root, 'learn-deep-learning.vsix'),
    // A browser keeps VS Code's state by address, so try to be at the same one every time.
    port: '4120-4139',
  });
  console.log(`\nVS Code with Learn Deep Learning:\n\n  ${server.url}\n`);
  console.log(
    'Press F1 there and type "Deep Learning". The address holds a secret: who knows it can work in your name here.',
  );
  console.log('Ctrl+C ends it.');
  if (mayOpen) openBrowser(server.url);
  await server.ended;
  console.error("VS Code's server has ended.");
  process.exitCode = 1;
}

/** @param {string} url */
function openBrowser(url) {
  const openers = /** @type {Partial<Record<NodeJS.Platform, [string, ...string[]]>>} */ ({
    darwin: ['open'],
    win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  });
  const [command, ...parameters] = openers[process.platform] ?? ['xdg-open'];
  // The address is printed, so nothing is lost where there is no browser to open.
  spawn(command, [...parameters, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

function hasDisplay() {
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
