import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentFor, type Program } from './findTools';
import type { Machine } from './machine';
import type { ProcessOptions, ProcessResult } from './runProcess';

export const tfjsNode = '@tensorflow/tfjs-node';
const packages = [`${tfjsNode}@4.22.0`, 'node-api-headers@1.9.0'];

type Options = Pick<ProcessOptions, 'signal' | 'log'> & { readonly npm: Program; readonly folder: string };

/** Puts the package into `folder`/node_modules: its JavaScript, and what a build of its binding needs, but no library. */
export async function installPackage(machine: Machine, options: Options): Promise<ProcessResult> {
  // Its own package.json keeps npm in this folder, and lets the one script run that the next step wants.
  const manifest = { private: true, allowScripts: { [tfjsNode]: true } };
  await writeFile(join(options.folder, 'package.json'), JSON.stringify(manifest));
  return runNpm(machine, options, ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages]);
}

/** Lets the package's own script fetch libtensorflow and its binding, from an address the learner's environment may name. */
export function downloadLibrary(machine: Machine, options: Options): Promise<ProcessResult> {
  return runNpm(machine, options, ['rebuild', tfjsNode, '--foreground-scripts']);
}

function runNpm(machine: Machine, { npm, folder, signal, log }: Options, args: readonly string[]) {
  // npm may have been told to say nothing, as by `npm run --silent`; then nobody would learn what went wrong.
  return machine.run(npm.command, [...npm.args, ...args, '--loglevel', 'notice'], {
    cwd: folder,
    env: environmentFor(machine, npm),
    ...(signal && { signal }),
    ...(log && { log }),
  });
}
