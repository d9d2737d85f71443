import { DataError } from './dataError';

const permissions = 'Change its permissions, or choose another place.';
const space = 'Make some room, then try again.';

/** What the codes of Node's file system errors mean for a learner: expected, found, and what to do where that is plain. */
const meanings: Readonly<Record<string, readonly [expected: string, found: string, remedy?: string]>> = {
  ENOENT: ['a file or folder', 'nothing there'],
  EISDIR: ['a file', 'a folder'],
  ENOTDIR: ['a folder', 'a file'],
  EEXIST: ['a folder', 'a file'],
  EACCES: ['the right to use it', 'that access is denied', permissions],
  EPERM: ['the right to use it', 'that it is not permitted', permissions],
  EROFS: ['the right to write', 'a read-only disk', permissions],
  ENOSPC: ['room on the disk', 'that the disk is full', space],
  EDQUOT: ['room on the disk', 'that your disk quota is used up', space],
};

/** Says in plain words why `path` could not be read or written; `remedy` is used where the cause suggests none itself. */
export function fileError(path: string, cause: unknown, remedy: string): DataError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const [expected, found, ownRemedy] = meanings[code] ?? ['a file that can be used', `the error "${message}"`];
  return new DataError({ file: path, expected, found, remedy: ownRemedy ?? remedy }, { cause });
}
