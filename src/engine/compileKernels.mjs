/** Compiles the AssemblyScript in assembly/ to WebAssembly; the build calls this. */
import asc from 'assemblyscript/asc';
import { readdir, readFile, rename, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('assembly/', import.meta.url));

/** The memory is TensorFlow.js's, of any size. Helpers get it shared: kernels/wasmBinary.ts sets the flag for it. */
const inTensorFlowMemory = ['--initialMemory', '1', '--maximumMemory', '65536'];

/** For each file: where its source begins, and what it needs. A runtime without relaxed SIMD takes the last one. */
const variants = {
  'float64.wasm': { entry: 'float64.ts', options: [] },
  'training.wasm': {
    entry: 'training.ts',
    options: [...inTensorFlowMemory, '--enable', 'relaxed-simd', '--use', 'RELAXED=1'],
  },
  'training-plain.wasm': { entry: 'training.ts', options: inTensorFlowMemory },
};

/**
 * Writes compiled kernels to `outputPath`, whose file name says which, unless what is there is newer than all sources
 * and this file.
 */
export async function compileKernels(outputPath) {
  const { entry, options } = variants[basename(outputPath)];
  const sources = (await readdir(folder)).map((file) => folder + file);
  const [output, ...inputs] = await Promise.all(
    [outputPath, ...sources, fileURLToPath(import.meta.url)].map(changedAt),
  );
  if (output > Math.max(...inputs)) return;
  // Renamed when complete, for two processes may build at the same time.
  const unfinished = `${outputPath}.${process.pid}`;
  const { error, stderr } = await asc.main([
    folder + entry,
    ...['--outFile', unfinished],
    ...['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd', '--use', 'abort='],
    ...options,
  ]);
  if (error) throw new Error(`The kernels in ${entry} do not compile:\n${stderr.toString()}`, { cause: error });
  if (hasData(await readFile(unfinished))) {
    throw new Error(`${entry} has constant data (tables, strings, Mathf.exp …), which would overwrite the memory.`);
  }
  await rename(unfinished, outputPath);
}

/** Whether a WebAssembly module brings values for its memory: whether it has a data section, number 11. */
function hasData(bytes) {
  for (let at = 8; at < bytes.length;) {
    if (bytes[at] === 11) return true;
    let size = 0;
    let shift = 0;
    do size |= (bytes[++at] & 127) << shift;
    while (((shift += 7), bytes[at] & 128));
    at += 1 + size;
  }
  return false;
}

/** When a file was last written, in milliseconds since 1970; 0 when there is none. */
async function changedAt(path) {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
