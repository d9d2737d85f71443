import { useEffect } from 'preact/hooks';
import histogramCode from 'excerpt:samples/back-propagation/gradientHistogram.ts#gradientHistogram';
import exactCode from 'excerpt:samples/back-propagation/hiddenErrors.ts#byExactGradient';
import type { DeepStep } from '../../../samples/back-propagation/deepTraining';
import type { GradientHistogram } from '../../../samples/back-propagation/gradientHistogram';
import { backPropagationState } from '../../../src/teaching/backPropagationState';
import { axis } from '../../shared/chart/lineChart';
import { formatCount, formatDigits, formatPercent } from '../../shared/format';
import { Icon } from '../../shared/Icon';
import { Disclosure, NumberTable, type Cell } from '../../shared/Numbers';
import { Code } from '../../shared/teaching/Code';
import { Formula, Formulas } from '../../shared/teaching/Formula';
import { fenced, fraction, keyed, numeral, power, quantity, words } from '../../shared/teaching/math';
import { NumberField } from '../../shared/teaching/NumberField';
import { Prediction } from '../../shared/teaching/Prediction';
import { answerTo } from '../../shared/teaching/predictions';
import { Stepper } from '../../shared/teaching/Stepper';
import { achieve } from '../achieve';
import { digitsProblem, needDigit } from '../digits';
import { Histogram } from '../Histogram';
import { lesson, openSource, state } from '../lesson';
import { Lines, powerAxis, tenToThe, type LineLook } from '../lines';
import {
  activations,
  batchSize,
  firstStep,
  isTrained,
  records,
  stepsDone,
  trainingSteps,
  watched,
  type ActivationId,
} from './training';

const { fields } = backPropagationState;
const titles: Readonly<Record<ActivationId, string>> = { sigmoid: 'Sigmoid', relu: 'ReLU' };

/** How large gradients are in each layer while deep networks train, and how they vanish. */
export function GradientsView() {
  useEffect(() => needDigit(0), []);
  return (
    <>
      <Setup />
      {digitsProblem.value !== undefined && (
        <p class="card" role="alert">
          {digitsProblem.value}
        </p>
      )}
      <VanishingQuestion />
      {stepsDone.value > 0 && <Watching />}
      <div class="codes">
        <Code
          title="Sorting gradients by size"
          excerpt={histogramCode}
          keys={{ bar: 'counts[Math.min', zeros: 'zeros++', rms: 'Math.sqrt(squares' }}
          onOpen={openSource}
        />
        <Code
          title="How an error gets one layer back"
          excerpt={exactCode}
          keys={{ factor: 'errors[node]! * slopes[node]!' }}
          onOpen={openSource}
        />
      </div>
    </>
  );
}

function Setup() {
  const { hiddenLayers, unitsPerLayer, gradientRate, gradientsTrained } = state.value;
  const again = (part: Partial<typeof state.value>) =>
    lesson.change({ gradientStep: fields.gradientStep.initial, ...part });
  const done = stepsDone.value;
  return (
    <section class="card" aria-labelledby="watch-heading">
      <h2 id="watch-heading">Two deep networks</h2>
      <p class="note">
        Both learn the first {records} records by the exact gradient, {batchSize} records a step. They begin with the
        same weights and differ only in the activation of their hidden layers. Going back through a layer multiplies an
        error with the slope of each node: ¼ at most for a sigmoid, 1 or 0 for ReLU.
      </p>
      <div class="fields reasons-over">
        <NumberField
          field={fields.hiddenLayers}
          value={hiddenLayers}
          onChange={(value) => again({ hiddenLayers: value })}
        />
        <NumberField
          field={fields.unitsPerLayer}
          value={unitsPerLayer}
          onChange={(value) => again({ unitsPerLayer: value })}
        />
        <NumberField
          field={fields.gradientRate}
          label="Learning rate α"
          value={gradientRate}
          onChange={(value) => again({ gradientRate: value })}
        />
        <button type="button" disabled={gradientsTrained} onClick={() => again({ gradientsTrained: true })}>
          <Icon name="training" />
          Train Both
        </button>
        {gradientsTrained && (
          <p role="status">
            {isTrained.value ? `Trained for ${trainingSteps} steps.` : `Training: step ${done} of ${trainingSteps}…`}
          </p>
        )}
      </div>
    </section>
  );
}

const options = {
  large: 'More than a tenth of it',
  medium: 'Between a tenth and a thousandth',
  small: 'Less than a thousandth',
};

