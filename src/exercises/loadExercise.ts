/** How amaro, which Node.js itself uses for TypeScript, takes types out of a file. */
export type Compile = (source: string, options: { mode: 'strip-only' }) => { code: string };

/** Code that is no TypeScript, with the place where it stops being so. */
class SyntaxProblem extends Error {
  constructor(
    message: string,
    /** Counted from 1. */
    readonly line: number,
  ) {
    super(message);
  }
}

const modulePrefix = 'data:text/javascript;base64,';

/**
 * Runs the learner's file as a module. Types are blanked out, so that every line stays where it is.
 * @returns what it exports
 * @throws what the code throws; `lineOf` finds the place
 */
export async function loadExercise(source: string, compile: Compile): Promise<Record<string, unknown>> {
  const url = modulePrefix + Buffer.from(strip(source, compile)).toString('base64');
  return (await import(/* @vite-ignore */ url)) as Record<string, unknown>;
}

function strip(source: string, compile: Compile): string {
  try {
    return compile(source, { mode: 'strip-only' }).code;
  } catch (problem) {
    const { message, startLine } = problem as { message: string; startLine?: number };
    if (startLine === undefined) throw problem;
    throw new SyntaxProblem(message, startLine);
  }
}

/** The learner's line that an error comes from, the innermost one, counted from 1. */
export function lineOf(error: unknown): number | undefined {
  if (error instanceof SyntaxProblem) return error.line;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const match = new RegExp(`${modulePrefix}[\\w+/=]*:(\\d+)`).exec(stack);
  return match ? Number(match[1]) : undefined;
}

/** What an error says, as a sentence. */
export function describe(error: unknown): string {
  if (error instanceof SyntaxProblem) return sentence(`This is not TypeScript: ${error.message}`);
  if (!(error instanceof Error)) return sentence(`Your code threw ${String(error)}`);
  if ((error as NodeJS.ErrnoException).code === 'ERR_UNSUPPORTED_RESOLVE_REQUEST') {
    return "An exercise can't import other files: its function must work with what it is given.";
  }
  return sentence(`${error.name}: ${error.message}`);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
