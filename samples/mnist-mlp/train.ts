import { imageSide } from '../digits';
import type { DenseLayer } from '../observation';
import type { RunContext } from '../sample';
import type { Classifier } from './classifier';
import { checkLayers, checkLoss } from './divergence';
import { evaluate } from './evaluate';

/** All that a run needs to continue. */
interface Checkpoint {
  readonly epoch: number;
  /** Records learnt in this epoch; while it is 0, the network still has to be evaluated. */
  readonly record: number;
  readonly layers: readonly DenseLayer[];
}

/** Trains epoch by epoch and evaluates before the first and after each: the same loop for every model. */
export async function train(classifier: Classifier, context: RunContext): Promise<void> {
  const { train: digits, test } = context.data;
  const count = recordsToLearn(context);
  const epochs = context.parameters.epochs as number;
  const batchSize = context.parameters.batchSize as number;
  const learningRate = () => context.parameters.learningRate as number; // Asked each time: the learner may change it.

  let epoch = 0;
  let record = 0;
  if (context.checkpoint !== undefined) {
    const checkpoint = context.checkpoint as Checkpoint;
    ({ epoch, record } = checkpoint);
    classifier.restore(checkpoint.layers);
  }
  const breathe = () => context.breathe((): Checkpoint => ({ epoch, record, layers: classifier.layers() }));
  const step = () => epoch + record / count;

  const observeScalar = (name: string, value: number) => context.observe({ kind: 'scalar', name, step: step(), value });
  const observeNetwork = (isTransient: boolean) => {
    const layers = classifier.layers();
    checkLayers(layers, step(), learningRate());
    context.observe({
      kind: 'network',
      name: 'network',
      step: step(),
      inputScaling: classifier.inputScaling,
      layers,
      ...(isTransient && { transient: true }),
    });
  };

  const evaluateAndReport = async () => {
    const { outputs, accuracy, loss } = await evaluate(classifier, test, () =>
      context.isDue() ? breathe() : undefined,
    );
    checkLoss(loss, step(), learningRate());
    observeNetwork(false);
    const [rows, columns] = [test.count, outputs.length / test.count];
    context.observe({ kind: 'matrix', name: 'outputs', step: step(), rows, columns, values: outputs });
    observeScalar('test loss', loss);
    observeScalar('test accuracy', accuracy);
  };

  // What was learnt since the last report, and how long it took without evaluations and pauses.
  let learnt = 0;
  let loss = 0;
  let milliseconds = 0;
  const reportTraining = () => {
    if (learnt === 0) return;
    observeScalar('training loss', loss / learnt);
    observeScalar('records per second', (learnt / milliseconds) * 1000);
    learnt = loss = milliseconds = 0;
  };

  const { pixels, labels } = test;
  context.observe({
    kind: 'images',
    name: 'test digits',
    step: 0,
    width: imageSide,
    height: imageSide,
    pixels,
    labels,
  });
  if (record === 0) await evaluateAndReport();
  let networkSeenAt = context.now();
  while (epoch < epochs) {
    const order = classifier.order(epoch, count);
    let startedAt = context.now();
    while (record < count) {
      const batch = order.subarray(record, record + batchSize);
      const batchLoss = classifier.trainBatch(digits, batch, learningRate());
      checkLoss(batchLoss / batch.length, step(), learningRate());
      record += batch.length;
      learnt += batch.length;
      loss += batchLoss;
      if (!context.isDue()) continue;
      milliseconds += context.now() - startedAt;
      reportTraining();
      if (context.now() - networkSeenAt >= millisecondsBetweenNetworks) {
        observeNetwork(true);
        networkSeenAt = context.now();
      }
      await breathe();
      startedAt = context.now();
    }
    milliseconds += context.now() - startedAt;
    epoch++;
    record = 0;
    reportTraining();
    await evaluateAndReport();
  }
}

const millisecondsBetweenNetworks = 1000;

/** How many of the training records to learn from: all, or the first `trainRecords`. */
function recordsToLearn({ data: { train, test }, parameters: { trainRecords = train.count } }: RunContext): number {
  if (test.count === 0) throw new Error('There are no test records to evaluate the network with.');
  if (train.count === 0) throw new Error('There are no training records to learn from.');
  if ((trainRecords as number) > train.count) {
    throw new Error(
      `trainRecords is ${trainRecords}, but there are only ${train.count} training records: choose no more than these.`,
    );
  }
  return trainRecords as number;
}
