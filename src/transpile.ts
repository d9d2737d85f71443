import { transform } from 'sucrase';

/** Code that is no TypeScript, with the place where it stops being so. */
export class TranspileError extends Error {
  override readonly name = 'TranspileError';
  constructor(
    message: string,
    /** Counted from 1. */
    readonly line: number,
  ) {
    super(message);
  }
}

/**
 * One TypeScript file as CommonJS: types are taken out, and every statement stays in its line, so that the lines of an
 * error are the learner's.
 * @throws TranspileError
 */
export function transpile(source: string): string {
  try {
    return transform(source, { transforms: ['typescript', 'imports'], disableESTransforms: true }).code;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number } };
    throw new TranspileError(message.replace(/^Error transforming [^:]*: | \(\d+:\d+\)$/g, ''), loc?.line ?? 1);
  }
}
