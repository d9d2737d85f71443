/**
 * A worker thread that trains one workload for a moment whenever it is asked to, and otherwise waits.
 * `workerData.engine` is 'product' (our engine and training loop, with `workerData.mostThreads` threads or as many as pay)
 * or 'stock' (TensorFlow.js as it comes).
 */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { join, sep } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { BatchTrainer } from '../../samples/batchTrainer';
import { classes, pixelsPerImage } from '../../samples/digits';
import { HandMadeNetwork } from '../../samples/mnist-mlp/handMadeNetwork';
import { RandomState } from '../../samples/numpyRandom';
import { learnEpoch } from '../../samples/trainingLoop';
import { workloads } from '../../samples/workloads';
import { loadEngine } from '../../src/engine/engine';
import { loadFloat64Kernels } from '../../src/engine/float64';
import { registerMissingKernels } from './missingKernels';

/** What the bench asks for: a row such as "mlp-50", and for how long. */
export interface Slice {
  readonly row: string;
  readonly milliseconds: number;
}

export interface Measured {
  readonly records: number;
  readonly seconds: number;
}

/** Something that trains until the time is over, at least one step. */
interface Trainee {
  train(milliseconds: number): Promise<Measured>;
  dispose(): void;
}

const { engine, assets, mostThreads } = workerData as {
  engine: 'product' | 'stock';
  assets: string;
  mostThreads?: number;
};
const seed = 1;
/** Enough that batches differ, few enough to be made in a moment. */
const recordsOf = { mlp: 4000, cnn: 2048, lstm: 512, gru: 512, attention: 512, 'hand-made': 4000 };

const ready = engine === 'product' ? loadEngine('wasm', assets, mostThreads) : startStock();
let current: { row: string; trainee: Trainee } | undefined;

parentPort!.on('message', ({ row, milliseconds }: Slice) => {
  measure(row, milliseconds).then(
    (measured) => parentPort!.postMessage(measured),
    (error: Error) => parentPort!.postMessage({ error: error.stack }),
  );
});

async function measure(row: string, milliseconds: number): Promise<Measured> {
  await ready;
  if (current?.row !== row) {
    current?.trainee.dispose();
    current = { row, trainee: await createTrainee(row) };
  }
  return current.trainee.train(milliseconds);
}

async function createTrainee(row: string): Promise<Trainee> {
  if (row === 'hand-made') return handMade();
  const [, id, batchSize] = /^(\w+)-(\d+)$/.exec(row)!;
  const workload = workloads.find((workload) => workload.id === id)!;
  const task = workload.create(recordsOf[workload.id], seed);
  return engine === 'product' ? product(task, Number(batchSize)) : stock(task, Number(batchSize));
}

type Task = ReturnType<(typeof workloads)[number]['create']>;

function product(task: Task, batchSize: number): Trainee {
  const trainer = new BatchTrainer(task);
  const learn = (records: Uint32Array) => trainer.learn(records);
  return {
    train: inProductLoop(task.inputs.shape[0], batchSize, learn, () => trainer.takeLoss()),
    dispose() {
      trainer.dispose();
      task.disposeModel();
    },
  };
}

async function handMade(): Promise<Trainee> {
  const linearAlgebra = await loadFloat64Kernels(join(assets, 'float64.wasm'));
  const network = new HandMadeNetwork(linearAlgebra, { inputs: pixelsPerImage, hidden: 200, outputs: classes }, seed);
  const random = new RandomState(seed);
  const count = recordsOf['hand-made'];
  const pixels = Uint8Array.from(random.randint(0, 256, count * pixelsPerImage));
  const labels = Uint8Array.from(random.randint(0, classes, count));
  const learn = (records: Uint32Array) => network.trainBatch({ count, pixels, labels }, records, 0.1);
  return { train: inProductLoop(count, network.recordsAtOnce, learn, () => network.takeLoss()), dispose: () => {} };
}

/** As a run of a sample does it: rests and reads the loss every 50 ms. */
function inProductLoop(
  count: number,
  batchSize: number,
  learn: (records: Uint32Array) => void,
  takeLoss: () => Promise<number>,
): Trainee['train'] {
  const order = new RandomState(seed).permutation(count);
  let next = 0;
  return async (milliseconds) => {
    const start = performance.now();
    let lastRest = start;
    let records = 0;
    const timeIsOver = new Error('time is over');
    const step = (batch: Uint32Array) => {
      learn(batch);
      records += batch.length;
      next = (next + batch.length) % count;
    };
    const rest = async () => {
      const loss = await takeLoss();
      if (!Number.isFinite(loss)) throw new Error(`The loss became ${loss}.`);
      await new Promise(setImmediate);
      lastRest = performance.now();
      if (lastRest - start >= milliseconds) throw timeIsOver;
    };
    try {
      for (;;) {
        const isDue = () => performance.now() - lastRest >= 50;
        await learnEpoch({ order, learnt: next, batchSize }, step, { isDue, rest });
      }
    } catch (error) {
      if (error !== timeIsOver) throw error;
      return { records, seconds: (lastRest - start) / 1000 };
    }
  };
}

/** TensorFlow.js at its best: batches lie ready before the clock starts, for its own gather is slow. */
function stock(task: Task, batchSize: number): Trainee {
  const { inputs, targets, optimizer, loss } = task;
  const batches = Array.from({ length: 8 }, (_, i) => ({
    inputs: tf.slice(inputs, i * batchSize, batchSize),
    targets: tf.slice(targets, i * batchSize, batchSize),
  }));
  tf.dispose([inputs, targets]);
  let next = 0;
  return {
    train(milliseconds) {
      const start = performance.now();
      let records = 0;
      while (records === 0 || performance.now() - start < milliseconds) {
        const batch = batches[next++ % batches.length]!;
        optimizer.minimize(() => loss(batch.inputs, batch.targets));
        records += batchSize;
      }
      return Promise.resolve({ records, seconds: (performance.now() - start) / 1000 });
    },
    dispose() {
      tf.dispose(batches);
      task.disposeModel();
    },
  };
}

async function startStock(): Promise<void> {
  tf.enableProdMode();
  setWasmPaths(assets + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error('The backend of TensorFlow.js did not start.');
  registerMissingKernels();
}
