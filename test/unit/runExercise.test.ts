import { transformSync } from 'amaro';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkAnswer, checksFor, type Checks } from '../../samples/exercises/check';
import { findDifference, listed, shown } from '../../samples/exercises/values';
import { runExercise } from '../../src/exercises/runExercise';
import { runInProcess } from '../../src/exercises/runInProcess';
import { functionLine, functionName, returnLine } from '../../src/exercises/sourceLines';

const double = checksFor<(xs: readonly number[]) => number[]>({
  functionName: 'double',
  cases: [
    { given: [[1]], expected: [2] },
    { given: [[3, 4]], expected: [6, 8] },
  ],
  mistakes: [{ diagnosis: 'You double the first only.', answer: ([x, ...rest]) => [2 * x!, ...rest] }],
});
const run = (source: string, checks: Checks = double, print: (text: string, line: number) => void = () => {}) =>
  runExercise(source, checks, transformSync, print);

describe('what the learner is told', () => {
  test('the wrong number, its place, how far it came, and the known mistake', async () => {
    const source = 'export function double(xs: number[]): number[] {\n  return xs.map((x, i) => (i ? x : 2 * x));\n}\n';
    await expect(run(source)).resolves.toEqual({
      status: 'failed',
      message:
        'result[1] is 4, but should be 8. You double the first only. The call was double([3, 4]).\n1 of 2 checks came out right before this one.',
      expected: '6\n8',
      actual: '6\n4',
      line: 2,
    });
  });

  test.each([
    ['export function double(xs) {\n  xs[0] *= 2;\n  return xs;\n}', /changes what it was given.*1 has become 2/, 3],
    ['export function double(xs) {\n  const y = xs[0].z.w;\n  return [y];\n}', /TypeError: Cannot read/, 2],
    ['export function double() {\n  throw "no";\n}', /Your code threw no\. The call was double\(\[1\]\)\./, 1],
    ['export function double(xs) {\n  return double(xs);\n}', /RangeError: Maximum call stack/, 2],
    ['export async function double(xs) {\n  return xs;\n}', /is a Promise .*but should be an array of 1/, 2],
    ['export function double(xs) {\n  xs.map((x) => 2 * x);\n}', /is undefined, but should be an array of 1/, 1],
    ['export function double(xs) {\n  return xs.concat(xs);\n}', /result is \[1, 1\], but should be \[2\]/, 2],
    ['export function twice(xs) {\n  return xs;\n}', /must export a function "double"/, 1],
    ['import { x } from "./x";\nexport function double() {\n  return x;\n}', /can't import other files/, 2],
    ['export function double(xs) {\n  return (xs;\n}', /This is not TypeScript: Expected/, 2],
    ['export function double(xs) {\n  let a;\n  let a;\n}', /SyntaxError: Identifier 'a' has already/, 1],
    ['\n\nconst a = b;\nexport function double() {}', /ReferenceError: b is not defined/, 3],
  ])('%j', async (source, message, line) => {
    const outcome = await run(source);
    expect(outcome).toMatchObject({ status: 'failed', line });
    expect((outcome as { message: string }).message).toMatch(message);
  });

  test('what is printed, with the line that printed it', async () => {
    const printed: [string, number][] = [];
    const source =
      'export function double(xs: number[]) {\n\n  console.log("x", xs);\n  return xs.map((x) => 2 * x);\n}';
    await expect(run(source, double, (text, line) => printed.push([text, line]))).resolves.toEqual({
      status: 'passed',
      checks: 2,
    });
    expect(printed).toEqual([
      ['x [ 1 ]', 3],
      ['x [ 3, 4 ]', 3],
    ]);
  });
});

describe('comparing values', () => {
  test('numbers may be off by rounding, and by no more', () => {
    expect(findDifference(0.3, 0.1 + 0.2)).toBeUndefined();
    expect(findDifference(1e12, 1e12 + 1)).toBeUndefined();
    expect(findDifference(1, 1 + 1e-8)).toEqual({ path: '', expected: '1', actual: '1.00000001' });
    expect(findDifference(0, NaN)).toMatchObject({ actual: 'NaN' });
    expect(findDifference(NaN, NaN)).toBeUndefined();
  });

  test('typed arrays are arrays, and records may have more than is asked for', () => {
    expect(findDifference([1, 2], Float64Array.of(1, 2))).toBeUndefined();
    expect(findDifference({ a: 1 }, { a: 1, b: 2 })).toBeUndefined();
    expect(findDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toEqual({
      path: '.a[1].b',
      expected: '2',
      actual: '3',
    });
    expect(findDifference([[1, 2]], [[1]])).toMatchObject({ path: '[0]', expected: '[1, 2]', actual: '[1]' });
    expect(findDifference([1], null)).toMatchObject({ actual: 'null' });
  });

  test('values are shown as one would write them, and long ones cut', () => {
    expect(shown({ a: [1, true, 'x'], f: () => 1 })).toBe("{ a: [1, true, 'x'], f: a function }");
    expect(shown(new Array(12).fill(0))).toBe('[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, … 12 in all]');
    const self: unknown[] = [1];
    self.push(self);
    expect(shown(self)).toBe('[1, [1, [1, [1, [1, [1, …]]]]]]');
    expect(listed([1], new Float64Array(1e6)).actual.split('\n').length).toBe(1000);
    expect(listed([[1, 2]], [[1, 3]])).toEqual({ expected: '1  2', actual: '1  3' });
    expect(listed(1, 1 + 1e-8).actual).toBe('1.00000001');
    expect(listed({ best: 1 }, undefined)).toEqual({ expected: 'best: 1', actual: 'undefined' });
  });

  test('a check hands out copies: no call can disturb the next', () => {
    const taking = (xs: unknown) => [2 * (xs as number[]).pop()!];
    expect(checkAnswer(double, taking)).toMatchObject({ kind: 'wrong' });
    expect(double.cases[0]!.given).toEqual([[1]]);
  });
});

test('lines of the function and of its last return', () => {
  const source = ['/** Doc. */', 'export function f() {', '  if (a) return 1;', '  return 2;', '}', 'return 3;'].join(
    '\n',
  );
  expect(functionName(source)).toBe('f');
  expect(functionLine(source, 'f')).toBe(2);
  expect(returnLine(source, 'f')).toBe(4);
  expect(returnLine('export const f = () => 1;', 'f')).toBe(1);
  expect(functionLine('const g = 1;', 'f')).toBe(1);
});

describe('in a process', () => {
  const assets = join(import.meta.dirname, '../../dist');
  const inProcess = (body: string, options: { timeLimit?: number; signal?: AbortSignal } = {}) => {
    const printed: string[] = [];
    const source = `export function predict(theta: [number, number], xs: number[]): number[] {\n  ${body}\n}\n`;
    const outcome = runInProcess(
      assets,
      { id: 'predict', source },
      {
        signal: new AbortController().signal,
        print: (text) => printed.push(text),
        ...options,
      },
    );
    return { outcome, printed };
  };

  test('an answer is checked', async () => {
    await expect(inProcess('return xs.map((x) => theta[0] + theta[1] * x);').outcome).resolves.toEqual({
      status: 'passed',
      checks: 3,
    });
    await expect(inProcess('return xs.map((x) => theta[1] * x);').outcome).resolves.toMatchObject({
      expected: '7\n1\n-1',
      actual: '6\n0\n-2',
      line: 2,
    });
  });

  test('a loop that never ends does', async () => {
    await expect(inProcess('for (;;);', { timeLimit: 200 }).outcome).resolves.toEqual({
      status: 'failed',
      message: 'There is no answer after 0.2 seconds. Is there a loop that never ends?',
      line: 1,
    });
  });

  test('a loop that prints does too, and what it prints has an end', async () => {
    const { outcome, printed } = inProcess('for (;;) console.log("x");', { timeLimit: 500 });
    await expect(outcome).resolves.toMatchObject({ status: 'failed' });
    // A loop that never ends leaves what does not fit into the pipe where it is.
    expect(printed.length).toBeGreaterThan(0);
    expect(printed.length).toBeLessThanOrEqual(200);
  });

  test('a run can be called off', async () => {
    const controller = new AbortController();
    const { outcome } = inProcess('for (;;);', { signal: controller.signal, timeLimit: 60_000 });
    controller.abort();
    await expect(outcome).resolves.toBeUndefined();
    await expect(inProcess('return xs', { signal: controller.signal }).outcome).resolves.toBeUndefined();
  });

  test('a loop that never ends does so too when nobody ends it', async () => {
    const child = fork(join(assets, 'exercises.js'), ['300'], { serialization: 'advanced', execArgv: [] });
    child.send({ id: 'predict', source: 'export function predict() { for (;;); }' });
    const signal = await new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    expect(signal).toBe('SIGKILL');
  });

  test('an array that never stops growing, and a process that is ended, are told', async () => {
    const growing = inProcess('const all: number[][] = []; for (;;) all.push(new Array(1000).fill(1.5));', {
      timeLimit: 60_000,
    });
    await expect(growing.outcome).resolves.toMatchObject({
      message: 'Your code took more than 256 MB. Is there an array that never stops growing?',
    });
    await expect(inProcess('(globalThis as any).process.exit(3); return xs;').outcome).resolves.toHaveProperty(
      'message',
      'Your code ended the process that it runs in (code 3).',
    );
  });
});
