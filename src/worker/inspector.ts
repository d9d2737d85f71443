import { pixelsPerImage, type Digits } from '../../samples/digits';
import { loadData } from '../data/loadData';
import type { Inspection } from '../inspector/inspection';
import type { EngineInfo, InspectorWorkerFunctions } from '../protocol';
import type { EngineLoader } from './serve';

/** What an inspector has this worker do: one model at a time, the one that was opened last. */
export function inspectorFunctions(
  assets: string,
  digitsFile: string,
  loadTensorFlow: EngineLoader,
): InspectorWorkerFunctions {
  let inspection: Inspection | undefined;
  let engine: EngineInfo | undefined;
  let digits: Promise<Digits> | undefined;
  const opened = () => {
    if (!inspection) throw new Error('No model is open.');
    return inspection;
  };
  return {
    async openModel(files) {
      // Only here, because it brings TensorFlow.js with it.
      const [{ Inspection }, { enableProdMode, setBackend }] = await Promise.all([
        import('../inspector/inspection'),
        import('@tensorflow/tfjs'),
      ]);
      enableProdMode(); // Leaves out checks and advice for programmers.
      const next = await Inspection.open(files, async () => {
        engine ??= await loadTensorFlow({ engine: 'auto' }, assets);
        await setBackend(engine.name);
        return engine;
      });
      inspection?.dispose();
      inspection = next;
      return next.overview;
    },
    summariseTensor: async (tensor) => opened().summariseTensor(tensor),
    tensorImages: async (tensor, group, from, count) => opened().tensorImages(tensor, group, from, count),
    tensorWindow: async (tensor, window) => opened().tensorWindow(tensor, window),
    tensorAsCsv: async (tensor) => opened().tensorAsCsv(tensor),
    askModel: async (question) => opened().askModel(question),
    async bundledDigit(index) {
      digits ??= loadData({ kind: 'bundled' }, digitsFile).then(({ test }) => test);
      const { count, pixels, labels } = await digits;
      const at = Math.max(0, Math.min(index, count - 1));
      return {
        index: at,
        count,
        label: labels[at]!,
        pixels: pixels.slice(at * pixelsPerImage, (at + 1) * pixelsPerImage),
      };
    },
  };
}
