import { classes, imageSide } from '../digits';
import type { DenseLayer } from '../observation';
import type { RunContext } from '../sample';
import type { Classifier } from './classifier';

/** All that a run needs to continue. */
interface Checkpoint {
  readonly epoch: number;
  /** Records learnt in this epoch; 0 means that the network is not evaluated yet. */
  readonly record: number;
  readonly layers: readonly DenseLayer[];
}

/** Trains and evaluates: the same loop for every model. Steps are epochs. */
export async function train(classifier: Classifier, context: RunContext): Promise<void> {
  const { test } = context.data;
  const digits = context.data.train;
  const count = recordsToLearn(context);
  const epochs = context.parameters.epochs as number;
  const batchSize = context.parameters.batchSize as number;

  let epoch = 0;
  let record = 0;
  if (context.checkpoint !== undefined) {
    const checkpoint = context.checkpoint as Checkpoint;
    ({ epoch, record } = checkpoint);
    classifier.restore(checkpoint.layers);
  }
  const checkpoint = (): Checkpoint => ({ epoch, record, layers: classifier.layers() });

  const step = () => epoch + record / count;
  const learningRate = () => context.parameters.learningRate as number;
  const scalar = (name: string, value: number) => context.observe({ kind: 'scalar', name, step: step(), value });
  const network = () => ({
    kind: 'network' as const,
    name: 'network',
    step: step(),
    inputScaling: classifier.inputScaling,
    layers: classifier.layers(),
  });

  /** Losses are finite until the weights run away; then no number after them means anything. */
  const checkLoss = (loss: number) => {
    if (Number.isFinite(loss)) return;
    throw new Error(
      `The training diverged at step ${step().toFixed(3)}: the loss is no longer a finite number. ` +
        `The learning rate of ${learningRate()} is too large; try a tenth of it.`,
    );
  };

  const evaluate = async () => {
    const outputs = new Float32Array(test.count * classes);
    let correct = 0;
    let loss = 0;
    for (let from = 0; from < test.count; from += answersAtOnce) {
      const to = Math.min(from + answersAtOnce, test.count);
      const answer = classifier.answer(test, from, to);
      outputs.set(answer.outputs, from * classes);
      correct += countCorrect(answer.outputs, test.labels.subarray(from, to));
      loss += answer.loss;
      if (context.isDue()) await context.breathe(checkpoint);
    }
    checkLoss(loss);
    context.observe(network());
    context.observe({
      kind: 'matrix',
      name: 'outputs',
      step: step(),
      rows: test.count,
      columns: classes,
      values: outputs,
    });
    scalar('test loss', loss / test.count);
    scalar('test accuracy', correct / test.count);
  };

  // Since the last report: what was learnt, and in how many milliseconds.
  let learnt = 0;
  let loss = 0;
  let milliseconds = 0;
  const report = () => {
    if (learnt === 0) return;
    scalar('training loss', loss / learnt);
    scalar('records per second', (learnt / milliseconds) * 1000);
    learnt = loss = milliseconds = 0;
  };

  context.observe({
    kind: 'images',
    name: 'test digits',
    step: 0,
    width: imageSide,
    height: imageSide,
    pixels: test.pixels,
    labels: test.labels,
  });
  if (record === 0) await evaluate();
  let networkSeenAt = context.now();
  while (epoch < epochs) {
    const order = classifier.order(epoch, count);
    let startedAt = context.now();
    while (record < count) {
      const batch = order.subarray(record, record + batchSize);
      const batchLoss = classifier.trainBatch(digits, batch, learningRate());
      record += batch.length;
      checkLoss(batchLoss);
      loss += batchLoss;
      learnt += batch.length;
      if (context.isDue()) {
        milliseconds += context.now() - startedAt;
        report();
        if (context.now() - networkSeenAt >= millisecondsBetweenNetworks) {
          context.observe({ ...network(), transient: true });
          networkSeenAt = context.now();
        }
        await context.breathe(checkpoint);
        startedAt = context.now();
      }
    }
    milliseconds += context.now() - startedAt;
    epoch++;
    record = 0;
    report();
    await evaluate();
  }
}

/** Few enough to be answered between two breaths, many enough to keep TensorFlow.js busy. */
const answersAtOnce = 50;
const millisecondsBetweenNetworks = 1000;

/** How many of the training records to learn from: all, or the first `trainRecords`. */
function recordsToLearn({ data: { train, test }, parameters: { trainRecords = train.count } }: RunContext): number {
  if (test.count === 0) throw new Error('There are no test records to evaluate the network with.');
  if (train.count === 0) throw new Error('There are no training records to learn from.');
  if ((trainRecords as number) > train.count) {
    throw new Error(`trainRecords is ${trainRecords}, but there are only ${train.count} training records.`);
  }
  return trainRecords as number;
}

/** A record is answered correctly when the output of its label is the largest of the ten. */
function countCorrect(outputs: ArrayLike<number>, labels: Uint8Array): number {
  let correct = 0;
  for (const [row, label] of labels.entries()) {
    let largest = 0;
    for (let k = 1; k < classes; k++) if (outputs[row * classes + k]! > outputs[row * classes + largest]!) largest = k;
    if (largest === label) correct++;
  }
  return correct;
}
