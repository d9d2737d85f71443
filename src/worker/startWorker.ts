import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** A worker thread or a forked process, seen from the host. */
export interface Workerish {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when it has ended: with the reason if that was not `terminate`. */
  onExit(listener: (reason: Error) => void): void;
  terminate(): void;
}

/** Enough for every sample; a runaway one ends itself, not the extension host. */
const heapLimitMegabytes = 4096;

/** Starts `worker.js` from the folder that also holds its WebAssembly files and digits. */
export function startThread(assets: string, script = join(assets, 'worker.js')): Workerish {
  const worker = new Worker(script, {
    workerData: assets,
    resourceLimits: { maxOldGenerationSizeMb: heapLimitMegabytes },
  });
  let failure: Error | undefined;
  worker.on('error', (error: NodeJS.ErrnoException) => {
    failure =
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new Error(`The worker ran out of memory (its limit is ${heapLimitMegabytes} MB). Try a smaller network.`)
        : error;
  });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) =>
      void worker.once('exit', (code) =>
        listener(failure ?? new Error(`The worker ended unexpectedly (code ${code}).`)),
      ),
    terminate: () => void worker.terminate(),
  };
}

/** Forks `nativeWorker.js`; `modules` is the node_modules folder that has @tensorflow/tfjs-node. */
export function startProcess(assets: string, modules: string, script = join(assets, 'nativeWorker.js')): Workerish {
  const child = fork(script, [assets], {
    serialization: 'advanced',
    env: { ...process.env, NODE_PATH: modules, TF_CPP_MIN_LOG_LEVEL: '1' },
    execArgv: [],
  });
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  return {
    post: (message) => void (child.connected && child.send(message as object)),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) =>
      void child.once('exit', (code, signal) =>
        listener(failure ?? new Error(`The native worker ended unexpectedly (${signal ?? `code ${code}`}).`)),
      ),
    terminate: () => void child.kill('SIGKILL'),
  };
}
