import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodePosition } from '../protocol';

/**
 * Where in the files of a folder an error was thrown, the innermost first; what is not on its stack is not known. Stacks have
 * "at learn (file:///home/me/copy/train.ts:87:12)", a path in place of the address where a source map was used, and an address
 * and line alone where an import failed.
 */
export function positionsIn(folder: string, error: unknown): CodePosition[] {
  const { stack = '' } = (error ?? {}) as Partial<Error>;
  const place = new RegExp(
    `(file:///\\S+?|${(folder + sep).replace(/[^\w]/g, '\\$&')}.+?):(\\d+)(?::(\\d+))?\\)?$`,
    'gm',
  );
  return [...stack.matchAll(place)]
    .map(([, where, line, column = 1]) => ({ file: pathOf(where!), line: Number(line), column: Number(column) }))
    .filter(({ file }) => file.startsWith(folder + sep));
}

const pathOf = (where: string) => (where.startsWith('file:') ? fileURLToPath(where) : where);
