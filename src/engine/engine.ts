import type { EngineInfo } from '../protocol';

/**
 * Starts TensorFlow.js in this worker thread, on one core.
 * @param preference 'auto' takes WebAssembly, or plain JavaScript where that does not load
 * @param assetsFolder holds the .wasm files of @tensorflow/tfjs-backend-wasm
 * @throws Error when WebAssembly is asked for and does not load
 */
export async function loadEngine(preference: 'auto' | 'wasm' | 'cpu', assetsFolder: string): Promise<EngineInfo> {
  // Only here, so that runs without TensorFlow.js do not wait for it.
  const { usePlainJavaScript, useWebAssembly } = await import('./backends');
  const asked = 'forced';
  if (preference === 'cpu') return { name: 'cpu', title: await usePlainJavaScript(), reason: asked };
  try {
    const title = await useWebAssembly(assetsFolder);
    const reason = preference === 'wasm' ? asked : 'the fastest engine that needs no installation';
    return { name: 'wasm', title, reason };
  } catch (error) {
    const reason = `WebAssembly does not load: ${error instanceof Error ? error.message : String(error)}`;
    if (preference === 'wasm') throw new Error(reason, { cause: error });
    return { name: 'cpu', title: await usePlainJavaScript(), reason };
  }
}
