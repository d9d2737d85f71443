/**
 * Runs test/extension/ inside a real VS Code: desktop VS Code where it can be downloaded and shown, else VS Code's own server
 * with a headless browser. Writes the counts to `TEST_RESULTS` and ends with code 1 if a test failed or none ran.
 */
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { glob, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureServer, root } from './install.mjs';

const bundle = join(root, 'dist', 'test', 'extension');
const results = process.env.TEST_RESULTS ?? join(root, 'artifacts', 'extension.json');

await rm(bundle, { recursive: true, force: true });
await esbuild.build({
  absWorkingDir: root,
  entryPoints: [
    'test/extension/index.ts',
    ...(await Array.fromAsync(glob('test/extension/inspector.test.ts', { cwd: root }))),
  ],
  outbase: 'test/extension',
  outdir: bundle,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  sourcemap: 'inline',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});

await mkdir(join(results, '..'), { recursive: true });
await rm(results, { force: true });
const dataDir = await mkdtemp(join(tmpdir(), 'vscode-'));
await mkdir(join(dataDir, 'workspace'));
try {
  const vscodeExecutablePath = await desktop();
  if (!vscodeExecutablePath) await ensureServer();
  await runTests({
    vscodeExecutablePath: vscodeExecutablePath ?? join(root, 'test', 'vscode', 'launcher.mjs'),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(bundle, 'index.js'),
    extensionTestsEnv: { TEST_RESULTS: results },
    launchArgs: [
      join(dataDir, 'workspace'),
      `--user-data-dir=${dataDir}`,
      `--extensions-dir=${join(dataDir, 'extensions')}`,
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
const { passed, failed } = await readFile(results, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 0 }));
if (failed > 0 || passed === 0) {
  console.error(passed === 0 ? 'No test passed inside VS Code' : `${failed} tests failed inside VS Code`);
  process.exitCode = 1;
}

/** @returns {Promise<string | undefined>} desktop VS Code's executable, where there is a display and a download */
async function desktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY) {
    console.log("No display: the tests run in VS Code's own server.");
    return undefined;
  }
  try {
    return await downloadAndUnzipVSCode({ extensionDevelopmentPath: root, timeout: 10_000 });
  } catch (error) {
    if (process.platform === 'win32') throw error; // there only a program can be started in its place
    console.log(`Desktop VS Code could not be downloaded (${String(error)}): the tests run in VS Code's own server.`);
    return undefined;
  }
}
