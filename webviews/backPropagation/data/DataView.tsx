import inputsCode from 'excerpt:samples/mnist-mlp/prepare.ts#prepareInputs';
import targetsCode from 'excerpt:samples/mnist-mlp/prepare.ts#prepareTargets';
import { useCallback, useEffect } from 'preact/hooks';
import { classes, imageSide, pixelsPerImage } from '../../../samples/digits';
import { handMadeScaling, prepareInputs, prepareTargets } from '../../../samples/mnist-mlp/prepare';
import { number } from '../../../src/teaching/fields';
import { formatCount, formatDigits, formatTwoDecimals } from '../../shared/format';
import { ImageNumbers } from '../../shared/ImageNumbers';
import { Disclosure, NumberTable } from '../../shared/Numbers';
import { paintInk, Picture } from '../../shared/Picture';
import { Code } from '../../shared/teaching/Code';
import { Formula, Formulas } from '../../shared/teaching/Formula';
import { fraction, numeral, operator, quantity, row } from '../../shared/teaching/math';
import { NumberField } from '../../shared/teaching/NumberField';
import type { Theme } from '../../shared/theme';
import { dataInfo, digitsProblem, needDigit, trainingDigit, type TrainingDigit } from '../digits';
import { Histogram } from '../Histogram';
import { lesson, openSource, state } from '../lesson';
import { Saturation } from './Saturation';

/** What becomes of a record before it enters the network, and why. */
export function DataView() {
  const { digit } = state.value;
  useEffect(() => {
    needDigit(0);
    needDigit(digit);
  }, [digit]);
  const shown = trainingDigit(digit);
  if (digitsProblem.value !== undefined) {
    return (
      <p class="card" role="alert">
        {digitsProblem.value}
      </p>
    );
  }
  if (!shown) {
    return (
      <p class="card" role="status">
        Reading the digits…
      </p>
    );
  }
  return (
    <>
      <Inputs digit={shown} />
      <Targets digit={shown} />
      <Saturation />
    </>
  );
}

const side = (title: string) => number(title, { initial: 1, minimum: 1, maximum: imageSide, integer: true });

function Inputs({ digit }: { readonly digit: TrainingDigit }) {
  const pixel = pixelOf(digit);
  const info = dataInfo()!;
  const { scale, offset } = handMadeScaling;
  const inputs = new Float64Array(pixelsPerImage);
  prepareInputs(digit.pixels, handMadeScaling, inputs);
  const [line, column] = [Math.floor(pixel / imageSide), pixel % imageSide];
  const value = digit.pixels[pixel]!;
  const p = quantity('p', value, 'pixel');
  return (
    <section class="card" aria-labelledby="inputs-heading">
      <h2 id="inputs-heading">Pixels become inputs</h2>
      <p class="note">
        {info.title}, {formatCount(info.trainRecords)} training records. A pixel is 0 (paper) to 255 (ink); what enters
        the network is 0.01 to 1. Click a pixel, or type its row and column.
      </p>
      <div class="fields reasons-over">
        <NumberField
          field={number('training record', { initial: 1, minimum: 1, maximum: info.trainRecords, integer: true })}
          label={`Training record (of ${formatCount(info.trainRecords)})`}
          value={digit.index + 1}
          onChange={(value) => lesson.change({ digit: value - 1 })}
        />
        <NumberField
          field={side('row')}
          value={line + 1}
          onChange={(value) => lesson.change({ pixel: (value - 1) * imageSide + column })}
        />
        <NumberField
          field={side('column')}
          value={column + 1}
          onChange={(value) => lesson.change({ pixel: line * imageSide + value - 1 })}
        />
      </div>
      <div class="prepared">
        <DigitPicture digit={digit} />
        <div class="column">
          <Formulas>
            <Formula
              name="What the pixel becomes"
              result="input"
              expression={row(fraction(p, '255'), operator('·'), numeral(scale), operator('+'), numeral(offset))}
              value={numeral(inputs[pixel]!)}
            />
          </Formulas>
          <div class="sides even">
            <Counts title="Pixels" values={digit.pixels} from={0} to={255} digits={3} />
            <Counts title="Inputs" values={inputs} from={0.01} to={1} digits={3} />
          </div>
        </div>
      </div>
      <Disclosure id="pixels" summary="Show numbers">
        {() => (
          <div class="column">
            <ImageNumbers caption="Pixels" width={imageSide} values={digit.pixels} format={String} />
            <ImageNumbers caption="Inputs" width={imageSide} values={inputs} format={formatTwoDecimals} />
          </div>
        )}
      </Disclosure>
      <Code
        title="From pixels to inputs"
        excerpt={inputsCode}
        keys={{ pixel: 'pixels[i]! / 255' }}
        onOpen={openSource}
      />
    </section>
  );
}

