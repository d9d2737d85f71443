/** The worker thread: TensorFlow.js on WebAssembly or in plain JavaScript. `workerData` is the folder of its assets. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadEngine } from '../engine/engine';
import { serve } from './serve';

if (!parentPort) throw new Error('This file runs in a worker thread.');
const port = parentPort;

serve(
  { post: (message) => port.postMessage(message), listen: (listener) => void port.on('message', listener) },
  workerData as string,
  async ({ engine, mostThreads }, assets) => {
    // The host starts the native worker for 'native', so here it can only be one of the other two.
    return loadEngine(engine === 'native' ? 'auto' : engine, assets, mostThreads);
  },
);
