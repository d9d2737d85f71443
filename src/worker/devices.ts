import { measurePrecision } from '../../samples/devices/precision';
import { trainShare } from '../../samples/devices/dataParallel';
import { loadData } from '../data/loadData';
import type { DeviceWorkerFunctions, DeviceWorkerHostFunctions } from '../protocol';
import type { EngineLoader } from './serve';

/** What the devices panel has this worker do; `measuring` tells the host how far it is. */
export function deviceFunctions(
  assets: string,
  digitsFile: string,
  loadTensorFlow: EngineLoader,
  measuring: DeviceWorkerHostFunctions['measuring'],
): DeviceWorkerFunctions {
  return {
    loadDevice: async (engine) => (await loadTensorFlow({ engine }, assets)).title,
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
