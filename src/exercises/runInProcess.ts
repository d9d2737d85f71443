import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Outcome } from './runExercise';
import { functionLine, functionName } from './sourceLines';

export interface ExerciseRequest {
  readonly id: string;
  /** What the learner has written. */
  readonly source: string;
}

export type ExerciseMessage =
  | { readonly kind: 'started' }
  | { readonly kind: 'printed'; readonly text: string; readonly line: number }
  | { readonly kind: 'ended'; readonly outcome: Outcome };

/** How the host follows a run, and calls it off. */
export interface RunOptions {
  readonly signal: AbortSignal;
  readonly print: (text: string, line: number) => void;
  /** Milliseconds that the learner's code may take; starting the process is not counted. */
  readonly timeLimit?: number;
}

/** Megabytes, far more than any exercise needs. */
const memoryLimit = 256;

/** Milliseconds that a process may take to start, on a machine that is busy. */
const startAllowance = 60_000;

/**
 * Runs a learner's exercise in a process of its own, so that nothing it does harms the editor: an endless loop ends with
 * its time. A thread would not do, for one that runs out of memory takes the whole extension host with it.
 * @param assets the folder with `exercises.js`
 * @returns undefined when it was called off
 */
export async function runInProcess(
  assets: string,
  request: ExerciseRequest,
  { signal, print, timeLimit = 5000 }: RunOptions,
): Promise<Outcome | undefined> {
  if (signal.aborted) return undefined;
  const child = fork(join(assets, 'exercises.js'), [String(timeLimit + startAllowance)], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${memoryLimit}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const line = functionLine(request.source, functionName(request.source) ?? '');
  let timer: NodeJS.Timeout | undefined;
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-10_000)));
  try {
    return await new Promise<Outcome | undefined>((resolve) => {
      const fail = (message: string) => resolve({ status: 'failed', message, line });
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
      child.on('error', ({ message }) => fail(`The exercise can't be run: ${message}`));
      child.once('close', (code, exitSignal) =>
        fail(
          errors.includes('heap out of memory')
            ? `Your code took more than ${memoryLimit} MB. Is there an array that never stops growing?`
            : `Your code ended the process that it runs in (${exitSignal ?? `code ${code}`}).`,
        ),
      );
      child.on('message', (posted) => {
        const message = posted as ExerciseMessage;
        if (message.kind === 'started') {
          timer = setTimeout(() => {
            fail(`There is no answer after ${timeLimit / 1000} seconds. Is there a loop that never ends?`);
          }, timeLimit);
        }
        if (message.kind === 'printed') print(message.text, message.line);
        if (message.kind === 'ended') resolve(message.outcome);
      });
      child.send(request);
    });
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}
