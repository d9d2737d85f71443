/** The process in which a learner's exercise runs: it does one, and is ended. Its argument is how long it may live, in ms. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Checks } from '../../samples/exercises/check';
import type * as typescript from '../worker/typescript';
import { runExercise } from './runExercise';
import type { ExerciseMessage, ExerciseRequest } from './runInProcess';

/** A loop that prints would otherwise fill the host's memory faster than it can be ended. */
const mostLines = 200;

// Should the editor end without ending this process, a loop that never ends would go on for good.
const [, , lifetime] = process.argv;
new Worker(`setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${Number(lifetime)})`, { eval: true }).unref();

const post = (message: ExerciseMessage) => process.send?.(message);

process.once('message', ({ id, source }: ExerciseRequest) => {
  void (async () => {
    const { checks } = (await import(`../../samples/exercises/${id}/checks.ts`)) as { checks: Checks };
    // A bundle of its own, for it is large and others use it too.
    const { transformSync } = createRequire(__filename)('./typescript.js') as typeof typescript;
    post({ kind: 'started' });
    let printed = 0;
    const outcome = await runExercise(source, checks, transformSync, (text, line) => {
      if (printed++ < mostLines) post({ kind: 'printed', text, line });
    });
    if (printed > mostLines) {
      post({ kind: 'printed', text: `… and ${printed - mostLines} more`, line: 1 });
    }
    post({ kind: 'ended', outcome });
  })();
});
