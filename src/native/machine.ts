import { homedir } from 'node:os';
import { runProcess, type RunProcess } from './runProcess';

/** What the steps of an installation know of the computer; tests hand them another one. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly run: RunProcess;
}

export const thisMachine: Machine = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  home: homedir(),
  run: runProcess,
};