function VanishingQuestion() {
  const { hiddenLayers, unitsPerLayer } = state.value;
  const about = `${hiddenLayers} ${unitsPerLayer}`;
  const isAnswered = answerTo('vanishing', about) !== undefined;
  const done = isTrained.value;
  useEffect(() => {
    if (isAnswered && done) achieve('watchedGradients');
  }, [isAnswered, done]);
  const gradients = firstStep.value?.gradients;
  if (!gradients) return null;
  const [first, last] = [gradients[0]!.rootMeanSquare, gradients.at(-1)!.rootMeanSquare];
  const ratio = first / last;
  return (
    <Prediction
      id="vanishing"
      about={about}
      question={`In the sigmoid network with ${hiddenLayers} hidden layers, before it has learnt anything: how large are the gradients of the first layer’s weights, beside those of the last layer’s?`}
      options={Object.values(options)}
      truth={ratio > 0.1 ? options.large : ratio > 0.001 ? options.medium : options.small}
    >
      The root mean square is {formatDigits(first, 2)} in the first layer and {formatDigits(last, 2)} in the last: a
      factor of {formatDigits(ratio, 2)}. Each of the {hiddenLayers} layers between multiplies with slopes of ¼ at most.
    </Prediction>
  );
}

function Watching() {
  const last = stepsDone.value - 1;
  const step = Math.min(state.value.gradientStep, last);
  return (
    <>
      <div class="stepping">
        <Stepper
          step={step}
          last={last}
          describe={describe(step)}
          onStep={(next) => lesson.change({ gradientStep: next === last ? fields.gradientStep.initial : next })}
        />
      </div>
      <section class="card" aria-labelledby="histograms-heading">
        <h2 id="histograms-heading">Gradients by layer</h2>
        <p class="note">
          How many of a layer’s gradients have which size, in powers of ten: to the left they vanish. Heights are
          logarithmic. Gradients of exactly 0 have no place on the scale and are counted beside it.
        </p>
        <div class="networks">
          {activations.map((id) => (
            <Histograms key={id} id={id} step={step} />
          ))}
        </div>
        <Disclosure id="gradients" summary="Show numbers">
          {() => <Numbers step={step} />}
        </Disclosure>
      </section>
      <section class="card" aria-labelledby="sizes-heading">
        <h2 id="sizes-heading">Over training</h2>
        <div class="sides even">
          <Sizes step={step} />
          <Losses step={step} />
        </div>
      </section>
    </>
  );
}

/** Of a network that ended early, its last step. */
function stepOf(id: ActivationId, step: number) {
  const { steps } = watched.value![id];
  return steps[Math.min(step, steps.length - 1)];
}

function describe(step: number): string {
  const first = activations.map((id) => {
    const at = stepOf(id, step);
    return `${titles[id]} ${at ? formatDigits(at.gradients[0]!.rootMeanSquare, 2) : '–'}`;
  });
  return `Step ${step + 1} of ${trainingSteps}. Size of the first layer’s gradients: ${first.join(', ')}`;
}

function layerName(layer: number, count: number): string {
  return layer === count - 1 ? 'to the outputs' : `into hidden layer ${layer + 1}`;
}

function Histograms({ id, step }: { readonly id: ActivationId; readonly step: number }) {
  const at = stepOf(id, step);
  const { problem } = watched.value![id];
  const window = windowOf(id, step);
  return (
    <div class="column">
      <h3>{titles[id]}</h3>
      {problem !== undefined && (
        <p class="problem" role="alert">
          <Icon name="warning" />
          {problem}
        </p>
      )}
      {window.length > 0 && (
        <p class="note">
          Loss{' '}
          {formatDigits(
            meanOf(window, ({ loss }) => loss),
            3,
          )}
          , {formatPercent(Math.round(meanOf(window, ({ accuracy }) => accuracy) * 1000) / 1000)} of the records read
          right before they were learnt; mean of {window.length} {window.length === 1 ? 'step' : 'steps'}.
        </p>
      )}
      {at?.gradients.some(isDead) && (
        <p class="problem">
          <Icon name="warning" />
          {id === 'relu'
            ? 'A layer has no gradient left: its nodes are off for all these records, or the outputs are saturated. Choose a smaller learning rate.'
            : 'A layer has no gradient left: its sigmoids are saturated. Choose a smaller learning rate.'}
        </p>
      )}
      {at && <LayerFactor step={at} name={titles[id]} />}
      {at?.gradients.map((histogram, layer) => (
        <LayerHistogram key={layer} histogram={histogram} name={layerName(layer, at.gradients.length)} />
      ))}
    </div>
  );
}

/** What is left of the gradients from one layer to the layer before, on the average of all. */
function LayerFactor({ step: { gradients }, name }: { readonly step: DeepStep; readonly name: string }) {
  const [first, last] = [gradients[0]!.rootMeanSquare, gradients.at(-1)!.rootMeanSquare];
  const layers = gradients.length - 1;
  const factor = (first / last) ** (1 / layers);
  if (!Number.isFinite(factor)) return null;
  return (
    <Formulas label={`Formulas, ${name}`}>
      <Formula
        name={`${name}: what one layer leaves of the gradients, on the average`}
        result={keyed('factor', words('one layer back'))}
        expression={power(
          fenced(fraction(quantity(words('rms first'), first, 'rms'), quantity(words('rms last'), last, 'rms'))),
          fraction('1', quantity(words('layers'), layers)),
        )}
        value={keyed('factor', numeral(factor))}
      />
    </Formulas>
  );
}

function isDead({ counts }: GradientHistogram): boolean {
  return counts.every((count) => count === 0);
}

