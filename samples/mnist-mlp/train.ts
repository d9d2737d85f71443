import { imageSide, pixelsPerImage, type Digits } from '../digits';
import type { DenseLayer } from '../observation';
import type { RunContext } from '../sample';
import { learnEpoch } from '../trainingLoop';
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
  const digits = digitsToLearn(context);
  const { count } = digits;
  const { test } = context.data;
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

  // What was learnt since the last report, and since when, without evaluations and pauses.
  let learnt = 0;
  let startedAt = 0;
  let reported = nothing;
  const reportTraining = async (atEndOfEpoch: boolean) => {
    if (learnt === 0) return;
    const loss = await classifier.takeLoss(); // Waits for all steps to be done: now is the time.
    let part: Learnt = { records: learnt, loss, milliseconds: context.now() - startedAt };
    learnt = 0;
    checkLoss(part.loss / part.records, step(), learningRate());
    // The end of an epoch may be a few records, too small a sample: the report before is taken together with it.
    if (atEndOfEpoch) part = sumOf(reported, part);
    reported = atEndOfEpoch ? nothing : part;
    observeScalar('training loss', part.loss / part.records);
    observeScalar('records per second', (part.records / part.milliseconds) * 1000);
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
    startedAt = context.now();
    const learn = (batch: Uint32Array) => {
      classifier.trainBatch(digits, batch, learningRate());
      record += batch.length;
      learnt += batch.length;
    };
    const rest = async () => {
      await reportTraining(false);
      if (context.now() - networkSeenAt >= millisecondsBetweenNetworks) {
        observeNetwork(true);
        networkSeenAt = context.now();
      }
      await breathe();
      startedAt = context.now();
    };
    await learnEpoch({ order, learnt: record, batchSize: classifier.recordsAtOnce ?? batchSize }, learn, {
      isDue: () => context.isDue(),
      rest,
    });
    epoch++;
    record = 0;
    await reportTraining(true);
    await evaluateAndReport();
  }
}

const millisecondsBetweenNetworks = 1000;

/** A part of an epoch: how many records, the sum of their losses, and how long they took. */
interface Learnt {
  readonly records: number;
  readonly loss: number;
  readonly milliseconds: number;
}

const nothing: Learnt = { records: 0, loss: 0, milliseconds: 0 };

function sumOf(one: Learnt, other: Learnt): Learnt {
  return {
    records: one.records + other.records,
    loss: one.loss + other.loss,
    milliseconds: one.milliseconds + other.milliseconds,
  };
}

/** The training records to learn from: all, or the first `trainRecords`. */
function digitsToLearn({ data: { train, test }, parameters }: RunContext): Digits {
  const count = (parameters.trainRecords as number | undefined) ?? train.count;
  if (test.count === 0) throw new Error('There are no test records to evaluate the network with.');
  if (train.count === 0) throw new Error('There are no training records to learn from.');
  if (count > train.count) {
    throw new Error(
      `trainRecords is ${count}, but there are only ${train.count} training records: choose no more than these.`,
    );
  }
  return {
    count,
    pixels: train.pixels.subarray(0, count * pixelsPerImage),
    labels: train.labels.subarray(0, count),
  };
}
