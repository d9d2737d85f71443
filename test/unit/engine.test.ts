import * as tf from '@tensorflow/tfjs';
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usePlainJavaScript, useWebAssembly } from '../../src/engine/backends';
import type { EngineInfo } from '../../src/protocol';
import { copyEngineFiles } from '../fixtures/engineFiles';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The engine takes 8 at most. */
const cores = Math.min(availableParallelism(), 8);
const threadsOfThisMachine = cores === 1 ? 'one thread' : `up to ${cores} threads`;

let folder: string;
let bundledFiles: string[];

/** A worker as the product has it: one bundled file; it loads the engine and makes one step of training. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'));
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: {
      resolveDir: root,
      loader: 'ts',
      contents: `
        import { parentPort, workerData } from 'node:worker_threads';
        import { loadEngine } from './src/engine/engine';
        import { TensorflowNetwork } from './samples/mnist-mlp/tensorflowNetwork';
        import { easyDigits } from './test/fixtures/easyDigits';
        loadEngine(workerData.preference, workerData.assets, workerData.mostThreads).then(
          async (engine) => {
            const network = new TensorflowNetwork(9, 1);
            network.trainBatch(easyDigits(20, 1), network.order(0, 20), 0.1);
            parentPort.postMessage({ engine, loss: await network.takeLoss() });
          },
          (error) => parentPort.postMessage({ error: error.message }),
        );`,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    alias: { '@tensorflow/tfjs': './src/engine/tensorflow.ts' },
    outfile: join(folder, 'worker.cjs'),
    metafile: true,
    logLevel: 'error',
  });
  bundledFiles = Object.keys(metafile.inputs);
  await copyEngineFiles(folder);
});
afterAll(() => rm(folder, { recursive: true }));

interface Answer {
  engine: EngineInfo;
  loss: number;
  error?: string;
}

function askWorker(preference: string, assets: string, mostThreads?: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(folder, 'worker.cjs'), { workerData: { preference, assets, mostThreads } });
    worker.once('message', (answer: Answer) => resolve(answer));
    worker.once('error', reject);
  });
}

test('the bundled worker leaves out WebGL, converters and data pipelines, and has everything else once', () => {
  const packages = new Set(bundledFiles.map((file) => /node_modules\/(@tensorflow\/[^/]+)/.exec(file)?.[1]));
  packages.delete(undefined);
  expect([...packages].sort()).toEqual(
    ['backend-cpu', 'backend-wasm', 'core', 'layers'].map((name) => `@tensorflow/tfjs-${name}`),
  );
  expect(bundledFiles.filter((file) => file.endsWith('.node.js'))).toEqual([]);
});

test.each(['auto', 'wasm'])('%s: a worker thread trains on WebAssembly', async (preference) => {
  const { engine, loss } = await askWorker(preference, folder);
  expect(engine).toEqual({
    name: 'wasm',
    title: `TensorFlow.js ${tf.version_core}, WebAssembly with SIMD, ${threadsOfThisMachine}`,
    reason: preference === 'auto' ? 'the fastest engine that needs no installation' : 'forced',
  });
  expect(loss / 20).toBeGreaterThan(1);
  expect(loss / 20).toBeLessThan(5);
});

test.each([1, 2])('wasm: at most %i threads', async (mostThreads) => {
  const { engine, loss } = await askWorker('wasm', folder, mostThreads);
  expect(engine.title).toMatch(
    mostThreads === 1 || availableParallelism() === 1 ? /, one thread$/ : /, up to 2 threads$/,
  );
  expect(loss / 20).toBeGreaterThan(1);
});

test('cpu: the same numbers in plain JavaScript', async () => {
  const [plain, wasm] = await Promise.all([askWorker('cpu', folder), askWorker('wasm', folder)]);
  expect(plain.engine).toEqual({
    name: 'cpu',
    title: `TensorFlow.js ${tf.version_core}, plain JavaScript`,
    reason: 'forced',
  });
  expect(plain.loss).toBeCloseTo(wasm.loss, 4);
});

test('without its file WebAssembly falls back to plain JavaScript, or is an error when it was asked for', async () => {
  const nowhere = join(folder, 'nowhere');
  const { engine, loss } = await askWorker('auto', nowhere);
  expect(engine.name).toBe('cpu');
  expect(engine.reason).toMatch(/^WebAssembly does not load: ENOENT.*nowhere/);
  expect(loss).toBeGreaterThan(0);
  expect((await askWorker('wasm', nowhere)).error).toMatch(/^WebAssembly does not load: ENOENT.*nowhere/);
});

test('a damaged file is named', async () => {
  const damaged = await mkdtemp(join(folder, 'damaged-'));
  await writeFile(join(damaged, 'tfjs-backend-wasm-simd.wasm'), 'not WebAssembly');
  const { error } = await askWorker('wasm', damaged);
  expect(error).toBe(`WebAssembly does not load: ${join(damaged, 'tfjs-backend-wasm-simd.wasm')} is damaged.`);
});

const shapes: [a: number[], b: number[]][] = [
  [
    [3, 4],
    [4, 5],
  ],
  [
    [1, 7],
    [7, 1],
  ],
  [
    [50, 30],
    [30, 10],
  ],
  [
    [2, 3, 4],
    [2, 4, 5],
  ],
  [
    [1, 3, 4],
    [6, 4, 5],
  ],
  [
    [2, 1, 3, 4],
    [1, 5, 4, 2],
  ],
];

test.each(shapes)('matrix products of %j and %j are the cpu backend’s, transposed or not', async (shapeA, shapeB) => {
  const swapped = (shape: number[]) => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];
  const products: number[][][] = [];
  for (const use of [() => useWebAssembly(folder), usePlainJavaScript]) {
    await use();
    const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    products.push(
      [false, true].flatMap((transposeA) =>
        [false, true].map((transposeB) =>
          tf.tidy(() => {
            const a = tf.randomNormal(transposeA ? swapped(shapeA) : shapeA, 0, 1, 'float32', 1);
            const b = tf.randomNormal(transposeB ? swapped(shapeB) : shapeB, 0, 1, 'float32', 2);
            const product = tf.matMul(a, b, transposeA, transposeB);
            return [...product.shape, ...product.dataSync()];
          }),
        ),
      ),
    );
    expect([tf.memory().numTensors, tf.engine().backend.numDataIds()]).toEqual(before);
  }
  const [wasm, cpu] = products;
  wasm!.forEach((values, i) => {
    expect(values).toHaveLength(cpu![i]!.length);
    values.forEach((value, j) => expect(value).toBeCloseTo(cpu![i]![j]!, 4));
  });
});

/** A process that loads native TensorFlow from `modules`, as the native worker does. */
async function askNative(modules: string): Promise<string> {
  await build({
    absWorkingDir: root,
    stdin: {
      resolveDir: root,
      loader: 'ts',
      contents: `
        import { loadNativeEngine } from './src/engine/native';
        loadNativeEngine().then(
          (engine) => console.log(JSON.stringify(engine)),
          (error) => console.log(error.message),
        );`,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['@tensorflow/*'],
    outfile: join(folder, 'native.cjs'),
  });
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'native.cjs')], {
    env: { ...process.env, NODE_PATH: modules },
  });
  return stdout;
}

test('native TensorFlow is taken from NODE_PATH, with the function that Node took away put back first', async () => {
  // Stands in for @tensorflow/tfjs-node, which needs a download: it shows what ours does around it.
  const fake = join(folder, 'modules', '@tensorflow', 'tfjs-node');
  await mkdir(fake, { recursive: true });
  await writeFile(
    join(fake, 'index.js'),
    `if (!require('util').isNullOrUndefined(undefined)) throw new Error('too late');
     module.exports = {
       ready: async () => {},
       getBackend: () => 'tensorflow',
       tidy: (compute) => compute(),
       add: (a, b) => ({ dataSync: () => [a + b] }),
       version: { 'tfjs-node': '4.22.0' },
     };`,
  );
  expect(JSON.parse(await askNative(join(folder, 'modules')))).toEqual({
    name: 'native',
    title: 'TensorFlow.js 4.22.0, native TensorFlow',
    reason: 'native TensorFlow is installed',
  });
});

test('native TensorFlow that is not installed is an error', async () => {
  expect(await askNative(join(folder, 'nothing'))).toContain("Cannot find module '@tensorflow/tfjs-node'");
});
