import { answersOf, scorecard, sum } from '../classification';
import { classes, type Digits } from '../digits';
import type { Classifier } from './classifier';

export interface Evaluation {
  /** Records × 10. */
  readonly outputs: Float32Array;
  /** The part of the records, 0…1, for which the output of the label is the largest. */
  readonly accuracy: number;
  /** Per record. */
  readonly loss: number;
}

/** Asks the network about every record; `rest` is called between a few, so that a long evaluation blocks nothing. */
export async function evaluate(
  classifier: Classifier,
  digits: Digits,
  rest: () => Promise<void> | undefined,
): Promise<Evaluation> {
  const outputs = new Float32Array(digits.count * classes);
  let correct = 0;
  let loss = 0;
  for (let from = 0; from < digits.count; from += recordsAtOnce) {
    const to = Math.min(from + recordsAtOnce, digits.count);
    const answer = classifier.answer(digits, from, to);
    outputs.set(answer.outputs, from * classes);
    correct += sum(scorecard(answersOf(answer.outputs, classes), digits.labels.subarray(from, to)));
    loss += answer.loss;
    await rest();
  }
  return { outputs, accuracy: correct / digits.count, loss: loss / digits.count };
}

/** Few enough to be answered in a moment, many enough to keep TensorFlow.js busy. */
const recordsAtOnce = 50;
