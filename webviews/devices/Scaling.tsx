import { signal } from '@preact/signals';
import { stepTime } from '../../samples/devices/dataParallel';
import type { MeasuredScaling, ScalingRecord } from '../../src/protocol';
import { css, type Rgb } from '../shared/colours';
import { formatCount, formatValue } from '../shared/format';
import { attempt } from '../shared/Messages';
import { theme } from '../shared/theme';
import { formatFactor, formatMilliseconds } from './format';
import { Guess } from './Guess';
import { host, machine } from './host';
import { Section } from './Section';
import { guessedSpeedUp, scaling } from './view';

const isMeasuring = signal(false);

async function measure(): Promise<void> {
  isMeasuring.value = true;
  try {
    scaling.value = await host.measureScaling();
  } finally {
    isMeasuring.value = false;
  }
}

/** One training on one, two and four workers. */
export function Scaling() {
  const cores = machine.value?.cores;
  return (
    <Section id="scaling" heading="Several devices: synchronous data-parallel training" origins={['measured']}>
      <p class="note">
        A batch of 256 digits is shared out among worker threads. Each computes the gradient of its share (plain
        TypeScript, 784-100-10, float64); then all add their gradients up, the all-reduce, and take the same step.
      </p>
      {cores !== undefined && (
        <p>
          This machine offers {formatCount(cores)} {cores === 1 ? 'core' : 'cores'}.{' '}
          {cores < 4 &&
            'Four workers share them, so four can hardly be faster than ' + (cores === 1 ? 'one.' : `${cores}.`)}
        </p>
      )}
      <Guess
        id="guess-speed-up"
        question="Guess: how many times as fast are four workers as one?"
        guess={guessedSpeedUp.value}
        action={isMeasuring.value ? 'Training on 1, 2 and 4 workers…' : 'Train on 1, 2 and 4 Workers'}
        isBusy={isMeasuring.value}
        onGuess={(factor) => {
          guessedSpeedUp.value = factor;
          attempt(measure);
        }}
      />
      {scaling.value && <Results record={scaling.value} />}
    </Section>
  );
}

const parts = [
  { key: 'gradient', name: 'own gradient', colour: 'blue' },
  { key: 'waiting', name: 'waiting for the slowest', colour: 'grid' },
  { key: 'allReduce', name: 'all-reduce', colour: 'red' },
] as const;

function Results({ record: { startedAt, results: measured } }: { readonly record: ScalingRecord }) {
  const last = measured.at(-1)!;
  const speedUp = stepTime(measured[0]!) / stepTime(last);
  const longest = Math.max(...measured.map(stepTime));
  const furthest = Math.max(...measured.map(({ furthestWeight }) => furthestWeight));
  return (
    <>
      <p role="status">
        {formatCount(last.workers)} workers are {formatFactor(speedUp)} as fast as one
        {guessedSpeedUp.value !== undefined && `; you guessed ${formatFactor(guessedSpeedUp.value)}`}.
      </p>
      <div class="scroll" role="region" aria-label="Time of a step by workers" tabIndex={0}>
        <table class="plain scaling">
          <caption>One step of training: the median of 20; {new Date(startedAt).toLocaleString()}</caption>
          <thead>
            <tr>
              <th scope="col">Workers</th>
              <td class="scale-cell" aria-hidden="true" />
              {parts.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">whole step</th>
              <th scope="col">speed-up</th>
            </tr>
          </thead>
          <tbody>
            {measured.map((result) => (
              <tr key={result.workers}>
                <th scope="row">{result.workers}</th>
                <td aria-hidden="true">
                  <Bar result={result} longest={longest} />
                </td>
                {parts.map(({ key }) => (
                  <td key={key}>{formatMilliseconds(result[key])}</td>
                ))}
                <td>{formatMilliseconds(stepTime(result))}</td>
                <td>{formatFactor(stepTime(measured[0]!) / stepTime(result))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul class="legend" aria-hidden="true">
        {parts.map(({ key, name, colour }) => (
          <li key={key}>
            <svg width="16" height="12">
              <rect width="16" height="12" {...inkOf(theme.value[colour])} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <p>
        All end with the same network: no weight differs by more than {formatValue(furthest)} from training on one
        worker; that is rounding.
      </p>
    </>
  );
}

function Bar({ result, longest }: { readonly result: MeasuredScaling; readonly longest: number }) {
  let start = 0;
  return (
    <svg class="whisker" width="100%" height="20">
      {parts.map(({ key, colour }) => {
        const x = start;
        start += result[key];
        return (
          <rect
            key={key}
            x={`${(100 * x) / longest}%`}
            y="3"
            width={`${(100 * result[key]) / longest}%`}
            height="14"
            {...inkOf(theme.value[colour])}
          />
        );
      })}
    </svg>
  );
}

function inkOf(colour: Rgb) {
  return { fill: css(colour), stroke: css(theme.value.foreground), 'stroke-width': 0.5 };
}