function LayerHistogram({ histogram, name }: { readonly histogram: GradientHistogram; readonly name: string }) {
  const { counts, lowest, zeros, rootMeanSquare } = histogram;
  const all = counts.reduce((sum, count) => sum + count, zeros);
  return (
    <div class="layer-histogram">
      <div class="about-layer">
        <span>{name}</span>
        <span data-key="rms">rms {formatDigits(rootMeanSquare, 2)}</span>
        <span data-key="zeros">{formatPercent(Math.round((zeros / all) * 1000) / 1000)} are 0</span>
      </div>
      <Histogram
        label={`Weights ${name}: root mean square ${formatDigits(rootMeanSquare, 2)}, ${zeros} of ${all} are 0.`}
        bars={counts.map((count, i) => ({
          name: `${tenToThe(lowest + i)} to ${tenToThe(lowest + i + 1)}`,
          count,
          key: 'bar',
        }))}
        most={all}
        ticks={[tenToThe(lowest), tenToThe(lowest + counts.length / 2), tenToThe(lowest + counts.length)]}
      />
    </div>
  );
}

function Numbers({ step }: { readonly step: number }) {
  const columns = activations.map((id) => ({ id, gradients: stepOf(id, step)?.gradients ?? [] }));
  const layers = Math.max(...columns.map(({ gradients }) => gradients.length));
  const { lowest, counts } = columns.find(({ gradients }) => gradients.length > 0)!.gradients[0]!;
  const powersOfTen = counts.map((_, i) => tenToThe(lowest + i));
  const rows = columns.flatMap(({ id, gradients }) =>
    gradients.map((histogram, layer): Cell[] => [
      `${titles[id]}, ${layerName(layer, layers)}`,
      { text: formatDigits(histogram.rootMeanSquare, 3), key: 'rms' },
      { text: formatCount(histogram.zeros), key: 'zeros' },
      ...histogram.counts.map((count) => ({ text: formatCount(count), key: 'bar' })),
    ]),
  );
  return (
    <NumberTable
      caption={`Gradients of step ${step + 1}: how many are from each power of ten up to the next`}
      columns={['Weights', 'Root mean square', 'Exactly 0', ...powersOfTen]}
      rows={rows}
    />
  );
}

const looks: Readonly<Record<ActivationId, { readonly first: LineLook; readonly last: LineLook }>> = {
  sigmoid: {
    first: { colour: 'var(--vscode-charts-blue)', dash: '' },
    last: { colour: 'var(--vscode-charts-blue)', dash: '7 4' },
  },
  relu: {
    first: { colour: 'var(--vscode-charts-red)', dash: '2 3' },
    last: { colour: 'var(--vscode-charts-red)', dash: '9 3 2 3' },
  },
};

function Sizes({ step }: { readonly step: number }) {
  const lines = activations.flatMap((id) => {
    const { steps } = watched.value![id];
    const sizes = (layer: 0 | -1) =>
      steps.map(
        ({ gradients }, i) => [i + 1, Math.log10(Math.max(1e-12, gradients.at(layer)!.rootMeanSquare))] as const,
      );
    return [
      { name: `${titles[id]}, first layer`, points: sizes(0), look: looks[id].first },
      { name: `${titles[id]}, last layer`, points: sizes(-1), look: looks[id].last },
    ];
  });
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y));
  return (
    <Lines
      label={`Size of the gradients over training. ${describe(step)}.`}
      x={axis('step', 0, trainingSteps)}
      y={powerAxis('root mean square', Math.floor(Math.min(...values)), Math.ceil(Math.max(...values)))}
      lines={lines}
      mark={step + 1}
      onPress={goTo}
    />
  );
}

function Losses({ step }: { readonly step: number }) {
  const lines = activations.map((id) => {
    const { steps } = watched.value![id];
    const points = steps.map((_, i) => [i + 1, meanOf(windowOf(id, i), ({ loss }) => loss)] as const);
    return { name: titles[id], points, look: looks[id].first };
  });
  const now = lines.map(
    ({ name, points }) => `${name} ${formatDigits(points[Math.min(step, points.length - 1)]?.[1] ?? 0, 3)}`,
  );
  return (
    <Lines
      label={`Loss, mean of ${windowSize} steps. Step ${step + 1}: ${now.join(', ')}.`}
      x={axis('step', 0, trainingSteps)}
      y={axis(
        `loss L, mean of ${windowSize} steps`,
        0,
        Math.max(...lines.flatMap(({ points }) => points.map(([, y]) => y))),
      )}
      lines={lines}
      mark={step + 1}
      onPress={goTo}
    />
  );
}

/** One step sees a few records only: what is said about learning is the mean of so many. */
const windowSize = 20;

function windowOf(id: ActivationId, step: number): readonly DeepStep[] {
  return watched.value![id].steps.slice(Math.max(0, step + 1 - windowSize), step + 1);
}

function meanOf(steps: readonly DeepStep[], of: (step: DeepStep) => number): number {
  return steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
}

function goTo(x: number): void {
  lesson.change({ gradientStep: Math.max(0, Math.min(stepsDone.peek() - 1, Math.round(x) - 1)) });
}
