import { useCallback, useState } from 'preact/hooks';
import { imageSide, pixelsPerImage } from '../../samples/digits';
import { formatCount, formatTwoDecimals } from '../shared/format';
import { ItemGrid } from '../shared/ItemGrid';
import { Pager } from '../shared/Pager';
import { paintInk, Picture } from '../shared/Picture';
import type { Theme } from '../shared/theme';
import { chooseDigit, type Results } from './results';
import { testDigits } from './run';
import { chosenDigit } from './view';

/** One of the test digits; `label` is left out where the element around it says what it is. */
export function Digit({ digit, label }: { readonly digit: number; readonly label?: string }) {
  const digits = testDigits.value!;
  const paint = useCallback(
    (image: ImageData, theme: Theme) =>
      paintInk(image, digits.pixels.subarray(digit * pixelsPerImage, (digit + 1) * pixelsPerImage), theme),
    [digits, digit],
  );
  return <Picture width={imageSide} height={imageSide} paint={paint} {...(label && { label })} />;
}

/** "Test digit 42: a 5, answered 3 with 0.98" */
export function describeDigit({ labels, answers, outputsOf }: Results, digit: number): string {
  const answer = answers[digit]!;
  const value = formatTwoDecimals(outputsOf(digit)[answer]!);
  return `Test digit ${formatCount(digit + 1)}: a ${labels[digit]}, answered ${answer} with ${value}`;
}

interface GalleryProps {
  readonly label: string;
  readonly digits: readonly number[];
  readonly results: Results;
}

const pageSize = 24;

/** Test digits with what they are, what the network answered, and how strongly. */
export function DigitGallery({ label, digits, results }: GalleryProps) {
  const [wantedPage, setPage] = useState(0);
  const page = Math.min(wantedPage, Math.ceil(digits.length / pageSize) - 1);
  const shown = digits.slice(page * pageSize, (page + 1) * pageSize);
  const { labels, answers, outputsOf } = results;
  const selected = chosenDigit.value === undefined ? -1 : shown.indexOf(chosenDigit.value);
  return (
    <>
      <ItemGrid
        label={label}
        class="gallery"
        count={shown.length}
        selected={selected}
        describe={(index) => describeDigit(results, shown[index]!)}
        onChoose={(index) => chooseDigit(shown[index]!)}
      >
        {(index) => {
          const digit = shown[index]!;
          const answer = answers[digit]!;
          return (
            <>
              <Digit digit={digit} />
              <span class="caption">
                {labels[digit]} → <strong>{answer}</strong>
              </span>
              <span class="caption">{formatTwoDecimals(outputsOf(digit)[answer]!)}</span>
            </>
          );
        }}
      </ItemGrid>
      <Pager noun="digits" count={digits.length} pageSize={pageSize} page={page} onPage={setPage} />
    </>
  );
}
