import { spawn } from 'node:child_process';

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the program and all that it started. */
  readonly signal?: AbortSignal;
  /** Gets all output, as it comes. */
  readonly log?: (text: string) => void;
}

export interface ProcessResult {
  /** It started and ended with exit code 0. */
  readonly ok: boolean;
  /** What it wrote to stdout and stderr; why it did not start, if it did not. */
  readonly output: string;
}

export type RunProcess = (command: string, args: readonly string[], options?: ProcessOptions) => Promise<ProcessResult>;

const isWindows = process.platform === 'win32';

/**
 * Runs a program to its end, without a shell.
 * @throws the signal's reason when cancelled, and only once the program writes nothing any more
 */
export const runProcess: RunProcess = async (command, args, { cwd, env, signal, log } = {}) => {
  signal?.throwIfAborted();
  // A group of its own, so that a cancel reaches what the program has started too.
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
    windowsHide: true,
  });
  const cancel = () => child.pid !== undefined && killTree(child.pid);
  signal?.addEventListener('abort', cancel);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      log?.(text);
    });
  }
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', ({ message }) => (output += message));
      child.once('close', resolve);
    });
    signal?.throwIfAborted();
    return { ok: code === 0, output };
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
};

function killTree(pid: number): void {
  if (isWindows) spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
  else {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
}
