import { signal } from '@preact/signals';
import { pixelsPerImage, type Digits } from '../../samples/digits';
import type { TrainingRecords } from '../../src/protocol';
import { host } from './lesson';

/** The learner's training records, a page at a time: the first page is what the small networks of this panel learn from. */
const pageSize = 500;

interface Page extends TrainingRecords {
  readonly from: number;
}

const pages = signal<readonly Page[]>([]);
/** Why the digits can't be read. */
export const digitsProblem = signal<string | undefined>(undefined);
const asked = new Set<number>();

/** What is known of the data; undefined until something was read. */
export function dataInfo() {
  return pages.value[0]?.info;
}

/** Has the page with this record read, unless it is there or on its way. */
export function needDigit(index: number): void {
  const from = Math.floor(index / pageSize) * pageSize;
  if (asked.has(from)) return;
  asked.add(from);
  host.trainingRecords(from, pageSize).then(
    (read) => {
      digitsProblem.value = undefined;
      pages.value = [...pages.value, { from, ...read }];
    },
    (error: Error) => {
      asked.delete(from);
      digitsProblem.value = error.message;
    },
  );
}

export interface TrainingDigit {
  readonly index: number;
  readonly pixels: Uint8Array;
  readonly label: number;
}

/** One record; the last one when there are fewer; undefined while it is being read. */
export function trainingDigit(wanted: number): TrainingDigit | undefined {
  const info = dataInfo();
  const index = info ? Math.min(wanted, info.trainRecords - 1) : wanted;
  const page = pages.value.find(({ from, digits }) => index >= from && index < from + digits.count);
  if (!page) return undefined;
  const at = index - page.from;
  return {
    index,
    pixels: page.digits.pixels.subarray(at * pixelsPerImage, (at + 1) * pixelsPerImage),
    label: page.digits.labels[at]!,
  };
}

/** The first records, or as many as there are; undefined while they are being read. */
export function firstDigits(count: number): Digits | undefined {
  const page = pages.value.find(({ from }) => from === 0);
  if (!page) return undefined;
  const { digits } = page;
  const some = Math.min(count, digits.count);
  return {
    count: some,
    pixels: digits.pixels.subarray(0, some * pixelsPerImage),
    labels: digits.labels.subarray(0, some),
  };
}
