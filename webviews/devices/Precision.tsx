import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PrecisionResult } from '../../samples/devices/precision';
import { float16Bits, float16FromBits } from '../../samples/devices/quantise';
import type { TrainedNetwork } from '../../src/protocol';
import { formatCount, formatCountOf, formatPercent, formatValue } from '../shared/format';
import { Icon } from '../shared/Icon';
import { attempt } from '../shared/Messages';
import { formatBytes, formatFactor } from './format';
import { Guess } from './Guess';
import { host } from './host';
import { Section } from './Section';
import { chosenNetwork, guessedChanges, precision, roundedNumber } from './view';

const networks = signal<readonly TrainedNetwork[] | undefined>(undefined);
const isComputing = signal(false);

const loadNetworks = async () => void (networks.value = await host.trainedNetworks());

/** The learner's own network with its weights in fewer bits. */
export function Precision() {
  useEffect(() => attempt(loadNetworks), []);
  return (
    <Section id="precision" heading="Lower precision: fewer bits for each weight" origins={['measured']}>
      <p class="note">
        8-bit numbers take a quarter of the space of 32-bit ones, and their arithmetic takes less of the chip. What does
        it cost? Here the weights of a network that you trained are rounded, and it reads the test digits again. For 8
        bits, each tensor keeps one factor: its largest weight becomes 127.
      </p>
      <Networks />
      <RoundedNumber />
    </Section>
  );
}

function Networks() {
  const found = networks.value;
  if (!found) return <p>Looking for networks that you trained…</p>;
  if (found.length === 0) {
    return (
      <div class="options">
        <p>There is no finished run of “MLP on MNIST” in the history, so there is no network to round yet.</p>
        <button type="button" class="secondary" onClick={() => attempt(() => host.trainNetwork())}>
          <Icon name="training" />
          Train MLP on MNIST
        </button>
        <button type="button" class="secondary" onClick={() => attempt(loadNetworks)}>
          Look Again
        </button>
      </div>
    );
  }
  const chosen = found.find(({ runId }) => runId === chosenNetwork.value) ?? found[0]!;
  const measure = async () => {
    isComputing.value = true;
    try {
      precision.value = { runId: chosen.runId, results: await host.measurePrecision(chosen.runId) };
    } finally {
      isComputing.value = false;
    }
  };
  return (
    <>
      <div class="choice">
        <label htmlFor="network">Network</label>
        <select
          id="network"
          value={chosen.runId}
          onChange={(event) => (chosenNetwork.value = event.currentTarget.value)}
        >
          {found.map(({ runId, title, accuracy }) => (
            <option key={runId} value={runId}>
              {title}, {formatPercent(accuracy)} right
            </option>
          ))}
        </select>
      </div>
      <Guess
        id="guess-changes"
        question={`Guess: how many of its ${formatCount(chosen.testDigits)} test digits does it answer differently with 8-bit weights?`}
        guess={guessedChanges.value}
        action={isComputing.value ? 'Reading the digits…' : 'Round Its Weights'}
        isBusy={isComputing.value}
        onGuess={(count) => {
          guessedChanges.value = count;
          attempt(measure);
        }}
      />
      {precision.value?.runId === chosen.runId && <Results results={precision.value.results} />}
    </>
  );
}

function Results({ results: measured }: { readonly results: readonly PrecisionResult[] }) {
  const [original, half] = measured;
  const names = {
    original: `as trained, ${Math.round((16 * original!.bytes) / half!.bytes)}-bit floating point`,
    float16: '16-bit floating point',
    int8: '8-bit whole numbers',
  };
  const changed = measured.find(({ precision: kept }) => kept === 'int8')!.changedAnswers;
  return (
    <>
      <p role="status">
        With 8-bit weights it answers {formatCountOf(changed, 'digit')} differently; you guessed{' '}
        {formatCount(guessedChanges.value!)}.
      </p>
      <div class="scroll" role="region" aria-label="Accuracy by precision" tabIndex={0}>
        <table class="plain">
          <caption>The same network, three ways to keep its weights</caption>
          <thead>
            <tr>
              <th scope="col">Weights</th>
              <th scope="col">accuracy</th>
              <th scope="col">other answers than as trained</th>
              <th scope="col">size</th>
              <th scope="col">smaller</th>
            </tr>
          </thead>
          <tbody>
            {measured.map(({ precision: kept, accuracy, changedAnswers, bytes }) => (
              <tr key={kept}>
                <th scope="row">{names[kept]}</th>
                <td>{formatPercent(accuracy)}</td>
                <td>{formatCount(changedAnswers)}</td>
                <td>{formatBytes(bytes)}</td>
                <td>{formatFactor(original!.bytes / bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Any number as 16 bits. */
function RoundedNumber() {
  const text = roundedNumber.value;
  const value = text.trim() === '' ? NaN : Number(text.replace(',', '.'));
  const bits = float16Bits(value);
  const digits = bits.toString(2).padStart(16, '0');
  const rounded = float16FromBits(bits);
  return (
    <div class="field">
      <label htmlFor="rounded">any number in 16 bits</label>
      <input
        id="rounded"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={Number.isNaN(value)}
        onInput={(event) => (roundedNumber.value = event.currentTarget.value)}
      />
      <output htmlFor="rounded">
        {Number.isNaN(value) ? (
          'Write a number, such as 0.1.'
        ) : (
          <>
            <code>
              {digits[0]} {digits.slice(1, 6)} {digits.slice(6)}
            </code>{' '}
            (sign, exponent, fraction) is {String(rounded)}
            {Number.isFinite(rounded) && `, off by ${formatValue(Math.abs(rounded - value))}`}
          </>
        )}
      </output>
    </div>
  );
}
