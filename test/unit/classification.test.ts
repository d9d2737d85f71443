import { expect, test } from 'vitest';
import { answersOf, confusionMatrix, recordsIn, scorecard, sum, worstMistakes } from '../../samples/classification';

// Five records, three classes.
const outputs = [
  [0.8, 0.1, 0.1],
  [0.2, 0.3, 0.9],
  [0.1, 0.6, 0.5],
  [0.4, 0.4, 0.2],
  [0.7, 0.2, 0.3],
].flat();
const labels = Uint8Array.from([0, 1, 1, 1, 2]);
const answers = Uint8Array.from([0, 2, 1, 0, 0]);

test('the answer is the class with the largest output, the first of equal ones', () => {
  expect(answersOf(outputs, 3)).toEqual(answers);
});

test('the scorecard has a 1 for each right answer; its sum over its size is the performance', () => {
  const scores = scorecard(answers, labels);
  expect(scores).toEqual(Uint8Array.from([1, 0, 1, 0, 0]));
  expect(sum(scores) / scores.length).toBe(0.4);
});

test('the sum of a scorecard does not overflow its bytes', () => {
  expect(sum(new Uint8Array(10_000).fill(1))).toBe(10_000);
});

test('the confusion matrix counts true labels in rows and answers in columns', () => {
  expect([...confusionMatrix(answers, labels, 3)]).toEqual([1, 0, 0, 1, 1, 1, 1, 0, 0]);
});

test('the diagonal of the confusion matrix adds up to the scorecard', () => {
  const counts = confusionMatrix(answers, labels, 3);
  expect(counts[0]! + counts[4]! + counts[8]!).toBe(sum(scorecard(answers, labels)));
});

test('a cell of the confusion matrix holds its records', () => {
  expect(recordsIn({ label: 1, answer: 0 }, answers, labels)).toEqual([3]);
  expect(recordsIn({ label: 0, answer: 2 }, answers, labels)).toEqual([]);
});

test('the worst mistakes are the wrong answers, the surest first', () => {
  expect(worstMistakes(outputs, labels, 3)).toEqual([1, 4, 3]);
  expect(worstMistakes(outputs, answers, 3)).toEqual([]);
});
