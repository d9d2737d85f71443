import { pathToFileURL } from 'node:url';
import type { CodePosition } from '../protocol';

/** A learner's code can't be loaded. The stack has its place, like that of an error which the code itself throws. */
export class CodeError extends Error {
  override readonly name = 'CodeError';

  constructor(message: string, { file, line, column }: CodePosition) {
    super(message);
    this.stack = `${this.name}: ${message}\n    at ${pathToFileURL(file).href}:${line}:${column}`;
  }
}
