import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataError } from '../../src/data/dataError';
import { loadData } from '../../src/data/loadData';
import type { DataSource } from '../../src/protocol';
import { idxImages, idxLabels, testPixels } from './idxBytes';

const originals = {
  'train-images-idx3-ubyte': idxImages(testPixels(3)),
  'train-labels-idx1-ubyte': idxLabels([5, 0, 9]),
  't10k-images-idx3-ubyte': idxImages(testPixels(2)),
  't10k-labels-idx1-ubyte': idxLabels([7, 2]),
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'));
});
afterEach(() => rm(folder, { recursive: true }));

const load = (source: DataSource) => loadData(source, join(folder, 'digits.bin.gz'));
const loadFolder = () => load({ kind: 'folder', path: folder });

async function failure(source: DataSource): Promise<string> {
  const error: unknown = await load(source).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

async function write(files: Record<string, Uint8Array | string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

/** A file of n records whose labels are 0, 1, 2 … */
const csv = (records: number) => Array.from({ length: records }, (_, i) => `${i % 10}${',0'.repeat(784)}\n`).join('');

test.each([
  ['unpacked', (name: string) => name, (bytes: Buffer) => bytes],
  ['gzip', (name: string) => `${name}.gz`, (bytes: Buffer) => gzipSync(bytes)],
  ['with a dot before idx', (name: string) => name.replace('-idx', '.idx'), (bytes: Buffer) => bytes],
  [
    'gzip with a dot before idx',
    (name: string) => `${name.replace('-idx', '.idx')}.gz`,
    (bytes: Buffer) => gzipSync(bytes),
  ],
])('reads a folder with the four files: %s', async (_, spell, pack) => {
  await write(Object.fromEntries(Object.entries(originals).map(([name, bytes]) => [spell(name), pack(bytes)])));
  const { info, train, test } = await loadFolder();
  expect(info).toEqual({ title: `MNIST files in ${basename(folder)}`, trainRecords: 3, testRecords: 2 });
  expect([...train.labels, ...test.labels]).toEqual([5, 0, 9, 7, 2]);
  expect(train.pixels).toEqual(testPixels(3));
});

test('a folder that is named like a file does not hide the file', async () => {
  await mkdir(join(folder, 'train-images-idx3-ubyte'));
  const { 'train-images-idx3-ubyte': images, ...others } = originals;
  await write({ ...others, 'train-images.idx3-ubyte': images });
  expect((await loadFolder()).train.count).toBe(3);
});

test('missing files are listed, with what the folder holds', async () => {
  const { 't10k-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels, ...others } = originals;
  await write({ ...others, 'notes.txt': images, 'labels.bin': labels });
  const message = await failure({ kind: 'folder', path: folder });
  expect(message).toContain(`${folder}: expected`);
  expect(message).toContain('of which train-labels-idx1-ubyte, t10k-images-idx3-ubyte are missing');
  expect(message).toContain('found only labels.bin, notes.txt, t10k-labels-idx1-ubyte, train-images-idx3-ubyte.');
  expect(message).toContain('Choose a folder');
});

test('an empty folder, and one with very many files', async () => {
  expect(await failure({ kind: 'folder', path: folder })).toContain('found an empty folder');
  await write(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`file${i}`, 'x'])));
  expect(await failure({ kind: 'folder', path: folder })).toMatch(/file0, file1, .* and 20 more\. Choose/);
});

test('a mistake in one of the four files names that file', async () => {
  await write({ ...originals, 't10k-labels-idx1-ubyte': idxLabels([7, 10]) });
  expect(await failure({ kind: 'folder', path: folder })).toContain(
    `${join(folder, 't10k-labels-idx1-ubyte')}, byte 9 (label 2 of 2): expected a label from 0 to 9, found 10`,
  );
});

test('reads CSV with test records', async () => {
  await write({ 'a.csv': csv(7), 'b.csv': csv(3) });
  const { info, test } = await load({ kind: 'csv', train: join(folder, 'a.csv'), test: join(folder, 'b.csv') });
  expect(info).toEqual({ title: 'a.csv, tested on b.csv', trainRecords: 7, testRecords: 3 });
  expect([...test.labels]).toEqual([0, 1, 2]);
});

test('reads CSV without test records: the last fifth is held out, and the title says so', async () => {
  await write({ 'a.csv': csv(14) });
  const { info, train, test } = await load({ kind: 'csv', train: join(folder, 'a.csv') });
  expect(info).toEqual({ title: 'a.csv, its last fifth held out for testing', trainRecords: 12, testRecords: 2 });
  expect([...train.labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  expect([...test.labels]).toEqual([2, 3]);
  expect([train.pixels.length, test.pixels.length]).toEqual([12 * 784, 2 * 784]);
});

test('four records are too few to hold out a fifth', async () => {
  await write({ 'a.csv': csv(4) });
  const message = await failure({ kind: 'csv', train: join(folder, 'a.csv') });
  for (const words of ['a.csv', 'at least 5 records', 'found 4', 'second CSV file']) expect(message).toContain(words);
});

test('missing, of the wrong kind, or empty', async () => {
  await write({ 'a.csv': csv(5), 'empty.csv': '' });
  const path = (name: string) => join(folder, name);
  expect(await failure({ kind: 'csv', train: path('none.csv') })).toMatch(
    /none\.csv: expected .*, found nothing there\. /,
  );
  expect(await failure({ kind: 'folder', path: path('none') })).toMatch(
    /none: expected .*, found nothing there\. Choose/,
  );
  expect(await failure({ kind: 'csv', train: folder })).toContain(`${folder}: expected a file, found a folder. `);
  expect(await failure({ kind: 'folder', path: path('a.csv') })).toMatch(
    /a\.csv: expected a folder, found a file\. Choose/,
  );
  expect(await failure({ kind: 'csv', train: path('empty.csv') })).toContain('found an empty file');
  expect(await failure({ kind: 'csv', train: path('a.csv'), test: path('none.csv') })).toContain('none.csv');
});

test('no rights', async ({ skip }) => {
  if (process.platform === 'win32') skip('Windows keeps rights in another way');
  await write({ 'a.csv': csv(5) });
  await chmod(folder, 0o755);
  await chmod(join(folder, 'a.csv'), 0);
  const message = await withoutRootRights(() => failure({ kind: 'csv', train: join(folder, 'a.csv') }));
  for (const words of ['a.csv', 'the right to use it', 'access is denied', 'permissions'])
    expect(message).toContain(words);
  await chmod(folder, 0);
  const folderMessage = await withoutRootRights(() => failure({ kind: 'folder', path: folder }));
  for (const words of [folder, 'the right to use it', 'access is denied']) expect(folderMessage).toContain(words);
  await chmod(folder, 0o755);
});

test('bundled digits that are missing or damaged', async () => {
  expect(await failure({ kind: 'bundled' })).toMatch(
    /digits\.bin\.gz: .* found nothing there\. Install the extension again/,
  );
  await write({ 'digits.bin.gz': gzipSync(Buffer.alloc(100)) });
  expect(await failure({ kind: 'bundled' })).toMatch(
    /digits\.bin\.gz: expected 7850000 bytes unpacked, found 100\. Install/,
  );
});

/** Root may read everything, so it becomes nobody for a while. */
async function withoutRootRights<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid!(65534);
  try {
    return await action();
  } finally {
    process.seteuid!(0);
  }
}
