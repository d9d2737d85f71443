import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Workers } from '../runs/activeRun';
import { startProcess, startThread } from './startWorker';

/**
 * The workers built into `assets`; the native one takes TensorFlow from the first of the `node_modules` folders
 * that has it.
 */
export function workersFor(assets: string, moduleFolders: readonly string[]): Workers {
  const modules = moduleFolders.find((folder) => existsSync(join(folder, '@tensorflow', 'tfjs-node', 'package.json')));
  return {
    thread: () => startThread(assets),
    ...(modules !== undefined && { native: () => startProcess(assets, modules) }),
  };
}
