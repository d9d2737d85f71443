import { createBirpc, type BirpcReturn } from 'birpc';
import type { DeviceWorkerFunctions, DeviceWorkerHostFunctions } from '../protocol';
import type { Workerish } from '../worker/startWorker';

export type DeviceWorker = BirpcReturn<DeviceWorkerFunctions, DeviceWorkerHostFunctions>;

/** Has a fresh worker do one thing, and ends it: at once when `signal` says so, whatever the worker is busy with. */
export async function askWorker<T>(
  worker: Workerish,
  ask: (rpc: DeviceWorker) => Promise<T>,
  signal: AbortSignal,
  measuring: DeviceWorkerHostFunctions['measuring'] = () => undefined,
): Promise<T> {
  const rpc = createBirpc<DeviceWorkerFunctions, DeviceWorkerHostFunctions>(
    { measuring },
    { post: (message) => worker.post(message), on: (listener) => worker.onMessage(listener), timeout: -1 },
  );
  let stop: () => void = () => undefined;
  try {
    return await Promise.race([
      ask(rpc),
      new Promise<never>((_, reject) => worker.onExit(reject)),
      new Promise<never>((_, reject) => {
        stop = () => reject(signal.reason as Error);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop);
      }),
    ]);
  } finally {
    signal.removeEventListener('abort', stop);
    worker.terminate();
    rpc.$close();
  }
}
