import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { useTrainingKernels } from './kernels';
import { canShareMemory, withSharedMemory } from './kernels/wasmBinary';

/** @returns what runs now, for people */
export async function usePlainJavaScript(): Promise<string> {
  tf.enableProdMode(); // Leaves out checks and advice for programmers.
  await tf.setBackend('cpu');
  return `TensorFlow.js ${tf.version_core}, plain JavaScript`;
}

/**
 * Starts TensorFlow.js on WebAssembly with our training kernels.
 * @param folder holds the .wasm files of @tensorflow/tfjs-backend-wasm, and those of compileKernels.mjs
 * @param mostThreads left out, as many as pay
 * @returns what runs now, for people
 * @throws Error saying why WebAssembly does not load
 */
export async function useWebAssembly(folder: string, mostThreads?: number): Promise<string> {
  tf.enableProdMode();
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('this machine has no SIMD for WebAssembly.');
  // The backend reports a file that it cannot use only on the console.
  const file = join(folder, 'tfjs-backend-wasm-simd.wasm');
  const bytes = await readFile(file);
  if (!WebAssembly.validate(bytes)) throw new Error(`${file} is damaged.`);

  setWasmPaths(folder + sep, true);
  const started = await withoutProcessListeners(() =>
    withFetch(mostThreads !== 1 && canShareMemory() ? withSharedMemory(bytes) : bytes, () => tf.setBackend('wasm')),
  );
  if (!started) throw new Error('the backend of TensorFlow.js did not start.');
  const { threads } = await useTrainingKernels(folder, mostThreads);
  const count = threads.maximum === 1 ? 'one thread' : `up to ${threads.maximum} threads`;
  return `TensorFlow.js ${tf.version_core}, WebAssembly with SIMD, ${count}`;
}

/** Lets the backend read `bytes` wherever it looks for its file, which it would else read itself. */
async function withFetch<T>(bytes: Uint8Array<ArrayBuffer>, start: () => Promise<T>): Promise<T> {
  const { platform } = tf.env();
  const ours = Object.create(platform) as typeof platform;
  ours.fetch = () => Promise.resolve(new Response(bytes));
  tf.env().platform = ours;
  try {
    return await start();
  } finally {
    tf.env().platform = platform;
  }
}

/** The backend's loader (Emscripten's) makes every unhandled rejection in the process an exception; not in ours. */
async function withoutProcessListeners<T>(start: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = events.map((event) => process.listeners(event as 'uncaughtException'));
  try {
    return await start();
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!before[i]!.includes(listener)) process.off(event, listener);
      }
    });
  }
}
