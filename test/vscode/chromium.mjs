/** Finds a Chromium on this machine, starts it without a window, and follows what a page prints. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
  chromium.executablePath(), // where `npx playwright install chromium` puts it
];

/** @returns {string} the executable's path */
export function findChromium() {
  const found = places.find((path) => path && existsSync(path));
  if (found) return found;
  throw new Error(
    'No Chromium found. Install one (Debian: apt-get install chromium; anywhere: npx playwright-core install chromium) ' +
      'or set CHROMIUM to its path.',
  );
}

/**
 * @param {readonly string[]} graphics switches that say how to draw
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launchChromium(graphics = ['--disable-gpu']) {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', ...graphics],
    ],
  });
}

/** What the server always says: that native modules are not compiled, that a file is code-server's own, how it connects. */
const noise = new RegExp(
  'bindings file|native-watchdog|/_static/|/vsda/|bad HTTP response|allow-same-origin|same-origin iframe|open-vsx|' +
    'Creating a socket|connection token|grace-time|AgentHost|AccountPolicy|extensions cache|authentication provider',
);

/**
 * Reports what the workbench, its webviews and the extension host print on their consoles, and uncaught errors.
 * @param {import('playwright-core').Page} page
 * @param {(line: string) => void} report
 */
export function followConsole(page, report) {
  page.on('console', (message) => {
    const text = message
      .text()
      .replaceAll(/%c|color: [#\w]*/g, '')
      .replace(/^ INFO ? ?/, '')
      .replace('Failed to load resource', `$& ${message.location().url}`);
    if (!noise.test(text)) report(message.type() === 'log' ? text.trimEnd() : `${message.type()}: ${text.trim()}`);
  });
  page.on('pageerror', (error) => report(`uncaught: ${error.stack ?? error.message}`));
}
