import { inspect } from 'node:util';
import { checkAnswer, type Checks } from '../../samples/exercises/check';
import { describe, lineOf, loadExercise, type Compile } from './loadExercise';
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

/** Told each line that the learner's code prints, and which line of it did so. */
export type Print = (text: string, line: number) => void;

/** Runs the learner's file and checks the function that it exports. Only for a process that may be ended at any time. */
export async function runExercise(source: string, checks: Checks, compile: Compile, print: Print): Promise<Outcome> {
  const original = globalThis.console;
  globalThis.console = { ...original, ...consoleFor(print) };
  try {
    return await run(source, checks, compile);
  } finally {
    globalThis.console = original;
  }
}

async function run(source: string, checks: Checks, compile: Compile): Promise<Outcome> {
  const name = checks.functionName;
  let answer: unknown;
  try {
    answer = (await loadExercise(source, compile))[name];
  } catch (error) {
    return failed(describe(error), lineOf(error) ?? functionLine(source, name));
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
      return failed(`${describe(verdict.error)} The call was ${verdict.call}.`, line);
    }
  }
}

/** What the learner's code prints is shown with the results, at the line that printed it. */
function consoleFor(print: Print) {
  const text = (value: unknown) => (typeof value === 'string' ? value : inspect(value));
  const log = (...values: unknown[]) => print(values.map(text).join(' '), lineOf(new Error()) ?? 1);
  return { log, info: log, debug: log, warn: log, error: log, table: log };
}

function failed(message: string, line: number): Outcome {
  return { status: 'failed', message, line };
}
