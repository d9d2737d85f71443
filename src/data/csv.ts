import { setImmediate } from 'node:timers/promises';
import { classes, pixelsPerImage } from '../../samples/digits';
import type { Digits } from '../../samples/digits';
import { DataError } from './dataError';
import { readData } from './readData';

/*
 * One record a line: the label 0…9, then 784 pixel values 0…255, separated by commas. Lines end with LF or CRLF; empty
 * lines are skipped. The first line may be a header: then its first field is the word "label", in any case. A line
 * without that word is data, so that a damaged first record is reported and not lost.
 */

const fields = 1 + pixelsPerImage;
/** A record of one-digit values with their commas; the last line needs no line feed. */
const shortestRecord = 2 * fields - 1;
const recordsBetweenPauses = 4096;

const [lineFeed, carriageReturn, comma, zero] = [0x0a, 0x0d, 0x2c, 0x30];
const byteOrderMark = Buffer.from('\uFEFF');

const remedy = 'Each line must be a label and 784 whole numbers from 0 to 255, separated by commas.';

/**
 * Reads digits from a CSV file, gzip or not.
 * @throws DataError that names line, column and text of the first mistake.
 */
export async function readCsv(path: string): Promise<Digits> {
  return parseCsv(await readData(path, remedy), path);
}

/**
 * Reads the bytes where they lie, because strings of a hundred megabytes would take a gigabyte and many seconds.
 * Lets other events in from time to time. `file` is named in errors.
 */
export async function parseCsv(bytes: Buffer, file: string): Promise<Digits> {
  const capacity = Math.ceil(bytes.length / shortestRecord);
  const pixels = new Uint8Array(capacity * pixelsPerImage);
  const labels = new Uint8Array(capacity);
  let count = 0;
  let start = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  for (let line = 1; start < bytes.length; line++) {
    let next = bytes.indexOf(lineFeed, start);
    if (next < 0) next = bytes.length;
    const end = next > start && bytes[next - 1] === carriageReturn ? next - 1 : next;
    if (end > start && !(line === 1 && isHeader(bytes, start, end))) {
      if (!parseRecord(bytes, start, end, count, labels, pixels)) throw mistake(bytes, start, end, file, line);
      if (++count % recordsBetweenPauses === 0) await setImmediate();
    }
    start = next + 1;
  }
  if (count === 0) throw new DataError({ file, expected: 'at least 1 record', found: '0', remedy });
  return { count, pixels: pixels.slice(0, count * pixelsPerImage), labels: labels.slice(0, count) };
}

function isHeader(bytes: Buffer, start: number, end: number): boolean {
  return /^\s*"?label"?\s*(,|$)/i.test(bytes.toString('latin1', start, Math.min(end, start + 20)));
}

/** @returns false as soon as anything is wrong. */
function parseRecord(
  bytes: Buffer,
  start: number,
  end: number,
  record: number,
  labels: Uint8Array,
  pixels: Uint8Array,
): boolean {
  let field = 0;
  let value = 0;
  let digits = 0;
  for (let i = start; i <= end; i++) {
    const byte = i < end ? bytes[i]! : comma;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (byte === comma && digits > 0 && value < limit(field)) {
      if (field === 0) labels[record] = value;
      else pixels[record * pixelsPerImage + field - 1] = value;
      field++;
      value = digits = 0;
    } else return false;
  }
  return field === fields;
}

/** Values must be less than this; there is no room for surplus fields. */
function limit(field: number): number {
  if (field === 0) return classes;
  return field < fields ? 256 : 0;
}

/** Finds what is wrong with a line that `parseRecord` refused. */
function mistake(bytes: Buffer, start: number, end: number, file: string, line: number): DataError {
  let found = 1;
  for (let i = start; i < end; i++) if (bytes[i] === comma) found++;
  if (found !== fields) {
    const place = `line ${line}`;
    const begins = quote(bytes.toString('utf8', start, Math.min(end, start + 80)));
    return new DataError({
      file,
      place,
      expected: `a label and ${pixelsPerImage} pixel values`,
      found: `a label and ${found - 1} pixel values in ${begins}`,
      remedy,
    });
  }
  const texts = bytes.toString('utf8', start, end).split(',');
  const field = texts.findIndex((text, i) => !/^\d+$/.test(text) || Number(text) >= limit(i));
  const text = texts[field]!;
  const expected = field === 0 ? 'a label from 0 to 9' : 'a whole number from 0 to 255';
  return new DataError({ file, place: `line ${line}, column ${field + 1}`, expected, found: quote(text), remedy });
}

/** At most 20 characters, with control characters made visible. */
function quote(text: string): string {
  const characters = [...text];
  return JSON.stringify(characters.length > 20 ? `${characters.slice(0, 20).join('')}…` : text);
}
