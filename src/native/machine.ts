import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runProcess, type RunProcess } from './runProcess';

/** What the steps of an installation know of the computer; tests hand them another one. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where programs are looked for, the first choice first. */
  readonly programFolders: () => readonly string[];
  readonly run: RunProcess;
}

export const thisMachine: Machine = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  programFolders,
  run: runProcess,
};

/** The PATH, and the usual places: an editor that was started from a dock knows a short PATH only. */
function programFolders(): string[] {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  if (process.platform === 'win32') {
    const programs = process.env.ProgramFiles;
    return programs === undefined ? path : [...path, join(programs, 'nodejs')];
  }
  const usual = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', join(homedir(), '.volta', 'bin')];
  return [...path, ...usual, ...nvmFolders(join(homedir(), '.nvm', 'versions', 'node'))];
}

/** The newest Node first. */
function nvmFolders(versions: string): string[] {
  try {
    const names = readdirSync(versions).sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
    return names.map((name) => join(versions, name, 'bin'));
  } catch {
    return []; // no nvm
  }
}
