/** Finds a Chromium on this machine and starts it without a window. */
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

/** @returns {Promise<import('playwright-core').Browser>} */
export function launchChromium() {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });
}
