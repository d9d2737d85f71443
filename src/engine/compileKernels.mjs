/** Compiles assembly/float64.ts to WebAssembly; the build calls this. */
import asc from 'assemblyscript/asc';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('assembly/float64.ts', import.meta.url));

/** Writes the compiled kernels to `outputPath`, unless what is there is newer than their source and this file. */
export async function compileKernels(outputPath) {
  const [output, ...inputs] = await Promise.all([outputPath, source, fileURLToPath(import.meta.url)].map(changedAt));
  if (output > Math.max(...inputs)) return;
  const { error, stderr } = await asc.main([
    source,
    ...['--outFile', outputPath],
    ...['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd'],
  ]);
  if (error) throw new Error(`The float64 kernels do not compile:\n${stderr.toString()}`, { cause: error });
}

/** When a file was last written, in milliseconds since 1970; 0 when there is none. */
async function changedAt(path) {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