/** The one that the learner chose, or the greyest. */
function pixelOf({ pixels }: TrainingDigit): number {
  const distance = (value: number) => Math.abs(value - 170);
  return (
    state.value.pixel ??
    pixels.reduce((best, value, index) => (distance(value) < distance(pixels[best]!) ? index : best), 0)
  );
}

function DigitPicture({ digit }: { readonly digit: TrainingDigit }) {
  const { pixels, label, index } = digit;
  const pixel = pixelOf(digit);
  const paint = useCallback((image: ImageData, theme: Theme) => paintInk(image, pixels, theme), [pixels]);
  const onClick = (event: MouseEvent) => {
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
    const at = (offset: number, length: number) =>
      Math.max(0, Math.min(imageSide - 1, Math.floor((offset / length) * imageSide)));
    lesson.change({ pixel: at(event.clientY - top, height) * imageSide + at(event.clientX - left, width) });
  };
  const percent = (place: number) => `${(100 * place) / imageSide}%`;
  return (
    <figure class="digit">
      <div class="pixels" data-key="pixel" onClick={onClick}>
        <Picture
          width={imageSide}
          height={imageSide}
          paint={paint}
          label={`Training record ${formatCount(index + 1)}: a ${label}`}
        />
        <div
          class="frame"
          style={{
            left: percent(pixel % imageSide),
            top: percent(Math.floor(pixel / imageSide)),
            width: percent(1),
            height: percent(1),
          }}
        />
      </div>
      <figcaption>
        label <strong>{label}</strong>
      </figcaption>
    </figure>
  );
}

const bins = 16;

interface CountsProps {
  readonly title: string;
  readonly values: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
  readonly digits: number;
}

/** How many values lie in each sixteenth of their range. */
function Counts({ title, values, from, to, digits }: CountsProps) {
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    counts[Math.min(bins - 1, Math.floor(((values[i]! - from) / (to - from)) * bins))]!++;
  }
  const edge = (bin: number) => formatDigits(from + ((to - from) * bin) / bins, digits);
  return (
    <div>
      <h3>{title}</h3>
      <Histogram
        label={`${title}: ${counts[0]} of ${values.length} are in the lowest sixteenth, ${counts[bins - 1]} in the highest.`}
        bars={counts.map((count, bin) => ({ name: `${edge(bin)} to ${edge(bin + 1)}`, count, key: 'pixel' }))}
        ticks={[String(from), edge(bins / 2), String(to)]}
      />
      <p class="caption">
        {counts[0]} in the lowest bar, {counts[bins - 1]} in the highest; heights are logarithmic
      </p>
    </div>
  );
}

/** The examples of the deck. */
const examples = [5, 0, 9];

function Targets({ digit }: { readonly digit: TrainingDigit }) {
  const labels = [digit.label, ...examples.filter((label) => label !== digit.label)];
  const targets = labels.map((label) => {
    const wanted = new Float64Array(classes);
    prepareTargets(label, wanted);
    return wanted;
  });
  return (
    <section class="card" aria-labelledby="targets-heading">
      <h2 id="targets-heading">A label becomes ten targets</h2>
      <p class="note">
        One output node for each digit. The label’s node should say 0.99, all others 0.01: a sigmoid never reaches 1 or
        0, and would push its weights for ever to come closer.
      </p>
      <div class="numbers-and-code">
        <NumberTable
          caption="Targets"
          columns={['Node', ...labels.map((label, i) => (i === 0 ? `this ${label}` : `a ${label}`))]}
          rows={Array.from({ length: classes }, (_, node) => [
            String(node),
            ...targets.map((wanted, i) => ({
              text: String(wanted[node]),
              key: node === labels[i] ? 'high' : 'low',
            })),
          ])}
        />
        <Code
          title="From a label to targets"
          excerpt={targetsCode}
          keys={{ low: 'targets.fill(0.01)', high: 'targets[label] = 0.99' }}
          onOpen={openSource}
        />
      </div>
    </section>
  );
}
