import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digits } from '../../samples/digits';
import { DataError } from './dataError';
import { fileError } from './fileError';
import { readIdx } from './idx';

const names = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
];

const remedy = `Choose a folder that holds ${names.join(', ')} – with .gz at the end or without – or a CSV file.`;

/**
 * Reads the four original MNIST files from a folder, each gzip or not.
 * @throws DataError that lists the missing files and what the folder holds, or what is wrong in a file.
 */
export async function readMnistFolder(folder: string): Promise<{ train: Digits; test: Digits }> {
  const [trainImages, trainLabels, testImages, testLabels] = await findFiles(folder);
  return { train: await readIdx(trainImages, trainLabels), test: await readIdx(testImages, testLabels) };
}

async function findFiles(folder: string): Promise<[string, string, string, string]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw fileError(folder, cause, remedy);
  });
  // Some archives unpack to folders that are named like the files inside them.
  const files = new Set(entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name));
  const found = names.map((name) => spellings(name).find((spelling) => files.has(spelling)));
  const missing = names.filter((_, i) => found[i] === undefined);
  if (missing.length > 0) {
    const expected = `the four MNIST files, of which ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
    throw new DataError({ file: folder, expected, found: describe(entries.map((entry) => entry.name).sort()), remedy });
  }
  return found.map((name) => join(folder, name!)) as [string, string, string, string];
}

/** The original name and the one that some archives use, train-images.idx3-ubyte; unpacked ones first. */
function spellings(name: string): string[] {
  const dotted = name.replace('-idx', '.idx');
  return [name, dotted, `${name}.gz`, `${dotted}.gz`];
}

function describe(names: readonly string[]): string {
  const shown = 10;
  if (names.length === 0) return 'an empty folder';
  if (names.length <= shown) return `only ${names.join(', ')}`;
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;
}
