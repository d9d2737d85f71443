import { mnistMlp } from '../../samples/mnist-mlp';
import type { Network } from '../../samples/observation';
import type { BackPropagationHostFunctions, TeachingHostFunctions } from '../protocol';
import type { RunRecord } from '../runs/runRecord';
import type { Services } from '../services';
import { trainMnistMlp } from '../training';
import { readTrainingRecords } from '../trainingRecords';

/** What Step Through Back Propagation may ask of the extension host: digits, and the networks that learn to read them. */
export function backPropagationFunctions(
  services: Services,
): Omit<BackPropagationHostFunctions, keyof TeachingHostFunctions> {
  const { runs } = services;
  return {
    trainingRecords: (from, count) => readTrainingRecords(services, from, count),
    async trainedRuns() {
      const summaries = (await runs.summaries()).filter(
        ({ request }) => request.sampleId === mnistMlp.id && request.parameters.model === 'hand-made',
      );
      const records = await Promise.all(summaries.map(({ id }) => runs.read(id)));
      return records
        .map((record) => ({ run: record.summary, frameSteps: record.allFrameSteps() }))
        .filter(({ frameSteps }) => frameSteps.length > 0);
    },
    async networkAt(runId, step) {
      return (await (await runs.read(runId)).frame(step)).network;
    },
    async newerNetwork(runId, after) {
      return runs.activeRun(runId) ? nextNetwork(await runs.read(runId), after) : undefined;
    },
    trainRun: (preset) => trainMnistMlp(services, preset),
  };
}

/** Undefined when the run ends before it has a newer one. */
function nextNetwork(record: RunRecord, after: number): Promise<Network | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      const { liveNetwork, summary } = record;
      const isNewer = liveNetwork !== undefined && liveNetwork.step > after;
      if (!isNewer && !['finished', 'stopped', 'failed'].includes(summary.status)) return;
      record.off('changed', look).off('network', look).off('frame', look);
      resolve(isNewer ? liveNetwork : undefined);
    };
    record.on('changed', look).on('network', look).on('frame', look);
    look();
  });
}
