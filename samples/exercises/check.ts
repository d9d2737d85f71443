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

/** Calls the answer case by case; the first case that isn't right decides. */
export function checkAnswer(checks: Checks, answer: (...given: unknown[]) => unknown): Verdict {
  const { functionName, cases } = checks;
  for (const [index, { given, expected, tolerance, call: shownCall }] of cases.entries()) {
    const call = shownCall ?? `${functionName}(${(given as unknown[]).map(shown).join(', ')})`;
    const arguments_ = copy(given) as unknown[];
    let actual: unknown;
    try {
      actual = answer(...arguments_);
    } catch (error) {
      return { kind: 'threw', call, error };
    }
    const wrong = (message: string, expected: unknown, actual: unknown): Verdict => ({
      kind: 'wrong',
      // Editors show as much of the first line as fits beside the code: what matters most comes first.
      message: [
        [message, ...diagnosis(checks, answer), `The call was ${call}.`].join(' '),
        ...progress(index, cases.length),
      ].join('\n'),
      ...listed(expected, actual),
    });
    const difference = findDifference(expected, actual, tolerance);
    if (difference) {
      const { path, expected: wanted, actual: got } = difference;
      return wrong(`result${path} is ${got}, but should be ${wanted}.`, expected, actual);
    }
    const change = findDifference(given, arguments_, 0);
    if (change) {
      const message = `Your function changes what it was given: ${change.expected} has become ${change.actual}.`;
      return wrong(message, given, arguments_);
    }
  }
  return { kind: 'right', checks: cases.length };
}

function progress(right: number, all: number): string[] {
  return right === 0 ? [] : [`${right} of ${all} checks came out right before this one.`];
}

/** What is wrong with an answer that does the same as a known mistake, in every case. */
function diagnosis({ cases, mistakes }: Checks, answer: (...given: unknown[]) => unknown): string[] {
  const results = (f: (...given: unknown[]) => unknown) =>
    cases.map(({ given }) => {
      const arguments_ = copy(given) as unknown[];
      return [f(...arguments_), arguments_];
    });
  try {
    const own = results(answer);
    const found = mistakes.find((mistake) => !findDifference(results(mistake.answer as typeof answer), own));
    return found ? [found.diagnosis] : [];
  } catch {
    return []; // An answer that throws in another case is none of these mistakes.
  }
}

/** A deep copy; functions stay what they are. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)]));
}
