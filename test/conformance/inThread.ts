/** A worker thread as in the product, or a forked process (native): trains all cases on one engine, and says how it went. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadEngine } from '../../src/engine/engine';
import { trainAll } from './train';

const { engine, assets } = workerData as { engine: 'cpu' | 'wasm'; assets: string };
loadEngine(engine, assets)
  .then(trainAll)
  .then(
    (outcomes) => parentPort!.postMessage({ outcomes }),
    (error: Error) => parentPort!.postMessage({ error: error.message }),
  );
