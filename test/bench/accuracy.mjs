import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, train } from './measure.mjs';

const mnist = join(root, '..', 'shared', 'data', 'mnist');

/** The hand-made network on the complete MNIST: numpy's accuracies on its first records, the deck's on all of them. */
export async function accuracy() {
  if (!existsSync(mnist)) return [{ what: 'complete MNIST', measured: 'the files are not here', goal: '≥ 0.972' }];
  const fixture = JSON.parse(await readFile(join(root, 'test', 'fixtures', 'mnist.json'), 'utf8'));
  const figures = [];
  for (const {
    hidden,
    lr,
    epochs,
    first_n_training_records: records,
    test_accuracy_after_each_epoch: expected,
  } of fixture.network) {
    const set = Object.entries({ hiddenUnits: hidden, learningRate: lr, epochs, trainRecords: records });
    const { testAccuracyByEpoch } = await train(['--data', mnist, ...assignments(set)]);
    figures.push({
      what: `${records} records, ${hidden} hidden nodes, rate ${lr}: accuracy after each epoch`,
      measured: testAccuracyByEpoch.join(' '),
      goal: expected.join(' '),
      reached: testAccuracyByEpoch.join() === expected.join(),
    });
  }
  const { testAccuracy, recordsPerSecond } = await train(['--data', mnist]);
  figures.push({
    what: `60,000 records, 200 hidden nodes, rate 0.1, 5 epochs (${Math.round(recordsPerSecond)} records/s)`,
    measured: String(testAccuracy),
    goal: '≥ 0.972',
    reached: testAccuracy >= 0.972,
  });
  return figures;
}

/** @param {[string, number][]} values */
const assignments = (values) => values.flatMap(([name, value]) => ['--set', `${name}=${value}`]);
