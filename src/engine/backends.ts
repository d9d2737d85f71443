import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerTransposedMatMul } from './transposedMatMul';

/** @returns what runs now, for people */
export async function usePlainJavaScript(): Promise<string> {
  tf.enableProdMode(); // Leaves out checks and advice for programmers.
  await tf.setBackend('cpu');
  return `TensorFlow.js ${tf.version_core}, plain JavaScript`;
}

/**
 * @param folder holds the .wasm files of @tensorflow/tfjs-backend-wasm
 * @returns what runs now, for people
 * @throws Error saying why WebAssembly does not load
 */
export async function useWebAssembly(folder: string): Promise<string> {
  tf.enableProdMode();
  const hasSimd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  // The backend reports a file that it cannot use only on the console.
  const file = join(folder, hasSimd ? 'tfjs-backend-wasm-simd.wasm' : 'tfjs-backend-wasm.wasm');
  const bytes = await readFile(file);
  if (!WebAssembly.validate(bytes)) throw new Error(`${file} is damaged.`);

  setWasmPaths(folder + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error('the backend of TensorFlow.js did not start.');
  registerTransposedMatMul();
  return `TensorFlow.js ${tf.version_core}, WebAssembly ${hasSimd ? 'with' : 'without'} SIMD`;
}
