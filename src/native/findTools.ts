import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Machine } from './machine';

/** A program and the arguments that come before all others. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** The learner's npm; undefined where there is none. */
export async function findNpm(machine: Machine): Promise<Program | undefined> {
  if (machine.platform !== 'win32') return program(await firstFile(machine, ['npm']));
  const shim = await firstFile(machine, ['npm.exe']);
  if (shim !== undefined) return program(shim);
  // npm.cmd starts only in a shell, with all its quoting; the script behind it starts with Node itself.
  const node = await firstFile(machine, ['node.exe']);
  const script = await firstFile(machine, [join('node_modules', 'npm', 'bin', 'npm-cli.js')]);
  return script === undefined ? undefined : program(node, script);
}

/** A C++ compiler for Linux or macOS; undefined where there is none. */
export async function findCompiler(machine: Machine): Promise<Program | undefined> {
  // macOS has a /usr/bin/c++ that, without these tools, only opens a dialog.
  if (machine.platform === 'darwin' && !(await machine.run('xcode-select', ['-p'])).ok) return undefined;
  return program(await firstFile(machine, ['c++', 'g++', 'clang++']));
}

/** Every Python 3 there is, the one that `python3` names first. */
export async function findPythons(machine: Machine): Promise<Program[]> {
  const candidates = [
    program(await firstFile(machine, ['python3', 'python3.exe'])),
    program(await firstFile(machine, ['python', 'python.exe'])),
    program(await firstFile(machine, ['py.exe']), '-3'),
  ];
  const found: Program[] = [];
  for (const python of candidates) {
    if (!python) continue;
    const version = await machine.run(python.command, [...python.args, '--version']);
    if (version.ok && version.output.includes('Python 3')) found.push(python);
  }
  return found;
}

/** The environment in which a program also finds what lies beside it, as npm does Node. */
export const environmentFor = ({ env }: Machine, { command }: Program): NodeJS.ProcessEnv => ({
  ...env,
  PATH: [dirname(command), env.PATH].filter(Boolean).join(delimiter),
});

const program = (command: string | undefined, ...args: string[]): Program | undefined =>
  command === undefined ? undefined : { command, args };

async function firstFile(machine: Machine, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of machine.programFolders()) {
      const path = join(folder, name);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return path;
    }
  }
  return undefined;
}
