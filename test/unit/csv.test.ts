import { expect, test } from 'vitest';
import { parseCsv } from '../../src/data/csv';
import { DataError } from '../../src/data/dataError';
import { testPixels } from './idxBytes';

const pixels = testPixels(3);
const labels = [5, 0, 9];

function line(record: number): string {
  return [labels[record], ...pixels.subarray(record * 784, (record + 1) * 784)].join(',');
}
const lines = [line(0), line(1), line(2)];
const header = ['label', ...Array.from({ length: 784 }, (_, i) => `pixel${i}`)].join(',');

const parse = (text: string | Uint8Array) => parseCsv(Buffer.from(text as string), 'digits.csv');

test.each([
  ['LF', lines.join('\n') + '\n'],
  ['no line feed at the end', lines.join('\n')],
  ['CRLF', lines.join('\r\n') + '\r\n'],
  ['empty lines', `\n${lines.join('\n\n')}\n\r\n\n`],
  ['a header', `${header}\n${lines.join('\n')}\n`],
  ['a header in capitals and quotes, after a byte order mark', `\uFEFF"Label",1x1\r\n${lines.join('\r\n')}`],
  ['a byte order mark', `\uFEFF${lines.join('\n')}`],
  ['leading zeros', lines.join('\n').replaceAll(',0,', ',000,')],
])('reads records: %s', async (_, text) => {
  expect(await parse(text)).toEqual({ count: 3, pixels, labels: Uint8Array.from(labels) });
});

test('reads records of the shortest and of the longest kind', async () => {
  for (const value of [0, 255]) {
    const record = [9, ...Array<number>(784).fill(value)].join(',');
    const digits = await parse(Array<string>(50).fill(record).join('\n'));
    expect(digits).toEqual({
      count: 50,
      pixels: new Uint8Array(50 * 784).fill(value),
      labels: new Uint8Array(50).fill(9),
    });
  }
});

test('lets other events in while it reads thousands of records', async () => {
  const record = '0' + ',0'.repeat(784);
  let events = 0;
  let over = false;
  const count = () => {
    events++;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  const digits = await parse(`${record}\n`.repeat(10_000));
  over = true;
  expect(digits.count).toBe(10_000);
  expect(events).toBeGreaterThan(0);
});

/** Line 17 with one field replaced, after sixteen good lines. */
function withField(column: number, text: string): string {
  const fields = line(0).split(',');
  fields[column - 1] = text;
  return `${`${line(1)}\n`.repeat(16)}${fields.join(',')}\n${line(2)}\n`;
}

const badInputs: [what: string, text: string | Uint8Array, ...words: string[]][] = [
  [
    '783 values in line 17',
    withField(785, '').replace(/,\n/, '\n'),
    'line 17',
    'a label and 784 pixel values',
    'a label and 783 pixel values',
  ],
  ['785 values in line 17', withField(785, '0,0'), 'line 17', '784', 'a label and 785 pixel values'],
  ['a line cut short', lines.join('\n').slice(0, -500), 'line 3', 'a label and 784', 'found a label and'],
  ['not a number', withField(3, 'abc'), 'line 17, column 3', 'whole number from 0 to 255', '"abc"'],
  ['a fraction', withField(785, '0.5'), 'line 17, column 785', 'whole number', '"0.5"'],
  ['a missing value', withField(4, ''), 'line 17, column 4', 'whole number', 'found ""'],
  ['a value above 255', withField(100, '256'), 'line 17, column 100', '0 to 255', '"256"'],
  [
    'a value far above 255',
    withField(100, '9'.repeat(400)),
    'line 17, column 100',
    '0 to 255',
    '"99999999999999999999…"',
  ],
  ['a negative value', withField(100, '-1'), 'line 17, column 100', '0 to 255', '"-1"'],
  ['a label above 9', withField(1, '10'), 'line 17, column 1', 'a label from 0 to 9', '"10"'],
  ['a label that is a word', withField(1, 'five'), 'line 17, column 1', 'a label from 0 to 9', '"five"'],
  ['a header in the middle', `${line(0)}\n${header}\n`, 'line 2, column 1', '"label"'],
  ['a header without a label', header.replace('label', 'digit'), 'line 1, column 1', 'a label from 0 to 9', '"digit"'],
  ['semicolons', line(0).replaceAll(',', ';'), 'line 1', 'a label and 0 pixel values', ';', 'separated by commas'],
  ['line numbers count empty lines', `\n\n${line(0)}\n\n1,2,3\n`, 'line 5', 'a label and 2 pixel values in "1,2,3"'],
  ['only a header', `${header}\n`, 'at least 1 record', 'found 0'],
  ['only empty lines', '\n\r\n\n', 'at least 1 record', 'found 0'],
  [
    'a picture',
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0),
    'line 1',
    'found a label and 0 pixel values',
    'PNG',
  ],
];

test.each(badInputs)('%s: says file, place, expected, found and what to do', async (_, text, ...words) => {
  const error: unknown = await parse(text).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DataError);
  const { message } = error as DataError;
  for (const word of ['digits.csv', ...words, 'Each line must be a label and 784 whole numbers']) {
    expect(message).toContain(word);
  }
  expect(message.length).toBeLessThan(300);
});
