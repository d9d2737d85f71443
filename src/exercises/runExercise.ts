import { inspect } from 'node:util';
import { compileFunction } from 'node:vm';
import { checkAnswer, type Checks } from '../../samples/exercises/check';
import { transpile, TranspileError } from '../transpile';
import { functionLine, returnLine } from './sourceLines';

/** What became of an exercise; lines are the learner's, counted from 1. */
export type Outcome =
  | { readonly status: 'passed'; readonly checks: number }
  | {
      readonly status: 'failed';
      readonly message: string;
      readonly line: number;
      readonly expected?: string;
      readonly actual?: string;
    };

/** Runs the learner's file and checks the function that it exports. Only for a process that may be ended at any time. */
export function runExercise(source: string, checks: Checks, print: (text: string, line: number) => void): Outcome {
  const name = checks.functionName;
  let answer: unknown;
  try {
    answer = load(source, print)[name];
  } catch (error) {
    return failed(describe(error), lineOf(error) ?? 1);
  }
  if (typeof answer !== 'function') {
    const message = `The file must export a function "${name}". Reset the exercise to get its first line back.`;
    return failed(message, functionLine(source, name));
  }
  const verdict = checkAnswer(checks, answer as (...given: unknown[]) => unknown);
  switch (verdict.kind) {
    case 'right':
      return { status: 'passed', checks: verdict.checks };
    case 'wrong': {
      const { message, expected, actual } = verdict;
      return { status: 'failed', message, expected, actual, line: returnLine(source, name) };
    }
    case 'threw': {
      const line = lineOf(verdict.error) ?? functionLine(source, name);
      return failed(`${verdict.call} ended with an error: ${describe(verdict.error)}`, line);
    }
  }
}

const fileName = 'learners-exercise.ts';

function load(source: string, print: (text: string, line: number) => void): Record<string, unknown> {
  const exports: Record<string, unknown> = {};
  const run = compileFunction(transpile(source), ['exports', 'require', 'console'], { filename: fileName }) as (
    ...scope: unknown[]
  ) => void;
  run(exports, refuseImport, consoleFor(print));
  return exports;
}

function refuseImport(name: string): never {
  throw new Error(`An exercise can't import "${name}": it must work with what its function is given.`);
}

/** What the learner's code prints is shown with the results, at the line that printed it. */
function consoleFor(print: (text: string, line: number) => void) {
  const log = (...values: unknown[]) => print(values.map(text).join(' '), lineOf(new Error()) ?? 1);
  return { log, info: log, debug: log, warn: log, error: log, table: log };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

function failed(message: string, line: number): Outcome {
  return { status: 'failed', message, line };
}

function describe(error: unknown): string {
  if (error instanceof TranspileError) return `This is not TypeScript: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : `it threw ${text(error)}`;
}

/** The learner's line that an error comes from: the innermost one. */
function lineOf(error: unknown): number | undefined {
  if (error instanceof TranspileError) return error.line;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const match = new RegExp(`${fileName}:(\\d+)`).exec(stack);
  return match ? Number(match[1]) : undefined;
}
