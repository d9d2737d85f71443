import * as tf from '@tensorflow/tfjs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registerConvolution } from './convolution';
import { fuseConvolutionLayers } from './convolutionLayer';
import { registerDepthwise } from './depthwise';
import { Heap, type WasmBackend } from './heap';
import { registerCopies } from './copies';
import { registerGather } from './gather';
import { registerElementwise } from './elementwise';
import { speedUpOptimizers } from './optimizers';
import { registerReduce } from './reduce';
import { registerSoftmax } from './softmax';
import { registerMatrixProduct } from './matrixProduct';
import { registerPooling } from './pooling';
import { registerRecurrent } from './recurrent';
import { replaceRecurrentLayers } from './recurrentLayers';
import { Threads } from './threads';
import { hasRelaxedSimd, withSharedMemory } from './wasmBinary';

/** What the kernels work with. */
export interface Kernels {
  readonly heap: Heap;
  readonly threads: Threads;
}

/** One line for each family of kernels. */
const families: readonly ((kernels: Kernels) => void)[] = [
  registerCopies,
  registerGather,
  registerMatrixProduct,
  registerElementwise,
  registerReduce,
  registerSoftmax,
  speedUpOptimizers,
  registerConvolution,
  fuseConvolutionLayers,
  registerDepthwise,
  registerPooling,
  registerRecurrent,
  replaceRecurrentLayers,
];

/** One for each start of the backend; its kernels are registered once. */
const loaded = new WeakMap<tf.KernelBackend, Kernels>();

/**
 * Makes TensorFlow.js's WebAssembly backend, which must be the current one, train with our kernels.
 * @param folder holds the files that compileKernels.mjs wrote
 * @param mostThreads left out, as many as pay
 * @throws Error when they are not there
 */
export async function useTrainingKernels(folder: string, mostThreads?: number): Promise<Kernels> {
  const backend = tf.backend() as WasmBackend;
  const before = loaded.get(backend);
  if (before) return before;
  const heap = new Heap(backend);
  const file = await readFile(join(folder, hasRelaxedSimd() ? 'training.wasm' : 'training-plain.wasm'));
  const isShared = (heap.memory.buffer as unknown) instanceof SharedArrayBuffer;
  const module = new WebAssembly.Module(isShared ? withSharedMemory(file) : file);
  const kernels = { heap, threads: new Threads(heap, module, mostThreads) };
  for (const register of families) register(kernels);
  loaded.set(backend, kernels);
  return kernels;
}
