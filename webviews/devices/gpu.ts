import * as tf from '@tensorflow/tfjs';
import { benchmark } from '../../samples/devices/benchmark';
import type { DeviceResult } from '../../samples/devices/results';

/**
 * Measures a GPU backend in this webview; a bundle of its own, loaded only for this.
 * @param measuring is told what comes; throws when the learner cancelled
 * @throws Error that says why the backend isn't there
 */
export async function measureGpu(
  device: 'webgl' | 'webgpu',
  measuring: (what: string, share: number) => void,
  throwIfCancelled: () => void,
): Promise<DeviceResult> {
  const startedAt = performance.now();
  measuring('Loading', 0);
  const chip = await start(device);
  const engine = `TensorFlow.js ${tf.version_core}, ${device === 'webgl' ? 'WebGL 2' : 'WebGPU'} on ${chip}`;
  const loadTime = performance.now() - startedAt;
  const bench = {
    now: () => performance.now(),
    async breathe() {
      await new Promise((resolve) => setTimeout(resolve));
      throwIfCancelled();
    },
  };
  try {
    const isSoftware = /swiftshader|llvmpipe|software/i.test(chip);
    return {
      ...{ device, engine, loadTime },
      ...(isSoftware && { note: 'computed in software, without a GPU' }),
      ...(await benchmark(bench, measuring)),
    };
  } finally {
    tf.removeBackend(device);
  }
}

/** @returns the name of what computes */
async function start(device: 'webgl' | 'webgpu'): Promise<string> {
  tf.enableProdMode();
  const chip = device === 'webgl' ? webglRenderer() : await webgpuAdapter();
  if (!(await tf.setBackend(device))) throw new Error('TensorFlow.js could not start it.');
  await tf.ready();
  return chip;
}

function webglRenderer(): string {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) throw new Error('This window has no WebGL 2: no graphics driver, or it is switched off.');
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/** The part of WebGPU that is asked here; TypeScript's own library doesn't have it yet. */
interface Gpu {
  requestAdapter(): Promise<{ info?: { vendor: string; architecture: string; description: string } } | null>;
}

async function webgpuAdapter(): Promise<string> {
  const { gpu } = navigator as Navigator & { gpu?: Gpu };
  if (!gpu) throw new Error('This window has no WebGPU.');
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('This window has WebGPU, but no graphics adapter for it.');
  const { vendor = '', architecture = '', description = '' } = adapter.info ?? {};
  return description || `${vendor} ${architecture}`.trim() || 'an adapter that does not tell its name';
}
