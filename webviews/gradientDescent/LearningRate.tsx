import { stepFactor } from '../../samples/linear-regression/curvature';
import { gradientDescentState } from '../../src/teaching/gradientDescentState';
import { formatDigits } from '../shared/format';
import { Icon } from '../shared/Icon';
import { NumberField } from '../shared/teaching/NumberField';
import { bestRate, bound, learningRate, numbers } from './descent';
import { lesson } from './lesson';
import { optimisers } from './optimiserChoices';

const field = gradientDescentState.fields.learningRate;
const [lowest, highest] = [Math.log10(field.minimum), Math.log10(field.maximum)];

/** Where a rate is on the slider, 0…1. */
const share = (rate: number) => Math.max(0, Math.min(1, (Math.log10(rate) - lowest) / (highest - lowest)));

export function setLearningRate(rate: number): void {
  lesson.change({ learningRate: Math.max(field.minimum, Math.min(field.maximum, rate)) });
}

/** The learning rate on a logarithmic slider, with the two rates that the data themselves mark on it. */
export function LearningRate() {
  const rate = learningRate.value;
  return (
    <section class="card learning-rate" aria-labelledby="rate-heading">
      <h2 id="rate-heading">Learning rate α</h2>
      <div class="rate-row">
        <div class="rate-slider">
          <Mark name="best constant rate" formula="2 / (λmin + λmax)" rate={bestRate.value} />
          <div class="rate-track">
            <div class="unstable" style={{ left: place(bound.value) }} />
            <div class="tick" style={{ left: place(bestRate.value) }} />
            <input
              type="range"
              min={lowest}
              max={highest}
              step={0.01}
              value={Math.log10(rate)}
              aria-label="Learning rate, logarithmic"
              aria-valuetext={`${formatDigits(rate)}; the stability bound is ${formatDigits(bound.value)}`}
              onInput={(event) => setLearningRate(Number((10 ** event.currentTarget.valueAsNumber).toPrecision(3)))}
            />
          </div>
          <Mark name="stability bound" formula="2 / λmax" rate={bound.value} />
        </div>
        <NumberField field={field} value={rate} onChange={setLearningRate} />
      </div>
      <Verdict />
    </section>
  );
}

/** The track begins and ends half a thumb from the ends of the slider. */
function place(rate: number): string {
  return `calc(8px + (100% - 16px) * ${share(rate)})`;
}

function Mark({ name, formula, rate }: { readonly name: string; readonly formula: string; readonly rate: number }) {
  if (!Number.isFinite(rate)) return null;
  return (
    <div class="rate-mark" style={{ '--place': share(rate) }}>
      <button
        type="button"
        class="quiet"
        title={`Use the ${name}`}
        onClick={() => setLearningRate(Number(rate.toPrecision(4)))}
      >
        {name} {formula} = {formatDigits(rate)}
      </button>
    </div>
  );
}

/** What this rate does, and why: the factor by which a step multiplies the distance to the minimum. */
function Verdict() {
  const { state, bowl, outcomes } = numbers.value;
  const factors = bowl.eigenvalues.map((eigenvalue) => stepFactor(state.learningRate, eigenvalue));
  return (
    <div class="verdict" aria-live="polite">
      <p>
        {factors[0]! < -1 && <Icon name="warning" />}
        {bowl.eigenvalues[0] === 0
          ? 'The cost is flat: with every x at 0 it is the same for every θ, and there is nowhere to descend.'
          : sentence(factors)}
        {bowl.eigenvalues[1] === 0 && ' With all x alike the cost is flat along the flattest: many lines are as good.'}
      </p>
      {outcomes
        .filter(({ descent }) => descent.hasDiverged)
        .map(({ id, descent: { costs } }) => (
          <p key={id}>
            <Icon name="warning" />
            {optimisers[id].title} diverged: its path ends after step {costs.length - 1}, where the cost is{' '}
            {formatDigits(costs.at(-1)!)}, because the next would be more than 10¹² times that of the start. Choose a
            lower rate.
          </p>
        ))}
    </div>
  );
}

function sentence([steep, flat]: readonly number[]): string {
  const directions =
    flat === undefined
      ? formatDigits(steep!)
      : `${formatDigits(steep!)} along the steepest direction and with ${formatDigits(flat)} along the flattest`;
  const why = `Each step multiplies the distance to the minimum with 1 − αλ = ${directions}.`;
  if (steep! < -1) return `Batch diverges: above 2/λmax every step lands further away, on the other side. ${why}`;
  if (steep! < -0.999) return `Batch is on the edge: it jumps from side to side for ever. ${why}`;
  if (steep! < 0) return `Batch converges, jumping across the minimum. ${why}`;
  return `Batch converges from one side. ${why}`;
}
