import { basename } from 'node:path';
import type { Digits } from '../../samples/digits';
import type { DataInfo, DataSource } from '../protocol';
import { readBundledDigits } from './bundledDigits';
import { readCsv } from './csv';
import { DataError } from './dataError';
import { readMnistFolder } from './mnistFolder';
import { sliceDigits } from './sliceDigits';

interface SplitDigits {
  readonly train: Digits;
  readonly test: Digits;
}

/**
 * Reads digits for training and for testing.
 * @param bundledDigitsPath the file that packDigits.mjs made.
 * @throws DataError for each kind of bad input.
 */
export async function loadData(
  source: DataSource,
  bundledDigitsPath: string,
): Promise<{ info: DataInfo; train: Digits; test: Digits }> {
  const { train, test } = await read(source, bundledDigitsPath);
  return { info: { title: title(source), trainRecords: train.count, testRecords: test.count }, train, test };
}

async function read(source: DataSource, bundledDigitsPath: string): Promise<SplitDigits> {
  switch (source.kind) {
    case 'bundled':
      return readBundledDigits(bundledDigitsPath);
    case 'folder':
      return readMnistFolder(source.path);
    case 'csv': {
      const train = await readCsv(source.train);
      return source.test === undefined ? holdOut(train, source.train) : { train, test: await readCsv(source.test) };
    }
  }
}

function title(source: DataSource): string {
  switch (source.kind) {
    case 'bundled':
      return 'Bundled digits, all from the training set of MNIST';
    case 'folder':
      return `MNIST files in ${basename(source.path)}`;
    case 'csv':
      return source.test === undefined
        ? `${basename(source.train)}, its last fifth held out for testing`
        : `${basename(source.train)}, tested on ${basename(source.test)}`;
  }
}

function holdOut(digits: Digits, file: string): SplitDigits {
  if (digits.count < 5) {
    throw new DataError({
      file,
      expected: 'at least 5 records, because the last fifth is held out for testing',
      found: `${digits.count}`,
      remedy: 'Add records, or give a second CSV file with test records.',
    });
  }
  const trainRecords = digits.count - Math.floor(digits.count / 5);
  return { train: sliceDigits(digits, 0, trainRecords), test: sliceDigits(digits, trainRecords, digits.count) };
}
