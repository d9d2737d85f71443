import type { EngineInfo } from '../protocol';

/**
 * Starts TensorFlow.js in this worker thread.
 * @param preference 'auto' takes WebAssembly, or plain JavaScript where that does not load
 * @param assetsFolder holds the .wasm files of @tensorflow/tfjs-backend-wasm
 * @param mostThreads WebAssembly takes at most so many, this one included; left out, as many as pay. The others are the
 * engine's own, and only take part while that is faster. Plain JavaScript always has one.
 * @throws Error when WebAssembly is asked for and does not load
 */
export async function loadEngine(
  preference: 'auto' | 'wasm' | 'cpu',
  assetsFolder: string,
  mostThreads?: number,
): Promise<EngineInfo> {
  // Only here, so that runs without TensorFlow.js do not wait for it.
  const { usePlainJavaScript, useWebAssembly } = await import('./backends');
  const asked = 'forced';
  if (preference === 'cpu') return { name: 'cpu', title: await usePlainJavaScript(), reason: asked };
  try {
    const title = await useWebAssembly(assetsFolder, mostThreads);
    const reason = preference === 'wasm' ? asked : 'the fastest engine that needs no installation';
    return { name: 'wasm', title, reason };
  } catch (error) {
    const reason = `WebAssembly does not load: ${error instanceof Error ? error.message : String(error)}`;
    if (preference === 'wasm') throw new Error(reason, { cause: error });
    return { name: 'cpu', title: await usePlainJavaScript(), reason };
  }
}
