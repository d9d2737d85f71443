import { createBirpc } from 'birpc';
import type { TrainingRecords, WorkerFunctions } from './protocol';
import type { Services } from './services';

/**
 * Reads some of the learner's training records, in a worker that is ended afterwards.
 * @param from counted from 0
 * @throws DataError when the data cannot be read
 */
export async function readTrainingRecords(
  { data, workers }: Services,
  from: number,
  count: number,
): Promise<TrainingRecords> {
  const worker = workers().thread();
  const rpc = createBirpc<WorkerFunctions>(
    {},
    { post: (message) => worker.post(message), on: (listener) => worker.onMessage(listener), timeout: -1 },
  );
  try {
    return await Promise.race([
      rpc.trainingRecords(data.source(), from, count),
      new Promise<never>((_, reject) => worker.onExit(reject)),
    ]);
  } finally {
    worker.terminate();
  }
}
