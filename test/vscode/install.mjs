/**
 * VS Code's own server (the code behind `code serve-web`), as published inside the npm package code-server: installed once
 * into `.vscode-test/`, for machines without desktop VS Code or without a display.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { atExit } from './atExit.mjs';

export const root = join(import.meta.dirname, '..', '..');

const version = '4.139.1'; // = VS Code 1.139.1
const integrity = 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';
const npmFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1'];
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
  console.log(`Installing VS Code's server (npm package code-server ${version}, a download of 110 MB), once …`);
  await mkdir(join(home, '..'), { recursive: true });
  // All is made in a folder of its own and renamed at the end, so that an interrupted installation is never used.
  const partial = await mkdtemp(`${home}-partial-`);
  const removePartial = () => rmSync(partial, { recursive: true, force: true });
  const callOff = atExit(removePartial);
  try {
    await run('npm', ['pack', `code-server@${version}`, ...npmFlags], partial);
    const archive = `code-server-${version}.tgz`;
    const found = `sha512-${createHash('sha512')
      .update(await readFile(join(partial, archive)))
      .digest('base64')}`;
    if (found !== integrity) throw new Error(`${archive} is not the expected file: ${found} instead of ${integrity}`);
    // Without its AI assistant, which is 40 % of the whole and stays switched off here.
    await run('tar', ['-xzf', archive, '--exclude', 'package/lib/vscode/extensions/copilot'], partial);
    const server = join(partial, 'package', 'lib', 'vscode');
    await run('npm', ['pkg', 'delete', 'dependencies.@github/copilot-sdk', 'dependencies.@microsoft/mxc-sdk'], server);
    // Nothing is compiled: without these native modules the server only logs a complaint.
    await run('npm', ['install', '--omit=dev', ...npmFlags], server);
    await run('npm', ['install', '--omit=dev', ...npmFlags], join(server, 'extensions')); // TypeScript
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
    callOff();
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
    const callOff = atExit(() => child.kill());
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      callOff();
      const reason = errors.trim().split('\n').slice(0, 5).join('\n');
      if (code === 0) resolve();
      else reject(new Error(`"${command} ${parameters[0]}" ended with code ${code}\n${reason}`));
    });
  });
}
