import { answersOf, scorecard, sum } from '../../classification';
import { checksFor } from '../check';

type Accuracy = (outputs: readonly number[][], labels: readonly number[]) => number;

const bySample: Accuracy = (outputs, labels) =>
  sum(scorecard(answersOf(outputs.flat(), outputs[0]!.length), Uint8Array.from(labels))) / labels.length;

const rows = [
  [0.1, 0.7, 0.2],
  [0.4, 0.35, 0.25],
  [0.2, 0.3, 0.5],
  [0.6, 0.3, 0.1],
];

export const checks = checksFor<Accuracy>({
  functionName: 'accuracy',
  cases: [
    { given: [rows, [1, 1, 2, 0]], expected: 0.75 },
    { given: [rows, [0, 0, 0, 0]], expected: bySample(rows, [0, 0, 0, 0]) },
    {
      given: [
        [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        [0, 0],
      ],
      expected: 1,
    },
    {
      given: [
        [
          [-3, -1],
          [-2, -4],
        ],
        [1, 0],
      ],
      expected: 1,
    }, // Outputs may be negative
  ],
  mistakes: [
    {
      diagnosis: 'You return how many are right. Divide by the number of records.',
      answer: (outputs, labels) => bySample(outputs, labels) * labels.length,
    },
    {
      diagnosis:
        'You count an answer as right when the output of the right class is above ½. It need only be the highest.',
      answer: (outputs, labels) =>
        labels.filter((label, record) => outputs[record]![label]! > 0.5).length / labels.length,
    },
    {
      diagnosis: 'Of equal outputs you take the last. The first one counts.',
      answer: (outputs, labels) =>
        labels.filter((label, record) => outputs[record]!.lastIndexOf(Math.max(...outputs[record]!)) === label).length /
        labels.length,
    },
    {
      diagnosis: 'That is the share of wrong answers. Accuracy is the share of right ones.',
      answer: (outputs, labels) => 1 - bySample(outputs, labels),
    },
  ],
});
