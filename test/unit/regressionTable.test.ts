import { expect, test } from 'vitest';
import { likelyColumns, parseTable, pointsFrom } from '../../samples/linear-regression/table';

const read = (text: string, x = 0, y = 1) => pointsFrom(parseTable(text), x, y);

test.each([
  ['commas', 'x,y\n1,2\n3,4'],
  ['semicolons', 'x;y\n1;2\n3;4'],
  ['tabs', 'x\ty\n1\t2\n3\t4'],
  ['spaces', 'x y\n 1   2\n3 4 '],
  ['Windows line ends, a byte order mark and empty lines', '\uFEFFx,y\r\n\r\n1,2\r\n3,4\r\n'],
  ['quotation marks', '"x","y"\n"1","2"\n3,4'],
  ['no header', '1,2\n3,4'],
])('a table with %s', (_, text) => {
  expect(read(text)).toEqual({
    points: [
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ],
    bad: [],
  });
});

test('columns are named by the header, else by their number', () => {
  expect(parseTable('size,,price\n1,2,3').columns).toEqual(['size', 'column 2', 'price']);
  expect(parseTable('1,2\n3,4').columns).toEqual(['column 1', 'column 2']);
});

test('any two columns can be chosen', () => {
  expect(read('a,b,c\n1,2,3', 2, 0).points).toEqual([{ x: 3, y: 1 }]);
});

test('lines are counted as the file counts them', () => {
  expect(pointsFrom(parseTable('1,2\nno,3', 50), 0, 1).bad.map(({ line }) => line)).toEqual([51]);
});

test('the first two columns of numbers are suggested', () => {
  expect(likelyColumns(parseTable('name,size,price\nhut,1,2'))).toEqual({ x: 1, y: 2 });
  expect(likelyColumns(parseTable('name,size\nhut,1'))).toEqual({ x: 0, y: 1 });
});

test('a separator between quotation marks separates nothing', () => {
  const { columns, rows } = parseTable('name,"size, m²",price\n"Hut ""A"", small",5,6\n7" pipe,8,9');
  expect(columns).toEqual(['name', 'size, m²', 'price']);
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['Hut "A", small', '5', '6'],
    ['7" pipe', '8', '9'],
  ]);
});

test('a decimal comma is one where commas do not separate', () => {
  expect(read('x;y\n1,5;2,25').points).toEqual([{ x: 1.5, y: 2.25 }]);
});

test('a row that is no point is named with its line and the reason', () => {
  const { points, bad } = read('x,y\n1,2\n,4\n5\nabc,6\n7,1e999\n8,NaN\n\n9,10');
  expect(points).toEqual([
    { x: 1, y: 2 },
    { x: 9, y: 10 },
  ]);
  expect(bad).toEqual([
    { line: 3, reason: '"x" is empty' },
    { line: 4, reason: 'there is no "y"' },
    { line: 5, reason: '"x" is "abc", not a number' },
    { line: 6, reason: '"y" is "1e999", not a number' },
    { line: 7, reason: '"y" is "NaN", not a number' },
  ]);
});

test.each([
  ['', 'At least two columns'],
  ['1\n2\n3', 'At least two columns'],
  ['x,y\n', 'no row of numbers'],
])('%j is refused', (text, reason) => {
  expect(() => parseTable(text)).toThrow(reason);
});
