import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import cost from 'excerpt:samples/linear-regression/model.ts#cost';
import { findExcerpt } from '../../webviews/excerpts.mjs';
import { codeLines, tokens } from '../../webviews/shared/teaching/excerpt';

const source = [
  '/** Doc. */',
  'export function first(a: number) {',
  '  if (a) {',
  '  }',
  '  return a;',
  '}',
  '',
  'export function firstborn() {',
  '}',
  '// #region middle',
  'const b = 1;',
  '// #endregion',
].join('\n');

test('a function is found by its whole name, a region by its marks, and lines are counted from 1', () => {
  expect(findExcerpt(source, 'first')).toEqual({ firstLine: 2, lines: source.split('\n').slice(1, 6) });
  expect(findExcerpt(source, 'firstborn')?.firstLine).toBe(8);
  expect(findExcerpt(source.replaceAll('\n', '\r\n'), 'middle')).toEqual({ firstLine: 11, lines: ['const b = 1;'] });
  expect(findExcerpt(source, 'fir')).toBeUndefined();
});

test('an excerpt is what stands in the sample, at the line that it says', () => {
  const file = readFileSync(join(import.meta.dirname, '..', '..', cost.file), 'utf8').split(/\r?\n/);
  expect(file.slice(cost.firstLine - 1, cost.firstLine - 1 + cost.lines.length)).toEqual(cost.lines);
  expect(cost.lines[0]).toMatch(/^export function cost\(/);
  expect(cost.lines.at(-1)).toBe('}');
});

test('lines carry the keys of what they compute; a key without a line is a mistake of ours', () => {
  const lines = codeLines(cost, { error: 'error', cost: 'sum' });
  const [keys, numbers] = [lines.map((line) => line.keys), lines.map((line) => line.number)];
  expect(numbers).toEqual(lines.map((_, index) => cost.firstLine + index));
  expect(keys[0]).toEqual([]);
  expect(keys.find((some) => some.length === 2)).toEqual(['error', 'cost']);
  expect(() => codeLines(cost, { cost: 'no such code' })).toThrow('"cost" should light up in cost');
});

test.each(['  return x; // why', "throw new Error('no');", 'const a1 = 0.5 * b;', '/* x */ for (;;) {}', ''])(
  'the tokens of %j are the whole line',
  (line) => {
    expect(
      tokens(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line);
  },
);

test('comments, keywords and literals are told apart', () => {
  expect(tokens("return 0.5 + 'for'; // new").filter(({ kind }) => kind !== 'plain')).toEqual([
    { kind: 'keyword', text: 'return' },
    { kind: 'literal', text: '0.5' },
    { kind: 'literal', text: "'for'" },
    { kind: 'comment', text: '// new' },
  ]);
});
