import { computed, effect } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { answersOf } from '../../samples/classification';
import { classes, imageSide } from '../../samples/digits';
import { forward } from '../../samples/forwardPass';
import { prepareDrawing, type GreyImage } from '../../samples/mnist-mlp/prepareDrawing';
import { announce } from '../shared/Announcer';
import { DrawingArea } from '../shared/drawing/DrawingArea';
import { rasterise } from '../shared/drawing/rasterise';
import { formatTwoDecimals } from '../shared/format';
import { Icon } from '../shared/Icon';
import { attempt } from '../shared/Messages';
import { ImageNumbers } from '../shared/ImageNumbers';
import { Disclosure } from '../shared/Numbers';
import { paintInk, Picture } from '../shared/Picture';
import type { Theme } from '../shared/theme';
import { host, isOver, network } from './run';
import { skipPreparation, strokes } from './view';

/** Fine enough that preparing starts from what the learner drew. */
const drawnSide = 280;

const drawn = computed(() => rasterise(strokes.value, drawnSide));
const preparation = computed(() => prepareDrawing(drawn.value));

/** What the network is given; undefined while there is nothing to read. */
const input = computed<GreyImage | undefined>(() => {
  if (!preparation.value) return undefined;
  return skipPreparation.value ? rasterise(strokes.value, imageSide) : preparation.value.prepared;
});

const outputs = computed(() => {
  if (!input.value || !network.value) return undefined;
  return forward(network.value, input.value.pixels).at(-1)!;
});

const answer = computed(() => outputs.value && answersOf(outputs.value, classes)[0]!);

/** Milliseconds without a change after which a drawing counts as done. */
const restTime = 700;

/** Tells the screen reader, and the walkthrough, what the network sees once the pen rests. */
export function watchDrawing(): void {
  let timer: number | undefined;
  effect(() => {
    const seen = answer.value;
    clearTimeout(timer);
    if (seen === undefined || strokes.value.length === 0) return;
    timer = setTimeout(() => {
      announce(`The network sees a ${seen}`);
      attempt(() => host.achieved('drewDigit'));
    }, restTime);
  });
}

/** The learner draws, and the network answers while they do. */
export function Drawing() {
  return (
    <section class="card" aria-labelledby="drawing-heading">
      <h2 id="drawing-heading">Draw a digit yourself</h2>
      <div class="drawing-columns">
        <div class="paper">
          <DrawingArea strokes={strokes} />
          <div class="paper-buttons">
            <button
              type="button"
              class="secondary"
              disabled={strokes.value.length === 0}
              onClick={() => (strokes.value = strokes.value.slice(0, -1))}
            >
              <Icon name="undo" />
              Undo
            </button>
            <button
              type="button"
              class="secondary"
              disabled={strokes.value.length === 0}
              onClick={() => (strokes.value = [])}
            >
              <Icon name="clear" />
              Clear
            </button>
          </div>
          <p id="drawing-keys" class="note">
            Draw with mouse, finger or pen. With the keyboard: arrow keys move the pen, Shift makes it three times as
            fast, Space puts it down or up, Escape clears.
          </p>
        </div>
        <Preparation />
        <Answer />
      </div>
    </section>
  );
}

function Preparation() {
  const steps = skipPreparation.value ? shrinkSteps() : preparationSteps();
  return (
    <div class="preparation">
      <h3>Prepared as MNIST’s digits were</h3>
      <p class="note">
        The network knows only digits that fill a box of 20 × 20 pixels and have their centre of mass in the middle of
        28 × 28. A digit drawn small or in a corner lights up other pixels than any digit it learnt from, so we prepare
        yours in the same way.
      </p>
      <label class="checkbox">
        <input
          type="checkbox"
          checked={skipPreparation.value}
          onChange={(event) => (skipPreparation.value = event.currentTarget.checked)}
        />
        Without preparation: only shrink the drawing to 28 × 28
      </label>
      <ol class={`steps ${skipPreparation.value ? 'skipped' : ''}`}>
        {steps.map((step) => (
          <Step key={step.title} {...step} />
        ))}
      </ol>
      {input.value ? (
        <Disclosure id="numbers-input" summary="Show the 784 numbers the network is given">
          {() => (
            <ImageNumbers
              caption="Pixels the network is given, 0 (paper) to 255 (ink)"
              width={imageSide}
              values={input.value!.pixels}
              format={String}
            />
          )}
        </Disclosure>
      ) : (
        <p class="note">The steps appear here as soon as you draw.</p>
      )}
    </div>
  );
}

function preparationSteps(): StepProps[] {
  const steps = preparation.value;
  if (!steps) return ['Drawn', 'Cropped', 'Fitted into 20 × 20', 'Centred in 28 × 28'].map((title) => ({ title }));
  const { box, cropped, scaled, centre, position, prepared } = steps;
  const one = (value: number) => value.toFixed(1);
  return [
    drawnStep(),
    { title: 'Cropped', image: cropped, caption: `${box.width} × ${box.height} at (${box.left}, ${box.top})` },
    { title: 'Fitted into 20 × 20', image: scaled, caption: `${scaled.width} × ${scaled.height} pixels` },
    {
      title: 'Centred in 28 × 28',
      image: prepared,
      caption: `centre of mass (${one(centre.x)}, ${one(centre.y)}) → (${one(centre.x + position.left)}, ${one(centre.y + position.top)})`,
    },
  ];
}

function shrinkSteps(): StepProps[] {
  if (!input.value) return [{ title: 'Drawn' }, { title: 'Shrunk' }];
  return [drawnStep(), { title: 'Shrunk', image: input.value, caption: '28 × 28 pixels' }];
}

const drawnStep = (): StepProps => ({
  title: 'Drawn',
  image: drawn.value,
  caption: `${drawnSide} × ${drawnSide} pixels`,
});

interface StepProps {
  readonly title: string;
  /** Absent until something is drawn. */
  readonly image?: GreyImage;
  readonly caption?: string;
}

function Step({ title, image, caption }: StepProps) {
  return (
    <li>
      {image ? <StepPicture image={image} label={`${title}: ${caption}`} /> : <div class="picture" />}
      <span class="caption">{title}</span>
      <span class="caption note">{caption}</span>
    </li>
  );
}

function StepPicture({ image, label }: { readonly image: GreyImage; readonly label: string }) {
  const paint = useCallback((data: ImageData, theme: Theme) => paintInk(data, image.pixels, theme), [image]);
  return <Picture width={image.width} height={image.height} paint={paint} label={label} />;
}

function Answer() {
  const values = outputs.value;
  return (
    <div class="answer-panel">
      <h3>The network’s answer</h3>
      <p class="big-answer" aria-hidden={answer.value === undefined}>
        {answer.value ?? '?'}
      </p>
      {!network.value && <p class="note">There is no network to ask{isOver.value ? '' : ' yet'}.</p>}
      <table class="bars">
        <caption class="visually-hidden">The ten output nodes for the drawing</caption>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Node</th>
            <td />
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: classes }, (_, node) => {
            const value = values?.[node];
            return (
              <tr key={node} class={node === answer.value ? 'answer' : ''}>
                <th scope="row">{node}</th>
                <td>
                  <div class="bar" style={{ width: `${100 * (value ?? 0)}%` }} />
                </td>
                <td title={value === undefined ? '' : String(value)}>
                  {value === undefined ? '–' : formatTwoDecimals(value)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
