import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DataError } from './dataError';
import { fileError } from './fileError';

/** Twenty times the complete MNIST: a damaged or hostile gzip must not fill the memory. */
const maxOutputLength = 2 ** 30;

/**
 * The bytes of a file, unpacked if it is gzip, which its first two bytes tell whatever its name is.
 * @throws DataError when it cannot be read, is empty, or is damaged gzip.
 */
export async function readData(path: string, remedy: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw fileError(path, cause, remedy);
  });
  if (bytes.length === 0) throw new DataError({ file: path, expected: 'data', found: 'an empty file', remedy });
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return promisify(gunzip)(bytes, { maxOutputLength }).catch((cause: unknown) => {
    const found = `gzip that cannot be unpacked (${(cause as Error).message})`;
    throw new DataError({ file: path, expected: 'intact gzip', found, remedy }, { cause });
  });
}
