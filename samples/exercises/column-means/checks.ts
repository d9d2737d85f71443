import { checksFor } from '../check';

type ColumnMeans = (matrix: readonly number[][]) => number[];

/** The mean as a running one: each row moves it by its share. */
const running: ColumnMeans = (matrix) =>
  matrix.reduce<number[]>(
    (means, row, n) => row.map((value, column) => means[column]! + (value - means[column]!) / (n + 1)),
    matrix[0]!.map(() => 0),
  );
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

const tall = [
  [1, 10],
  [2, 20],
  [6, 60],
];
const wide = [
  [0.5, -1, 2, 0],
  [1.5, 4, -2, 1],
];

export const checks = checksFor<ColumnMeans>({
  functionName: 'columnMeans',
  cases: [
    { given: [tall], expected: [3, 30] },
    { given: [wide], expected: running(wide) },
    { given: [[[7, 8]]], expected: [7, 8] },
  ],
  mistakes: [
    {
      diagnosis: 'Those are the means of the rows. Take the columns.',
      answer: (matrix) => matrix.map(mean),
    },
    {
      diagnosis: 'You return the sums. Divide by the number of rows.',
      answer: (matrix) => matrix[0]!.map((_, column) => matrix.reduce((sum, row) => sum + row[column]!, 0)),
    },
    {
      diagnosis: 'You divide by the number of columns. Divide by the number of rows.',
      answer: (matrix) =>
        matrix[0]!.map((_, column, { length }) => matrix.reduce((sum, row) => sum + row[column]!, 0) / length),
    },
  ],
});
