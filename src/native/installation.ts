import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tfjsNode } from './installPackage';

/*
 * `root` holds a folder for each installation and a small file that names the one in use. An installation is used from
 * the moment that file names it, and a rename puts the file there: so a half one never is, and the one before stays until
 * then. Folders are never renamed, which Windows refuses while a process has their libraries loaded.
 */

const pointerName = 'installed.json';

/** The node_modules folder of the installation in use; undefined where there is none. */
export function installedModules(root: string): string | undefined {
  const name = usedFolder(root);
  if (name === undefined) return undefined;
  const modules = join(root, name, 'node_modules');
  return existsSync(join(modules, tfjsNode, 'package.json')) ? modules : undefined;
}

/** An empty folder for an installation that begins. */
export async function beginInstallation(root: string): Promise<string> {
  // The process's number tells other windows that somebody works in there.
  const folder = join(root, `${Date.now().toString(36)}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Makes this folder the installation in use, and removes the one before. */
export async function useInstallation(root: string, folder: string): Promise<void> {
  const next = `${folder}.json`;
  await writeFile(next, JSON.stringify({ folder: folder.slice(root.length + 1) }));
  await rename(next, join(root, pointerName));
  await removeUnused(root);
}

/** Removes the installation in use, if there is one. */
export async function removeInstallation(root: string): Promise<void> {
  await rm(join(root, pointerName), { force: true });
  await removeUnused(root);
}

/** Removes all folders but the one in use and those in which another window still works. */
export async function removeUnused(root: string): Promise<void> {
  const used = usedFolder(root);
  for (const entry of await readdir(root).catch(() => [])) {
    const owner = Number(/-(\d+)/.exec(entry)?.[1]);
    if (entry === used || entry === pointerName || (owner !== process.pid && isRunning(owner))) continue;
    // Windows refuses while a run still has the library loaded; the next time removes it.
    await rm(join(root, entry), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

/** The name of the folder in use; undefined where the file is missing or damaged. */
function usedFolder(root: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(root, pointerName), 'utf8')) as { readonly folder: string }).folder;
  } catch {
    return undefined;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0); // Only asks whether it is there.
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
