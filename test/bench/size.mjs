import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { root } from './measure.mjs';

/** What the packaged extension weighs. Packages it anew. */
export async function size() {
  execFileSync('npm', ['run', '--silent', 'package'], {
    cwd: root,
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  const bytes = async (/** @type {string} */ file) => (await stat(join(root, file))).size;
  const [host, digits, vsix] = await Promise.all(
    ['dist/extension.js', 'dist/digits.bin.gz', 'learn-deep-learning.vsix'].map(bytes),
  );
  return [
    { what: 'host bundle', measured: `${(host / 1e3).toFixed(0)} KB`, goal: '≤ 200 KB', reached: host <= 200e3 },
    { what: 'bundled digits', measured: `${(digits / 1e6).toFixed(2)} MB`, goal: '≤ 3 MB', reached: digits <= 3e6 },
    { what: 'VSIX', measured: `${(vsix / 1e6).toFixed(2)} MB`, goal: '≤ 8 MB', reached: vsix <= 8e6 },
  ];
}
