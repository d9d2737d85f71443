import { checksFor } from '../check';

type OneHot = (label: number, classes: number) => number[];

const identity = (classes: number, row: number, one: number, zero: number) => {
  const vector = new Array<number>(classes).fill(zero);
  if (row < classes) vector[row] = one;
  return vector;
};

export const checks = checksFor<OneHot>({
  functionName: 'oneHot',
  cases: [
    { given: [2, 4], expected: [0, 0, 1, 0] },
    { given: [0, 3], expected: [1, 0, 0] },
    { given: [9, 10], expected: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  ],
  mistakes: [
    {
      diagnosis: 'The 1 is one place too early: labels count from 0, and so do the places of an array.',
      answer: (label, classes) => Array.from({ length: classes }, (_, place) => (place === label - 1 ? 1 : 0)),
    },
    {
      diagnosis: 'The label itself stands at its place. Put a 1 there.',
      answer: (label, classes) => identity(classes, label, label, 0),
    },
    {
      diagnosis: 'Those are the targets for sigmoid nodes, 0.01 and 0.99. One-hot is exactly 0 and 1.',
      answer: (label, classes) => identity(classes, label, 0.99, 0.01),
    },
    {
      diagnosis: 'The vector ends at the label. It needs a place for every class.',
      answer: (label) => identity(label + 1, label, 1, 0),
    },
  ],
});
