#!/usr/bin/env node
/**
 * Takes VS Code's command line and runs extension tests as desktop VS Code would, but in VS Code's own server with a headless
 * browser: what @vscode/test-electron starts where desktop VS Code cannot be had. Ends with the tests' exit code.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { followConsole, launchChromium } from './chromium.mjs';
import { startServer } from './server.mjs';

const { values, positionals } = parseArgs({ strict: false, allowPositionals: true });
const argument = (/** @type {string} */ name) => {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`The launcher needs --${name}=PATH`);
  return value;
};
const [folder] = positionals;
if (!folder) throw new Error('The launcher needs the workspace folder to open');

process.exitCode = 1; // until the tests have said otherwise
const server = await startServer({
  folder,
  dataDir: argument('user-data-dir'),
  extensionDevelopmentPath: argument('extensionDevelopmentPath'),
  extensionTestsPath: argument('extensionTestsPath'),
});
const browser = await launchChromium();
const page = await browser.newPage();
/** @type {Promise<number>} */
const testsEnded = new Promise((resolve, reject) => {
  // The two functions by which a workbench under automation reports: see VS Code's `IAutomatedWindow`.
  void page.exposeFunction('codeAutomationExit', resolve);
  void page.exposeFunction('codeAutomationLog', () => {});
  page.on('crash', () => reject(new Error('The browser page crashed')));
  void wait(600_000, undefined, { ref: false }).then(() => reject(new Error('The tests took longer than ten minutes')));
  void server.ended.then(() => reject(new Error(`VS Code's server ended before the tests:\n${server.log()}`)));
});
followConsole(page, (line) => console.log(line));
await page.goto(server.url);
process.exitCode = await testsEnded;
await browser.close();
await server.stop();
