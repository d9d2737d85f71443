import { transformSync } from 'amaro';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exercises } from '../../samples/exercises';
import { checkAnswer, type Checks } from '../../samples/exercises/check';
import { runExercise, type Outcome } from '../../src/exercises/runExercise';

const folder = join(import.meta.dirname, '../../samples/exercises');
const read = (id: string, file: string) => readFileSync(join(folder, id, file), 'utf8');
const checksOf = async (id: string) =>
  ((await import(`../../samples/exercises/${id}/checks.ts`)) as { checks: Checks }).checks;
const nothing = () => {};

/** Everything before the function's body: what the learner must not need to change. */
const head = (source: string) => source.slice(0, source.indexOf('{\n', source.indexOf('export function')) + 1);

test('every folder is an exercise of the list, and there are at least twenty', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(exercises.map(({ id }) => id).sort());
  expect(exercises.length).toBeGreaterThanOrEqual(20);
});

describe.each(exercises)('$id', ({ id, title }) => {
  test('gap and solution begin alike, with the title', () => {
    const gap = read(id, 'exercise.ts');
    expect(gap.split('\n')[1]).toBe(` * ${title}`);
    expect(head(read(id, 'solution.ts'))).toBe(head(gap));
  });

  test('the solution passes every check', async () => {
    const checks = await checksOf(id);
    const outcome = await runExercise(read(id, 'solution.ts'), checks, transformSync, nothing);
    expect(outcome).toEqual({ status: 'passed', checks: checks.cases.length });
    expect(checks.cases.length).toBeGreaterThanOrEqual(2);
  });

  test('the gap fails, at its own line, with what is expected', async () => {
    const gap = read(id, 'exercise.ts');
    const outcome = await runExercise(gap, await checksOf(id), transformSync, nothing);
    expect(outcome).toMatchObject({ status: 'failed' });
    const { message, line } = outcome as Outcome & { status: 'failed' };
    expect(message).toMatch(/ is .+, but should be .+\./);
    expect(gap.split('\n')[line - 1]).toMatch(/^ {2}return /);
    expect(gap).toContain('// Your code here');
  });

  test('typical mistakes fail, with numbers and with what is wrong', async () => {
    const checks = await checksOf(id);
    expect(checks.mistakes.length).toBeGreaterThan(0);
    for (const { diagnosis, answer } of checks.mistakes) {
      const verdict = checkAnswer(checks, answer as (...given: unknown[]) => unknown);
      if (verdict.kind !== 'wrong') throw new Error(`${verdict.kind}: ${diagnosis}`);
      expect(verdict.message).toContain(diagnosis);
      expect(verdict.message).toMatch(/ is .+, but should be .+\.| has become /);
      expect(verdict.expected).not.toBe(verdict.actual);
    }
  });

  test('the hints lead on step by step', () => {
    expect(existsSync(join(folder, id, 'hints.json'))).toBe(true);
    const hints = JSON.parse(read(id, 'hints.json')) as string[];
    expect(hints.length).toBeGreaterThanOrEqual(2);
    for (const hint of hints) expect(hint).toMatch(/\S.{20,}/);
    expect(new Set(hints).size).toBe(hints.length);
  });
});
