import { availableParallelism } from 'node:os';
import { measurePrecision } from '../../samples/devices/precision';
import { trainShare } from '../../samples/devices/dataParallel';
import { loadData } from '../data/loadData';
import { canShareMemory } from '../engine/kernels/wasmBinary';
import type { DeviceWorkerFunctions, DeviceWorkerHostFunctions, WorkerDevice } from '../protocol';
import type { EngineLoader } from './serve';

/** What the devices panel has this worker do; `measuring` tells the host how far it is. */
export function deviceFunctions(
  assets: string,
  digitsFile: string,
  loadTensorFlow: EngineLoader,
  measuring: DeviceWorkerHostFunctions['measuring'],
): DeviceWorkerFunctions {
  return {
    loadDevice: async (device) => (await loadTensorFlow(requestFor(device), assets)).title,
    async benchmark() {
      // Only here, because it brings TensorFlow.js with it.
      const { benchmark } = await import('../../samples/devices/benchmark');
      const bench = { now: () => performance.now(), breathe: () => new Promise<void>(setImmediate) };
      return benchmark(bench, (what, share) => void measuring(what, share));
    },
    measurePrecision: (network, digits) => Promise.resolve(measurePrecision(network, digits)),
    async trainShare(plan, shared) {
      const { train } = await loadData({ kind: 'bundled' }, digitsFile);
      return trainShare(plan, shared, train, () => performance.now());
    },
  };
}

/** @throws Error that says why this device isn't there */
function requestFor(device: WorkerDevice): Parameters<EngineLoader>[0] {
  switch (device) {
    case 'javascript':
      return { engine: 'cpu' };
    case 'native':
      return { engine: 'native' };
    case 'wasm':
      return { engine: 'wasm', mostThreads: 1 };
    case 'wasmThreads':
      if (availableParallelism() === 1) throw new Error('This machine offers one core only.');
      if (!canShareMemory()) throw new Error('The runtime has no memory that WebAssembly threads could share.');
      return { engine: 'wasm' };
  }
}
