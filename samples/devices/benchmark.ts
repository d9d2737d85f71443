import { BatchTrainer } from '../batchTrainer';
import { workloads, type Workload } from '../workloads';
import { measure, type Bench } from './measure';
import { answers, operations, stream, streamBytes, transfer, transferBytes, type Task } from './operations';
import type { BatchResult, DeviceResult, WorkloadResult } from './results';

const batchSizes = [1, 4, 16, 64, 256, 1024, 4096];

/** Milliseconds for the warm steps of each measurement. */
const workloadBudget = 500;
const batchBudget = 200;
/** A batch that would take longer than this, in milliseconds, isn't tried. */
const longestBatch = 1000;

/** Four models of the course, small batches, so that plain JavaScript has a chance. */
const trainedModels = ['mlp', 'cnn', 'lstm', 'attention'];
const trainingBatch = 16;

/** Transfer and bandwidth are the last two. */
const measurements = operations.length + trainedModels.length + batchSizes.length + 2;

/**
 * Measures the TensorFlow.js backend that is set now.
 * @param measuring is told before each measurement what comes, and what share of all, 0…1, is behind
 */
export async function benchmark(
  bench: Bench,
  measuring: (what: string, share: number) => void,
): Promise<Pick<DeviceResult, 'workloads' | 'batches' | 'transfer' | 'stream'>> {
  let begun = 0;
  const report = (what: string) => measuring(what, begun++ / measurements);
  const timed = async (create: () => Task, budget: number) => {
    const task = create();
    try {
      return await measure(() => task.step(), bench, budget);
    } finally {
      task.dispose();
    }
  };

  const results: WorkloadResult[] = [];
  for (const operation of operations) {
    const { id, title, work } = operation;
    report(title);
    results.push({ id, title, work, latency: await timed(() => operation.create(), workloadBudget) });
  }
  for (const model of workloads.filter(({ id }) => trainedModels.includes(id))) {
    const title = `Training step, ${trainingBatch} records: ${model.title}`;
    report(title);
    const known = { id: model.id, title };
    try {
      results.push({ ...known, latency: await timed(() => trainingStep(model), workloadBudget) });
    } catch (error) {
      // A backend may lack a kernel that this model's gradient needs; cancelling is another matter.
      if (!(error instanceof Error) || !/not registered/.test(error.message)) throw error;
      results.push({ ...known, missing: error.message.split('\n')[0]! });
    }
  }

  const batches: BatchResult[] = [];
  for (const size of batchSizes) {
    report(`Answers for batches of ${size}`);
    const last = batches.at(-1);
    if (last && (last.roundTrip.p50 * size) / last.size > longestBatch) continue;
    batches.push({
      size,
      resident: await timed(() => answers(size, true), batchBudget),
      roundTrip: await timed(() => answers(size, false), batchBudget),
    });
  }

  report('Transfer');
  const [roundTrip, resident] = [
    await timed(() => transfer(false), batchBudget),
    await timed(() => transfer(true), batchBudget),
  ];
  report('Memory bandwidth');
  const latency = await timed(stream, batchBudget);
  return {
    workloads: results,
    batches,
    transfer: { bytes: transferBytes, roundTrip, resident },
    stream: { bytes: streamBytes, latency },
  };
}

/** One step of gradient descent, its loss included. */
function trainingStep(model: Workload): Task {
  const task = model.create(trainingBatch, 1);
  const trainer = new BatchTrainer(task);
  const records = Uint32Array.from({ length: trainingBatch }, (_, record) => record);
  return {
    async step() {
      trainer.learn(records);
      await trainer.takeLoss();
    },
    dispose() {
      trainer.dispose();
      task.disposeModel();
    },
  };
}
