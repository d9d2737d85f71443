/**
 * TensorFlow.js on WebAssembly or in plain JavaScript. Runs in a worker thread, where `workerData` is the folder of its assets;
 * or in a process, whose argument that is, when a learner's code is debugged.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { loadEngine } from '../engine/engine';
import { processPort } from './processPort';
import { serve } from './serve';

const thread = parentPort;
serve(
  thread
    ? { post: (message) => thread.postMessage(message), listen: (listener) => void thread.on('message', listener) }
    : processPort(),
  thread ? (workerData as string) : process.argv[2]!,
  async ({ engine, mostThreads }, assets) => {
    // The host starts the native worker for 'native', so here it can only be one of the other two.
    return loadEngine(engine === 'native' ? 'auto' : engine, assets, mostThreads);
  },
);
