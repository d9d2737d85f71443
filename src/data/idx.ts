import { classes, imageSide, pixelsPerImage } from '../../samples/digits';
import type { Digits } from '../../samples/digits';
import { DataError } from './dataError';
import { readData } from './readData';

/**
 * The IDX format: big-endian 32-bit numbers – a magic number that names type and dimensions, then the size of each
 * dimension – and after them the values, one byte each.
 */
const imagesMagic = 0x00000803;
const labelsMagic = 0x00000801;
const imagesHeader = 16;
const labelsHeader = 8;

const remedy = 'Use the four original MNIST files: download them again, or unpack them again.';

/**
 * Reads one pair of IDX files, each gzip or not.
 * @throws DataError when a file is missing or malformed, or the two do not belong together.
 */
export async function readIdx(imagesPath: string, labelsPath: string): Promise<Digits> {
  const [imageBytes, labelBytes] = await Promise.all([readData(imagesPath, remedy), readData(labelsPath, remedy)]);
  const pixels = parseIdxImages(imageBytes, imagesPath);
  const labels = parseIdxLabels(labelBytes, labelsPath);
  const count = pixels.length / pixelsPerImage;
  if (labels.length !== count) {
    const expected = `${count} labels, one for each image in ${imagesPath}`;
    throw new DataError({ file: labelsPath, expected, found: `${labels.length}`, remedy });
  }
  return { count, pixels, labels };
}

/** @returns the pixels, images × 784; `file` is named in errors. */
function parseIdxImages(bytes: Buffer, file: string): Uint8Array {
  checkHeader(bytes, file, imagesMagic, imagesHeader);
  const [count, rows, columns] = [bytes.readUInt32BE(4), bytes.readUInt32BE(8), bytes.readUInt32BE(12)];
  if (rows !== imageSide || columns !== imageSide) {
    const expected = `images of ${imageSide} × ${imageSide} pixels`;
    throw new DataError({ file, place: 'byte 8', expected, found: `${rows} × ${columns}`, remedy });
  }
  return values(bytes, file, imagesHeader, count, pixelsPerImage, 'images');
}

/** @returns the labels, 0…9 each; `file` is named in errors. */
function parseIdxLabels(bytes: Buffer, file: string): Uint8Array {
  checkHeader(bytes, file, labelsMagic, labelsHeader);
  const labels = values(bytes, file, labelsHeader, bytes.readUInt32BE(4), 1, 'labels');
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    const place = `byte ${labelsHeader + wrong} (label ${wrong + 1} of ${labels.length})`;
    throw new DataError({ file, place, expected: 'a label from 0 to 9', found: `${labels[wrong]}`, remedy });
  }
  return labels;
}

function checkHeader(bytes: Buffer, file: string, magic: number, length: number): void {
  const found = bytes.length < 4 ? undefined : bytes.readUInt32BE(0);
  if (found !== undefined && found !== magic) {
    const swapped = found === imagesMagic || found === labelsMagic;
    throw new DataError({
      file,
      place: 'byte 0',
      expected: `the magic number ${describeMagic(magic)}`,
      found: describeMagic(found),
      remedy: swapped ? 'Images and labels may be swapped: check the names of the files.' : remedy,
    });
  }
  if (bytes.length < length) {
    const expected = `a header of ${length} bytes`;
    throw new DataError({ file, expected, found: `a truncated file of ${bytes.length} bytes`, remedy });
  }
}

function describeMagic(magic: number): string {
  const meaning = { [imagesMagic]: ' (images)', [labelsMagic]: ' (labels)' }[magic] ?? '';
  return `0x${magic.toString(16).padStart(8, '0')}${meaning}`;
}

/** A copy of what follows the header, so that nobody gets the header by way of `.buffer`. */
function values(bytes: Buffer, file: string, header: number, count: number, size: number, what: string): Uint8Array {
  if (count === 0) {
    throw new DataError({ file, place: 'byte 4', expected: 'a count of at least 1', found: `0 ${what}`, remedy });
  }
  const expectedLength = header + count * size;
  if (bytes.length !== expectedLength) {
    const surplus = bytes.length - expectedLength;
    const found = surplus < 0 ? `only ${bytes.length}: the file is truncated` : `${surplus} more after the end`;
    throw new DataError({ file, expected: `${expectedLength} bytes for ${count} ${what}`, found, remedy });
  }
  return new Uint8Array(bytes.subarray(header));
}
