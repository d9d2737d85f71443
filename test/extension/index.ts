/** Runs every test file beside it with mocha, inside VS Code's extension host, and writes what happened to `TEST_RESULTS`; `TEST_GREP` chooses among them. */
import type { Test } from 'mocha';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { default: Mocha } = await import('mocha');
  // The reporters leave the formatting to the console; VS Code's relays the parts unformatted.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => console.log(format(...parts));
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000, grep: process.env.TEST_GREP });
  const files = await readdir(__dirname, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.test.js'))) mocha.addFile(join(__dirname, file));

  const results = { passed: 0, failed: 0, skipped: [] as string[] };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', () => results.passed++)
      .on('fail', () => results.failed++)
      .on('pending', (test: Test) => results.skipped.push(test.fullTitle()));
  });
  if (process.env.TEST_RESULTS) await writeFile(process.env.TEST_RESULTS, JSON.stringify(results));
  if (results.failed > 0) throw new Error(`${results.failed} tests failed`);
}
