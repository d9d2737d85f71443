/**
 * VS Code's own server (the code behind `code serve-web`), as published inside the npm package code-server: installed once
 * into `.vscode-test/`, for machines without desktop VS Code or without a display.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

const version = '4.139.1'; // = VS Code 1.139.1
const integrity = 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';
const home = join(root, '.vscode-test', `code-server-${version}`);

/** The Node that VS Code 1.139 runs on, from the npm package `node`. */
export function node24() {
  const path = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(path)) {
    throw new Error(
      `No Node 24 at ${path}. Run "npm ci" without --ignore-scripts: the npm package "node" installs it.`,
    );
  }
  return path;
}

/**
 * Installs the server if it is not there yet.
 * @returns the path of its `server-main.js`
 */
export async function ensureServer() {
  if (!existsSync(home)) await install();
  return join(home, 'lib', 'vscode', 'out', 'server-main.js');
}

async function install() {
  console.log(`Installing VS Code's server (npm package code-server ${version}, a download of 70 MB), once …`);
  await mkdir(join(home, '..'), { recursive: true });
  // All is made in a folder of its own and renamed at the end, so that an interrupted installation is never used.
  const partial = await mkdtemp(`${home}-partial-`);
  const removePartial = () => rmSync(partial, { recursive: true, force: true });
  const quit = () => process.exit(130);
  process.on('exit', removePartial).on('SIGINT', quit);
  try {
    await run('npm', ['pack', `code-server@${version}`, '--ignore-scripts', '--loglevel=error'], partial);
    const archive = `code-server-${version}.tgz`;
    const found = `sha512-${createHash('sha512')
      .update(await readFile(join(partial, archive)))
      .digest('base64')}`;
    if (found !== integrity) throw new Error(`${archive} is not the expected file: ${found} instead of ${integrity}`);
    await run('tar', ['-xzf', archive, '--exclude', 'package/lib/vscode/extensions/copilot'], partial);
    rmSync(join(partial, archive));
    // Nothing is compiled: without these native modules the server only logs a complaint. The extensions need TypeScript.
    for (const folder of ['lib/vscode', 'lib/vscode/extensions']) {
      const flags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
      await run('npm', ['install', ...flags], join(partial, 'package', folder));
    }
    await rename(join(partial, 'package'), home);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `VS Code's server could not be installed: ${reason}\n` +
        `It comes from the npm registry, so this needs a network the first time. Nothing was left behind; just run again.`,
      { cause: error },
    );
  } finally {
    removePartial();
    process.off('exit', removePartial).off('SIGINT', quit);
  }
}

/**
 * @param {string} command
 * @param {string[]} parameters
 * @param {string} cwd
 * @returns {Promise<void>} rejects with what the command wrote to its error output
 */
function run(command, parameters, cwd) {
  return new Promise((resolve, reject) => {
    // On Windows npm is a .cmd file, which only a shell starts.
    const shell = process.platform === 'win32';
    const child = spawn(command, parameters, { cwd, shell, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`"${command} ${parameters[0]}" ended with code ${code}\n${errors.trim()}`));
    });
  });
}
