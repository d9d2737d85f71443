import { createBirpc } from 'birpc';
import { join } from 'node:path';
import { findSample } from '../../samples';
import { plainLinearAlgebra } from '../../samples/linearAlgebra';
import { parametersFor, RunStopped, type Sample } from '../../samples/sample';
import { loadData } from '../data/loadData';
import { sliceDigits } from '../data/sliceDigits';
import { loadFloat64Kernels } from '../engine/float64';
import type {
  CopyDescription,
  DeviceWorkerFunctions,
  DeviceWorkerHostFunctions,
  EngineInfo,
  InspectorWorkerFunctions,
  RunRequest,
  WorkerFunctions,
  WorkerHostFunctions,
} from '../protocol';
import { checkingLoss } from './checkLoss';
import { deviceFunctions } from './devices';
import { loadCopy } from './loadCopy';
import { inspectorFunctions } from './inspector';
import { RunControl } from './runControl';
import { explainNotFinite } from './notFinite';

/** One end of the channel between host and worker: a thread's or a process's. */
export interface WorkerPort {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
}

/** Loads the TensorFlow.js engine that this kind of worker has, on as many threads as pay where no number is given. */
export type EngineLoader = (
  request: Pick<RunRequest, 'engine'> & { readonly mostThreads?: number },
  assets: string,
) => Promise<EngineInfo>;

/** Offers `WorkerFunctions` at this port; `assets` is the folder with the WebAssembly files and the bundled digits. */
export function serve(port: WorkerPort, assets: string, loadTensorFlow: EngineLoader): void {
  const digits = join(assets, 'digits.bin.gz');
  const control = new RunControl(() => host);

  const host = createBirpc<
    WorkerHostFunctions & DeviceWorkerHostFunctions,
    WorkerFunctions & DeviceWorkerFunctions & InspectorWorkerFunctions
  >(
    {
      ...deviceFunctions(assets, digits, loadTensorFlow, (what, share) => void host.measuring.asEvent(what, share)),
      ...inspectorFunctions(assets, digits, loadTensorFlow),
      async start(request, checkpoint) {
        const sample = request.copy ? await loadCopy(request.copy, assets) : findSample(request.sampleId);
        if (!sample) throw new Error(`There is no sample "${request.sampleId}".`);
        const { engine, linearAlgebra } = await loadEngine(sample, request);
        await host.engineChosen(engine);
        const data = await loadData(request.data, digits);
        await host.dataLoaded(data.info);
        const { parameters, seed } = request;
        try {
          const context = control.context({ parameters, seed, data, linearAlgebra, checkpoint });
          await sample.run(request.copy ? checkingLoss(context) : context);
          return 'finished';
        } catch (error) {
          if (error instanceof RunStopped) return 'stopped';
          if (request.copy) explainNotFinite(error);
          throw error;
        } finally {
          await control.flush();
        }
      },
      pause: () => control.pause(),
      resume: () => control.resume(),
      stop: () => control.stop(),
      tune: (parameters) => control.tune(parameters),
      async trainingRecords(source, from, count) {
        const { info, train } = await loadData(source, digits);
        return { info, digits: sliceDigits(train, Math.min(from, train.count), Math.min(from + count, train.count)) };
      },
      describeCopy: async (copy) => describeSample(await loadCopy(copy, assets)),
      async checkCopy(copy, given) {
        const sample = await loadCopy(copy, assets);
        const parameters = parametersFor(sample, given);
        return { parameters, usesTensorFlow: sample.usesTensorFlow(parameters) };
      },
    },
    { post: (message) => port.post(message), on: (listener) => port.listen(listener), timeout: -1 },
  );

  /** Without the functions, which can't be sent. */
  const describeSample = ({ title, parameters, presets }: Sample): CopyDescription => ({ title, parameters, presets });

  async function loadEngine(sample: Sample, request: RunRequest) {
    const float64 = () => loadFloat64Kernels(join(assets, 'float64.wasm'));
    if (sample.usesTensorFlow(request.parameters)) {
      const engine = await loadTensorFlow(request, assets);
      return { engine, linearAlgebra: engine.name === 'cpu' ? plainLinearAlgebra : await float64() };
    }
    const reason = 'this network is made by hand and needs no TensorFlow.js';
    return request.engine === 'cpu'
      ? {
          engine: { name: 'cpu', title: 'Plain JavaScript, float64', reason: `forced; ${reason}` } as const,
          linearAlgebra: plainLinearAlgebra,
        }
      : {
          engine: { name: 'wasm', title: 'WebAssembly SIMD kernels, float64', reason } as const,
          linearAlgebra: await float64(),
        };
  }
}
