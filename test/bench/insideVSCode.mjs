import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from './measure.mjs';

/**
 * Runs a file in the extension host, as an extension test; it writes what it found to `BENCH_RESULTS`.
 * @param {string} script a TypeScript file of this repository
 * @param {(workspace: string) => Promise<unknown>} [prepare] fills the workspace folder
 */
export async function insideVSCode(script, prepare) {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
  const bundle = join(root, 'dist', 'test', basename(script, '.ts') + '.js');
  const results = join(dataDir, 'results.json');
  await build({
    absWorkingDir: root,
    entryPoints: [script],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  try {
    await prepare?.(dataDir);
    await runTests({
      vscodeExecutablePath: join(root, 'test', 'vscode', 'launcher.mjs'),
      extensionDevelopmentPath: root,
      extensionTestsPath: bundle,
      extensionTestsEnv: { BENCH_RESULTS: results },
      launchArgs: [dataDir, `--user-data-dir=${dataDir}`],
    });
    return JSON.parse(await readFile(results, 'utf8'));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
