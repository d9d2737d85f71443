import { findDifference, listed, shown } from './values';

type Answer = (...given: never[]) => unknown;

/** One call of the learner's function. */
export interface Case<F extends Answer> {
  readonly given: Parameters<F>;
  /** From somewhere independent of the solution: a closed form, a fixture, the product's own sample. */
  readonly expected: ReturnType<F>;
  /** How far a number may be off, as a share of the expected one where that is above 1; 1e-9 when left out. */
  readonly tolerance?: number;
  /** How the call is shown, where its arguments are functions or long: "slopeAt(x², 3)". */
  readonly call?: string;
}

/** A typical wrong answer: when the learner's gives the same results, this is what is wrong with it. */
export interface Mistake<F extends Answer> {
  readonly diagnosis: string;
  readonly answer: F;
}

/** How an exercise is checked. */
export interface Checks<F extends Answer = Answer> {
  /** What the learner's file must export. */
  readonly functionName: string;
  readonly cases: readonly Case<F>[];
  readonly mistakes: readonly Mistake<F>[];
}

export type Verdict =
  | { readonly kind: 'right'; readonly checks: number }
  | { readonly kind: 'wrong'; readonly message: string; readonly expected: string; readonly actual: string }
  /** The answer threw an error in this call. */
  | { readonly kind: 'threw'; readonly call: string; readonly error: unknown };

/** States the type of the answer once, for all of its cases and mistakes. */
export const checksFor = <F extends Answer>(checks: Checks<F>): Checks => checks;

type AnyFunction = (...given: unknown[]) => unknown;

/** What a call did: what it returned, and what became of its arguments; or what it threw. */
type Call = { readonly result: unknown; readonly given: unknown } | { readonly error: unknown };

/** Calls the answer for every case; the first case that isn't right decides. */
export function checkAnswer(checks: Checks, answer: AnyFunction): Verdict {
  const { cases, functionName } = checks;
  const calls = cases.map((one) => call(answer, one.given));
  for (const [index, made] of calls.entries()) {
    const { given, expected, tolerance, call: name } = cases[index]!;
    const callText = name ?? `${functionName}(${(given as unknown[]).map((value) => shown(value)).join(', ')})`;
    if ('error' in made) return { kind: 'threw', call: callText, error: made.error };
    const wrong = (problem: string, expected: unknown, actual: unknown): Verdict => {
      // Editors show as much of the first line as fits beside the code: what matters most comes first.
      const first = [problem, ...diagnosis(checks, calls), `The call was ${callText}.`].join(' ');
      const others = index === 0 ? [] : [`${index} of ${cases.length} checks came out right before this one.`];
      return { kind: 'wrong', message: [first, ...others].join('\n'), ...listed(expected, actual) };
    };
    const difference = findDifference(expected, made.result, tolerance);
    if (difference) {
      const { path, expected: wanted, actual: got } = difference;
      return wrong(`result${path} is ${got}, but should be ${wanted}.`, expected, made.result);
    }
    const change = findDifference(given, made.given, 0);
    if (change) {
      const problem = `Your function changes what it was given: ${change.expected} has become ${change.actual}.`;
      return wrong(problem, given, made.given);
    }
  }
  return { kind: 'right', checks: cases.length };
}

function call(answer: AnyFunction, given: unknown): Call {
  const own = copy(given) as unknown[];
  try {
    return { result: answer(...own), given: own };
  } catch (error) {
    return { error };
  }
}

/** What is wrong with an answer that does the same as a known mistake, in every case. */
function diagnosis({ cases, mistakes }: Checks, calls: readonly Call[]): string[] {
  const found = mistakes.find(({ answer }) =>
    cases.every(({ given }, index) => !findDifference(call(answer as AnyFunction, given), calls[index])),
  );
  return found ? [found.diagnosis] : [];
}

/** A deep copy; functions stay what they are. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)]));
}
