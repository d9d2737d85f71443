import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tfjsNode } from '../native/installPackage';
import { probeOnce } from '../native/probe';
import type { Workers } from '../runs/activeRun';
import { startProbe, startProcess, startThread } from './startWorker';

/** The first of these `node_modules` folders that has native TensorFlow. */
export const nativeModules = (moduleFolders: readonly (string | undefined)[]): string | undefined =>
  moduleFolders.find((folder) => folder !== undefined && existsSync(join(folder, tfjsNode, 'package.json')));

/** The workers built into `assets`; the native one takes TensorFlow from the first of the folders that has it. */
export function workersFor(assets: string, moduleFolders: readonly (string | undefined)[]): Workers {
  const modules = nativeModules(moduleFolders);
  return {
    thread: () => startThread(assets),
    ...(modules !== undefined && {
      native: () => startProcess(assets, modules),
      checkNative: () => probeOnce(modules, () => startProbe(assets, modules)),
    }),
  };
}
