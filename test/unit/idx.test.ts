import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataError } from '../../src/data/dataError';
import { readIdx } from '../../src/data/idx';
import { idxImages, idxLabels, testPixels } from './idxBytes';

const pixels = testPixels(3);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'idx-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes both files and reads them back. */
async function read(images: Uint8Array, labels: Uint8Array) {
  const [imagesPath, labelsPath] = [join(folder, 'some-images'), join(folder, 'some-labels')];
  await writeFile(imagesPath, images);
  await writeFile(labelsPath, labels);
  return readIdx(imagesPath, labelsPath);
}

async function failure(images: Uint8Array, labels: Uint8Array): Promise<string> {
  const error = await read(images, labels).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

test('reads images and labels', async () => {
  expect(await read(idxImages(pixels), idxLabels([5, 0, 9]))).toEqual({
    count: 3,
    pixels,
    labels: Uint8Array.of(5, 0, 9),
  });
});

test('recognises gzip by its content, not by its name', async () => {
  const digits = await read(gzipSync(idxImages(pixels)), gzipSync(idxLabels([5, 0, 9])));
  expect(digits.pixels).toEqual(pixels);
  expect([...digits.labels]).toEqual([5, 0, 9]);
});

test('the arrays own their memory, without the header', async () => {
  const digits = await read(idxImages(pixels), idxLabels([5, 0, 9]));
  expect(digits.pixels.buffer.byteLength).toBe(3 * 784);
  expect(digits.labels.buffer.byteLength).toBe(3);
});

const images = idxImages(pixels);
const labels = idxLabels([5, 0, 9]);
const notIdx = Buffer.from('<html>no such page</html>');

const badInputs: [what: string, images: Uint8Array, labels: Uint8Array, ...words: string[]][] = [
  ['swapped files', labels, images, 'some-images, byte 0', '0x00000803 (images)', '0x00000801 (labels)', 'swapped'],
  [
    'a wrong magic number',
    notIdx,
    labels,
    'some-images, byte 0',
    'expected the magic number',
    'found 0x3c68746d',
    'download',
  ],
  ['labels with a wrong magic number', images, notIdx, 'some-labels, byte 0', '0x00000801', 'found 0x3c68746d'],
  [
    'truncated images',
    images.subarray(0, -10),
    labels,
    'some-images',
    'expected 2368 bytes for 3 images',
    'found only 2358',
    'truncated',
  ],
  [
    'truncated labels',
    images,
    labels.subarray(0, -1),
    'some-labels',
    'expected 11 bytes for 3 labels',
    'found only 10',
    'truncated',
  ],
  [
    'a truncated header',
    images.subarray(0, 9),
    labels,
    'some-images',
    'header of 16 bytes',
    'truncated file of 9 bytes',
  ],
  ['three bytes', images.subarray(0, 3), labels, 'some-images', 'header of 16 bytes', '3 bytes'],
  [
    'trailing bytes',
    Buffer.concat([images, Buffer.alloc(7)]),
    labels,
    'some-images',
    '2368 bytes',
    'found 7 more after the end',
  ],
  [
    'trailing label bytes',
    images,
    Buffer.concat([labels, Buffer.alloc(1)]),
    'some-labels',
    '11 bytes',
    'found 1 more after',
  ],
  ['fewer labels than images', images, idxLabels([5, 0]), 'some-labels', 'expected 3 labels', 'some-images', 'found 2'],
  [
    'a label above 9',
    images,
    idxLabels([5, 12, 9]),
    'some-labels, byte 9 (label 2 of 3)',
    'label from 0 to 9',
    'found 12',
  ],
  [
    'a wrong image size',
    idxImages(testPixels(1), 1, 14, 56),
    labels,
    'some-images, byte 8',
    '28 × 28',
    'found 14 × 56',
  ],
  ['no images', idxImages(new Uint8Array()), labels, 'some-images, byte 4', 'at least 1', 'found 0 images'],
  [
    'a count beyond all memory',
    idxImages(pixels, 2 ** 32 - 1),
    labels,
    'some-images',
    '4294967295 images',
    'truncated',
  ],
  ['an empty file', new Uint8Array(), labels, 'some-images', 'found an empty file'],
  [
    'gzip cut short',
    gzipSync(images).subarray(0, -20),
    labels,
    'some-images',
    'intact gzip',
    'unexpected end of file',
    'download',
  ],
  [
    'gzip with a wrong checksum',
    damaged(gzipSync(images), -8),
    labels,
    'some-images',
    'intact gzip',
    'incorrect data check',
  ],
];

test.each(badInputs)('%s: says file, place, expected, found and what to do', async (_, images, labels, ...words) => {
  const message = await failure(images, labels);
  for (const word of words) expect(message).toContain(word);
  expect(message).toMatch(/\. [A-Z].*\.$/);
});

test('damaged files load or throw DataError, never anything else', async () => {
  const one = idxImages(testPixels(1));
  const outcomes = { loaded: 0, refused: 0 };
  for (let round = 0; round < 300; round++) {
    const wholes = [one, idxLabels([7]), gzipSync(one), gzipSync(idxLabels([7]))];
    const changed = Math.floor(random() * 4);
    const bytes = Buffer.from(wholes[changed]!);
    if (random() < 0.3) wholes[changed] = bytes.subarray(0, Math.floor(random() * bytes.length));
    else {
      // Half of the flips meet the header.
      const reach = random() < 0.5 ? Math.min(20, bytes.length) : bytes.length;
      bytes[Math.floor(random() * reach)]! ^= 1 << Math.floor(random() * 8);
      wholes[changed] = bytes;
    }
    try {
      const digits = await (changed < 2 ? read(wholes[0]!, wholes[1]!) : read(wholes[2]!, wholes[3]!));
      expect(digits.pixels).toHaveLength(784);
      outcomes.loaded++;
    } catch (error) {
      expect(error).toBeInstanceOf(DataError);
      outcomes.refused++;
    }
  }
  expect(outcomes.loaded).toBeGreaterThan(20);
  expect(outcomes.refused).toBeGreaterThan(100);
});

function damaged(bytes: Buffer, at: number): Buffer {
  bytes[bytes.length + at]! ^= 0xff;
  return bytes;
}

let state = 12345;
/** The generator of Park and Miller, 0…1: the same damages in every run. */
function random(): number {
  state = (state * 48271) % 0x7fffffff;
  return state / 0x7fffffff;
}
