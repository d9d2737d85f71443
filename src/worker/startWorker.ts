import { fork, type ChildProcess } from 'node:child_process';
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

const megabyte = 2 ** 20;
/** How often a thread's memory is looked at, in milliseconds. */
const memoryCheckInterval = 250;

/**
 * Starts `worker.js` from the folder that also holds its WebAssembly files and digits.
 * @param memoryLimit in megabytes: enough for every sample. The thread is ended when it takes more, well before V8's own
 * limit: reaching that one with a large array would end the whole extension host.
 */
export function startThread(assets: string, script = join(assets, 'worker.js'), memoryLimit = 2048): Workerish {
  const worker = new Worker(script, {
    workerData: assets,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit + 1024 },
  });
  let failure: Error | undefined;
  const timer = setInterval(() => {
    worker.getHeapStatistics().then(
      ({ used_heap_size: heap, external_memory: external }) => {
        if (heap + external < memoryLimit * megabyte) return;
        failure = new Error(`The worker ran out of memory (its limit is ${memoryLimit} MB). Try a smaller network.`);
        void worker.terminate();
      },
      () => clearInterval(timer), // it has ended
    );
  }, memoryCheckInterval);
  timer.unref();
  worker.on('error', (error: Error) => void (failure ??= error));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) =>
      void worker.once('exit', (code) => {
        clearInterval(timer);
        listener(failure ?? new Error(`The worker ended unexpectedly (code ${code}).`));
      }),
    terminate: () => void worker.terminate(),
  };
}

/** Forks `nativeWorker.js`; `modules` is the node_modules folder that has @tensorflow/tfjs-node. */
export function startProcess(assets: string, modules: string, script = join(assets, 'nativeWorker.js')): Workerish {
  const env = { ...process.env, NODE_PATH: modules, TF_CPP_MIN_LOG_LEVEL: '1' };
  return overProcess(fork(script, [assets], { serialization: 'advanced', env, execArgv: [] }), 'The native worker');
}

/** Forks `nativeProbe.js`, which finds out whether the native TensorFlow in `modules` loads. */
export const startProbe = (assets: string, modules: string): Workerish =>
  startProcess(assets, modules, join(assets, 'nativeProbe.js'));

/** What `isolated.js` sends: a message of its thread, or why that has ended. */
export type IsolatedMessage =
  { readonly message: unknown } | { readonly ended: { readonly message: string; readonly stack: string | undefined } };

/**
 * Forks `isolated.js`, which runs `worker.js` in a thread.
 * @param print takes what the code prints on its console
 */
export function startIsolated(assets: string, print: (text: string) => void): Workerish {
  const child = fork(join(assets, 'isolated.js'), [assets], { serialization: 'advanced', execArgv: [], silent: true });
  child.stdout?.on('data', (text: Buffer) => print(text.toString()));
  child.stderr?.on('data', (text: Buffer) => print(text.toString()));
  let failure: Error | undefined;
  child.on('message', (sent: IsolatedMessage) => {
    if ('ended' in sent) failure = Object.assign(new Error(sent.ended.message), { stack: sent.ended.stack });
  });
  const worker = overProcess(child, 'The process with your code, perhaps because its memory was full,');
  return {
    ...worker,
    onMessage: (listener) =>
      worker.onMessage((sent) => {
        if ('message' in (sent as IsolatedMessage)) listener((sent as { message: unknown }).message);
      }),
    onExit: (listener) => worker.onExit((reason) => listener(failure ?? reason)),
  };
}

/** A debugger that is stopped kills the process and says so a moment later, in milliseconds: until then it is no failure. */
const killNotice = 1000;

/** Forks `worker.js`, which waits at `port` for a debugger before it does anything. */
export function startDebuggee(assets: string): { readonly worker: Workerish; readonly port: Promise<number> } {
  const child = fork(join(assets, 'worker.js'), [assets], {
    serialization: 'advanced',
    execArgv: ['--inspect-brk=127.0.0.1:0'],
    silent: true,
  });
  child.stdout?.resume(); // What the code prints the debugger shows.
  const port = new Promise<number>((resolve, reject) => {
    let printed = '';
    child.stderr?.on('data', (text: Buffer) => {
      printed += text.toString();
      const found = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(printed);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', () => reject(new Error(`Node.js offers no debugger here. It says: ${printed}`)));
  });
  const worker = overProcess(child, 'The process with your code');
  const onExit: Workerish['onExit'] = (listener) =>
    worker.onExit((reason) => void setTimeout(listener, child.signalCode === null ? 0 : killNotice, reason));
  return { worker: { ...worker, onExit }, port };
}

/** @param what the subject of the message, should it end by itself */
function overProcess(child: ChildProcess, what: string): Workerish {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  return {
    post: (message) => void (child.connected && child.send(message as object)),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) =>
      void child.once('exit', (code, signal) =>
        listener(failure ?? new Error(`${what} ended unexpectedly (${signal ?? `code ${code}`}).`)),
      ),
    terminate: () => void child.kill('SIGKILL'),
  };
}
