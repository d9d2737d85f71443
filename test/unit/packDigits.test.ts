import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digits } from '../../samples/digits';
import { readBundledDigits } from '../../src/data/bundledDigits';
import { readMnistFolder } from '../../src/data/mnistFolder';
import { packDigits } from '../../src/data/packDigits.mjs';
import { noMnist } from '../fixtures/mnist';

const completeMnist = resolve(import.meta.dirname, '../../../shared/data/mnist');

let folder: string;
let path: string;
let digits: { train: Digits; test: Digits };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digits-'));
  path = join(folder, 'digits.bin.gz');
  await writeFile(path, 'older than its sources');
  await utimes(path, 0, 0);
  await packDigits(path);
  digits = await readBundledDigits(path);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

test('the bytes and their order are the same on every machine', async () => {
  const packed = await readFile(path);
  expect(packed.length).toBeLessThan(3_000_000);
  // Made by a second implementation, in Python, of what packDigits.mjs describes.
  const expected = '7303e6a87a8ee72a61966a0957dc7a97892e33be9583dc129f4156b7edaee6b4';
  expect(createHash('sha256').update(gunzipSync(packed)).digest('hex')).toBe(expected);
});

test('8,000 are for training and 2,000 for testing, none twice', () => {
  expect([digits.train.count, digits.test.count]).toEqual([8000, 2000]);
  expect(new Set([...records(digits.train), ...records(digits.test)]).size).toBe(10_000);
});

test('each class has its share of the test digits', () => {
  const share = (labels: Uint8Array, label: number) => labels.filter((other) => other === label).length / labels.length;
  for (let label = 0; label < 10; label++) {
    // Three standard deviations of a share near 0.1 among 2,000.
    expect(Math.abs(share(digits.test.labels, label) - share(digits.train.labels, label))).toBeLessThan(0.02);
  }
});

test('leaves a file alone that is up to date', async () => {
  const other = join(folder, 'other.bin.gz');
  await writeFile(other, 'newer than its sources');
  await packDigits(other);
  expect(await readFile(other, 'utf8')).toBe('newer than its sources');
  expect((await readdir(folder)).sort()).toEqual(['digits.bin.gz', 'other.bin.gz']);
});

test('they are the first 10,000 of the training set, byte for byte', async ({ skip }) => {
  if (!existsSync(completeMnist)) skip(noMnist);
  const complete = await readMnistFolder(completeMnist);
  const bundled = [...records(digits.train), ...records(digits.test)].sort();
  expect(bundled).toEqual(records(complete.train).slice(0, 10_000).sort());
});

/** Label and pixels of each record as one string. */
function records({ count, labels, pixels }: Digits): string[] {
  return Array.from({ length: count }, (_, i) => {
    const image = Buffer.from(pixels.subarray(i * 784, (i + 1) * 784));
    return `${labels[i]} ${image.toString('latin1')}`;
  });
}
