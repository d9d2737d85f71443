/** A loss or a weight stopped being a finite number. */
export class NotFiniteError extends Error {
  override readonly name = 'NotFiniteError';
}

/** The first single number, such as a loss, that was not finite: which operation gave it, and where that was called. */
let first: { readonly operation: string; readonly stack: string } | undefined;

export function noteNotFinite(operation: () => string): void {
  first ??= { operation: operation(), stack: new Error().stack! };
}

/** Adds to an error of the learner's own code where the number that it complains of was computed, and from which tensors. */
export function explainNotFinite(error: unknown): void {
  if (!(error instanceof Error) || error instanceof NotFiniteError || !first) return;
  if (!/finite|NaN|diverge/i.test(error.message)) return;
  const { message, stack = '' } = error;
  error.message = `${message} The first such number: ${first.operation}.`;
  error.stack = `${error.name}: ${error.message}\n${framesOf(first.stack)}\n${framesOf(stack)}`;
}

const framesOf = (stack: string) =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
