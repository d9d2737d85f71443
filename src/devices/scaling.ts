import { medianStep, shareTraining, type SharePlan } from '../../samples/devices/dataParallel';
import type { MeasuredScaling, ScalingRecord } from '../protocol';
import type { Workerish } from '../worker/startWorker';
import { askWorker } from './askWorker';

const workerCounts = [1, 2, 4];
const warmUpSteps = 5;
const plan = { steps: 25, batchSize: 256, learningRate: 0.1 } satisfies Partial<SharePlan>;
const seed = 42;

/** The same training on one, two and four worker threads, one after another; the weights all end with are compared. */
export async function measureScaling(start: () => Workerish, signal: AbortSignal): Promise<ScalingRecord> {
  const startedAt = Date.now();
  const results: MeasuredScaling[] = [];
  let alone: Float64Array | undefined;
  for (const workers of workerCounts) {
    const shared = shareTraining(workers, seed);
    const together = new AbortController(); // When one fails, the others would wait for it forever.
    const ranks = Array.from({ length: workers }, (_, rank) => rank);
    const times = await Promise.all(
      ranks.map((rank) =>
        askWorker(
          start(),
          (worker) => worker.trainShare({ ...plan, rank, workers }, shared),
          AbortSignal.any([signal, together.signal]),
        ).catch((error: unknown) => {
          together.abort(error);
          throw error;
        }),
      ),
    );
    alone ??= shared.parameters;
    const furthestWeight = shared.parameters.reduce((most, w, i) => Math.max(most, Math.abs(w - alone![i]!)), 0);
    // All leave the barrier together, so that one worker's steps are everybody's.
    results.push({ workers, ...medianStep(times[0]!, warmUpSteps), furthestWeight });
  }
  return { startedAt, results };
}
