import { pixelsPerImage } from '../../samples/digits';
import type { Digits } from '../../samples/digits';
import { DataError } from './dataError';
import { readData } from './readData';
import { sliceDigits } from './sliceDigits';

const count = 10_000;
const trainRecords = 8_000;

const remedy = 'Install the extension again; in its source, delete the file and build again.';

/**
 * Reads the file that packDigits.mjs made, already shuffled: the first 8,000 are for training, the last 2,000 for tests.
 * @throws DataError when the file is missing or damaged.
 */
export async function readBundledDigits(path: string): Promise<{ train: Digits; test: Digits }> {
  const bytes = await readData(path, remedy);
  const length = count * (1 + pixelsPerImage);
  if (bytes.length !== length) {
    throw new DataError({ file: path, expected: `${length} bytes unpacked`, found: `${bytes.length}`, remedy });
  }
  const digits = {
    count,
    labels: new Uint8Array(bytes.subarray(0, count)),
    pixels: new Uint8Array(bytes.subarray(count)),
  };
  return { train: sliceDigits(digits, 0, trainRecords), test: sliceDigits(digits, trainRecords, count) };
}
