import { createBirpc } from 'birpc';
import type { WorkerFunctions } from '../protocol';
import type { Workerish } from '../worker/startWorker';

/** Longer than this no code should take to be loaded, in milliseconds. */
const loadLimit = 10_000;

type Questions = Pick<WorkerFunctions, 'describeCopy' | 'checkCopy'>;

/** Lets the code of a copy answer, in a worker that is ended whatever it does. */
export async function askCopy<T>(
  worker: Workerish,
  ask: (copy: Questions) => Promise<T>,
  limit = loadLimit,
): Promise<T> {
  const rpc = createBirpc<WorkerFunctions>(
    {},
    { post: (message) => worker.post(message), on: (listener) => worker.onMessage(listener), timeout: -1 },
  );
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      ask(rpc),
      new Promise<never>((_, reject) => worker.onExit(reject)),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(tooSlow(limit))), limit);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    rpc.$close();
    worker.terminate();
  }
}

const tooSlow = (limit: number) =>
  `The code of your copy is not loaded after ${limit / 1000} s. ` +
  'Is there an endless loop outside of its functions? Training belongs into run.';
