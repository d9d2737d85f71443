import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodePosition } from '../protocol';

/** "at learn (file:///home/me/mnist-mlp/train.ts:87:12)", and the first line of an error about imports, which has no column. */
const places = /(file:\/\/\/[^\s()]+?):(\d+)(?::(\d+))?\)?$/gm;

/** Where in the files of a folder an error was thrown, the innermost first; what is not on its stack is not known. */
export function positionsIn(folder: string, error: unknown): CodePosition[] {
  const { stack = '' } = (error ?? {}) as Partial<Error>;
  return [...stack.matchAll(places)]
    .map(([, url, line, column = 1]) => ({ file: fileURLToPath(url!), line: Number(line), column: Number(column) }))
    .filter(({ file }) => file.startsWith(folder + sep));
}
