import { checksFor } from '../check';

type Multiply = (a: readonly number[][], b: readonly number[][]) => number[][];

/** The same product the other way round: column by row, k outer products added up. */
const byOuterProducts: Multiply = (a, b) => {
  const product = a.map(() => b[0]!.map(() => 0));
  for (const [l, bRow] of b.entries()) {
    for (const [i, aRow] of a.entries()) for (const [j, value] of bRow.entries()) product[i]![j]! += aRow[l]! * value;
  }
  return product;
};
const transposed = (matrix: readonly number[][]) => matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));

const tall = [
  [1, 2],
  [3, 4],
  [5, 6],
];
const wide = [
  [1, 0, -1, 2],
  [0.5, 3, 1, -2],
];
const square = [
  [0.5, -1],
  [2, 0.25],
];

export const checks = checksFor<Multiply>({
  functionName: 'multiply',
  cases: [
    {
      given: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
      expected: [
        [19, 22],
        [43, 50],
      ],
    },
    { given: [tall, wide], expected: byOuterProducts(tall, wide) },
    { given: [square, wide], expected: byOuterProducts(square, wide) },
    { given: [[[1, 2, 3]], [[4], [5], [6]]], expected: [[32]] },
  ],
  mistakes: [
    {
      diagnosis: 'You multiply items at the same place. A row of a meets a whole column of b.',
      answer: (a, b) => a.map((row, i) => row.map((value, j) => value * (b[i]?.[j] ?? 0))),
    },
    {
      diagnosis: 'That is b · a. The order matters: rows come from a, columns from b.',
      answer: (a, b) => (b[0]!.length === a.length ? byOuterProducts(b, a) : []),
    },
    {
      diagnosis: 'You go along the rows of b. Go down its columns: b[l][j].',
      answer: (a, b) => byOuterProducts(a, transposed(b).slice(0, a[0]!.length)),
    },
    { diagnosis: 'Rows and columns of the result are swapped.', answer: (a, b) => transposed(byOuterProducts(a, b)) },
  ],
});
