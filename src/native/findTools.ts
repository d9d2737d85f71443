import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Machine } from './machine';

/** A program and the arguments that come before all others. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** The learner's npm; undefined where there is none. */
export async function findNpm(machine: Machine): Promise<Program | undefined> {
  const folders = await programFolders(machine);
  if (machine.platform !== 'win32') {
    const command = await firstFile(folders, ['npm']);
    return command === undefined ? undefined : { command, args: [] };
  }
  const shim = await firstFile(folders, ['npm.exe']);
  if (shim !== undefined) return { command: shim, args: [] };
  // npm.cmd starts only in a shell, with all its quoting; the script behind it starts with Node itself.
  const node = await firstFile(folders, ['node.exe']);
  const script = await firstFile(folders, [join('node_modules', 'npm', 'bin', 'npm-cli.js')]);
  return node === undefined || script === undefined ? undefined : { command: node, args: [script] };
}

/** A C++ compiler for Linux or macOS; undefined where there is none. */
export async function findCompiler(machine: Machine): Promise<Program | undefined> {
  // macOS has a /usr/bin/c++ that, without these tools, only opens a dialog.
  if (machine.platform === 'darwin' && !(await machine.run('xcode-select', ['-p'])).ok) return undefined;
  const command = await firstFile(await programFolders(machine), ['c++', 'g++', 'clang++']);
  return command === undefined ? undefined : { command, args: [] };
}

/** Every Python 3 there is, the one that `python3` names first. */
export async function findPythons(machine: Machine): Promise<Program[]> {
  const folders = await programFolders(machine);
  const isWindows = machine.platform === 'win32';
  const names = isWindows ? ['python.exe', 'python3.exe', 'py.exe'] : ['python3', 'python'];
  const found: Program[] = [];
  for (const name of names) {
    const command = await firstFile(folders, [name]);
    if (command === undefined) continue;
    const python = { command, args: name === 'py.exe' ? ['-3'] : [] };
    const version = await machine.run(command, [...python.args, '--version']);
    if (version.ok && version.output.includes('Python 3')) found.push(python);
  }
  return found;
}

/** The environment in which a program also finds what lies beside it, as npm does Node. */
export function environmentFor({ env, platform }: Machine, { command }: Program): NodeJS.ProcessEnv {
  const delimiter = platform === 'win32' ? ';' : ':';
  return { ...env, PATH: [dirname(command), env.PATH].filter(Boolean).join(delimiter) };
}

/** The PATH, and the usual places: an editor that was started from a dock knows a short PATH only. */
async function programFolders({ platform, env, home }: Machine): Promise<string[]> {
  const path = (env.PATH ?? '').split(platform === 'win32' ? ';' : ':').filter((folder) => folder !== '');
  if (platform === 'win32') {
    const programs = env.ProgramFiles;
    return programs === undefined ? path : [...path, join(programs, 'nodejs')];
  }
  const versions = join(home, '.nvm', 'versions', 'node');
  const nvm = (await readdir(versions).catch(() => []))
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
    .map((version) => join(versions, version, 'bin'));
  return [...path, '/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', join(home, '.volta', 'bin'), ...nvm];
}

async function firstFile(folders: readonly string[], names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (
        await access(path, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return path;
    }
  }
  return undefined;
}
