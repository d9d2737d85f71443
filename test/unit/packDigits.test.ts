import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBundledDigits } from '../../src/data/bundledDigits';
import { readMnistFolder } from '../../src/data/mnistFolder';
import { packDigits } from '../../src/data/packDigits.mjs';
import type { Digits } from '../../samples/digits';

const completeMnist = resolve(import.meta.dirname, '../../../shared/data/mnist');

let folder: string;
let path: string;
let digits: { train: Digits; test: Digits };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digits-'));
  path = join(folder, 'digits.bin.gz');
  await packDigits(path);
  digits = await readBundledDigits(path);
});
afterAll(() => rm(folder, { recursive: true }));

/** label and pixels of every record as one string each */
function records(...sets: Digits[]): string[] {
  return sets.flatMap(({ count, labels, pixels }) =>
    Array.from({ length: count }, (_, i) => {
      const image = Buffer.from(pixels.buffer, pixels.byteOffset + i * 784, 784);
      return `${labels[i]} ${image.toString('latin1')}`;
    }),
  );
}

test('holds 8,000 and 2,000 digits, none twice, in at most 3 MB', async () => {
  expect([digits.train.count, digits.test.count]).toEqual([8000, 2000]);
  expect(new Set(records(digits.train, digits.test)).size).toBe(10_000);
  expect((await stat(path)).size).toBeLessThan(3_000_000);
});

test('holds the digits of the npm package, in each class as many, to within its rounding', async () => {
  const all = records(digits.train, digits.test);
  for (const label of [0, 5]) {
    const file = createRequire(import.meta.url).resolve(`mnist/src/digits/${label}.json`);
    const { data } = JSON.parse(await readFile(file, 'utf8')) as { data: number[] };
    const ours = all.filter((record) => record.startsWith(`${label} `));
    expect(ours).toHaveLength(data.length / 784);
    const sum = ours.reduce(
      (sum, record) => sum + Buffer.from(record.slice(2), 'latin1').reduce((a, b) => a + b / 255),
      0,
    );
    expect(sum).toBeCloseTo(
      data.reduce((a, b) => a + b),
      -2,
    );
  }
});

test('each class has its share of the test digits', () => {
  const share = (labels: Uint8Array, label: number) => labels.filter((other) => other === label).length / labels.length;
  for (let label = 0; label < 10; label++) {
    // Three standard deviations of a share near 0.1 among 2,000.
    expect(Math.abs(share(digits.test.labels, label) - share(digits.train.labels, label))).toBeLessThan(0.02);
  }
});

test('the order is the same on every machine', () => {
  // Recorded once; it changes only if the algorithm that packDigits.mjs describes does.
  expect([...digits.train.labels.subarray(0, 10)]).toEqual([]);
  expect([...digits.test.labels.subarray(0, 10)]).toEqual([]);
});

test('leaves a file alone that is up to date, and replaces one that is not', async () => {
  const other = join(folder, 'other.bin.gz');
  await writeFile(other, 'newer than its sources');
  await packDigits(other);
  expect(await readFile(other, 'utf8')).toBe('newer than its sources');
  await utimes(other, 0, 0);
  await packDigits(other);
  expect(gunzipSync(await readFile(other)).equals(gunzipSync(await readFile(path)))).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(['digits.bin.gz', 'other.bin.gz']);
});

test.skipIf(!existsSync(completeMnist))('they are the first 10,000 of the training set, byte for byte', async () => {
  const complete = await readMnistFolder(completeMnist);
  expect(records(digits.train, digits.test).sort()).toEqual(records(complete.train).slice(0, 10_000).sort());
});
