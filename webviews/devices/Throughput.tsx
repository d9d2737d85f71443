import { crossings } from '../../samples/devices/crossover';
import { isMeasured, throughputCurve, transferCost, type DeviceResult } from '../../samples/devices/results';
import type { BenchmarkRecord } from '../../src/protocol';
import { logAxis, type Line, type LineChart } from '../shared/chart/lineChart';
import { LineChartView } from '../shared/chart/LineChartView';
import { css } from '../shared/colours';
import { formatCount } from '../shared/format';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { theme } from '../shared/theme';
import { lineStyleOf, titleOf } from './deviceLooks';
import { formatFactor, formatMilliseconds, formatSi } from './format';
import { achieve } from './host';
import { Section } from './Section';
import { guessedSinker, guesses, withTransfer } from './view';

/** Answers a second over batch sizes: what latency costs, and what many at once gain. */
export function Throughput({ record }: { readonly record: BenchmarkRecord }) {
  const results = record.outcomes.filter(isMeasured);
  const curves = results.map((result) => throughputCurve(result, withTransfer.value));
  const crossed = crossings(curves);
  const count = (transferred: boolean) => {
    withTransfer.value = transferred;
    if (transferred) achieve('countedTransfer');
  };
  return (
    <Section id="throughput" heading="Throughput: how many digits a second?" origins={['measured']}>
      <p class="note">
        The network 784-300-100-10 answers batches of 1 to 4,096 digits. Both axes are logarithmic: every step is a
        multiple, not a sum. A batch that would take longer than a second is left out.
      </p>
      <div class="choice">
        <label htmlFor="guess-sinker">Guess: which curve sinks most when the transfer is counted?</label>
        <select
          id="guess-sinker"
          value={guessedSinker.value}
          onChange={(event) => (guessedSinker.value = event.currentTarget.value)}
        >
          <option value="">no guess</option>
          {results.map(({ device }) => (
            <option key={device} value={device}>
              {titleOf(device)}
            </option>
          ))}
        </select>
      </div>
      <label class="checkbox">
        <input type="checkbox" checked={withTransfer.value} onChange={(event) => count(event.currentTarget.checked)} />
        Count the transfer too: pixels to the device, answers back
      </label>
      <LineChartView
        chart={chartOf(results, curves, crossed)}
        label={`Line chart of digits a second over batch sizes. ${describe(results, curves)}`}
        nameOfX={(size) => `Batches of ${size}`}
      />
      {withTransfer.value && <Sinker results={results} />}
      <Crossovers results={results} crossed={crossed} curves={curves} />
      <GuessedRight results={results} curves={curves} />
      <Transfers results={results} />
      <Disclosure id="numbers-throughput" summary="Show numbers">
        {() => <Numbers results={results} />}
      </Disclosure>
    </Section>
  );
}

type Curve = ReturnType<typeof throughputCurve>;
type Crossed = ReturnType<typeof crossings>;

function chartOf(results: readonly DeviceResult[], curves: readonly Curve[], crossed: Crossed): LineChart {
  const values = curves.flat();
  const lines: Line[] = results.map(({ device }, index) => ({
    name: titleOf(device),
    points: curves[index]!,
    style: lineStyleOf(device, theme.value),
    group: 'measured here',
  }));
  if (crossed.length > 0) {
    const style = { colour: css(theme.value.foreground), dash: undefined, marker: 'cross' as const };
    // First, for what comes first is drawn on top.
    lines.unshift({ name: 'crossover', points: crossed, style, group: 'calculated' });
  }
  return {
    title: 'Throughput',
    x: logAxis('batch size (digits)', 1, 4096, { tick: formatCount, value: formatCount }, 4),
    y: logAxis('digits a second', Math.min(...values.map(({ y }) => y)), Math.max(...values.map(({ y }) => y)), {
      tick: formatSi,
      value: formatSi,
    }),
    lines,
  };
}

function describe(results: readonly DeviceResult[], curves: readonly Curve[]): string {
  const ends = results.map(({ device }, index) => {
    const [first, last] = [curves[index]![0]!, curves[index]!.at(-1)!];
    return `${titleOf(device)}: ${formatSi(first.y)} in batches of ${formatCount(first.x)}, ${formatSi(last.y)} in batches of ${formatCount(last.x)}`;
  });
  return `${ends.join('; ')}.`;
}

/** Which curve the transfer costs most. */
function Sinker({ results }: { readonly results: readonly DeviceResult[] }) {
  const [most] = results
    .map((result) => ({ device: result.device, ...transferCost(result) }))
    .sort((a, b) => b.factor - a.factor);
  const guess = guessedSinker.value;
  if (most!.factor < 1.1) return <p role="status">The transfer costs none of these devices a tenth more.</p>;
  return (
    <p role="status">
      The transfer costs {titleOf(most!.device)} most
      {guess !== '' &&
        (guess === most!.device ? ', as you guessed' : `; you guessed ${titleOf(guess as DeviceResult['device'])}`)}
      : a batch of {formatCount(most!.size)} takes {formatFactor(most!.factor)} as long.
    </p>
  );
}

interface CrossoversProps {
  readonly results: readonly DeviceResult[];
  readonly curves: readonly Curve[];
  readonly crossed: Crossed;
}

/** Where the curves cross, in words; each crossover is marked in the chart. */
function Crossovers({ results, curves, crossed }: CrossoversProps) {
  const name = (index: number) => titleOf(results[index]!.device);
  const sizes = curves.flat().map(({ x }) => x);
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)].map((size) => fastestAt(size, curves)!);
  return (
    <ul class="findings">
      {crossed.map(({ x, above, below }) => (
        <li key={`${above} ${below}`}>
          Crossover: from batches of about {formatCount(x)} on, {name(above)} is faster than {name(below)}.
        </li>
      ))}
      {results.length > 1 && (
        <li>
          {first === last
            ? `${name(first!)} is the fastest both with the smallest and with the largest batch.`
            : `With the smallest batch ${name(first!)} is the fastest, with the largest ${name(last!)}.`}
        </li>
      )}
    </ul>
  );
}

function GuessedRight({
  results,
  curves,
}: {
  readonly results: readonly DeviceResult[];
  readonly curves: readonly Curve[];
}) {
  const { one, many } = guesses.value;
  const verdicts = (
    [
      [1, one],
      [1024, many],
    ] as const
  ).flatMap(([size, guess]) => {
    const fastest = fastestAt(size, curves);
    if (guess === '' || fastest === undefined) return [];
    const { device } = results[fastest]!;
    const batch = size === 1 ? 'one digit at a time' : '1,024 digits at once';
    const guessed = titleOf(guess as DeviceResult['device']);
    return device === guess
      ? `With ${batch} it is ${guessed}, as you guessed.`
      : `With ${batch} you guessed ${guessed}; it is ${titleOf(device)}.`;
  });
  return verdicts.length === 0 ? null : <p class="verdicts">{verdicts.join(' ')}</p>;
}

function fastestAt(size: number, curves: readonly Curve[]): number | undefined {
  const speeds = curves.map((curve) => curve.find(({ x }) => x === size)?.y ?? 0);
  const most = Math.max(...speeds);
  return most > 0 ? speeds.indexOf(most) : undefined;
}

/** The way to the device and back, apart from computing there. */
function Transfers({ results }: { readonly results: readonly DeviceResult[] }) {
  return (
    <div class="scroll" role="region" aria-label="Transfer" tabIndex={0}>
      <table class="plain">
        <caption>Four MiB to the device and back, for x + 1; medians</caption>
        <thead>
          <tr>
            <th scope="col">Device</th>
            <th scope="col">with transfer</th>
            <th scope="col">data already there</th>
            <th scope="col">transfer alone</th>
          </tr>
        </thead>
        <tbody>
          {results.map(({ device, transfer: { roundTrip, resident } }) => (
            <tr key={device}>
              <th scope="row">{titleOf(device)}</th>
              <td>{formatMilliseconds(roundTrip.p50)}</td>
              <td>{formatMilliseconds(resident.p50)}</td>
              <td>
                {roundTrip.p50 > resident.p50 ? formatMilliseconds(roundTrip.p50 - resident.p50) : 'too small to see'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Numbers({ results }: { readonly results: readonly DeviceResult[] }) {
  const rows = results.flatMap(({ device, batches }) =>
    batches.map(({ size, resident, roundTrip }) => [
      `${titleOf(device)}, ${formatCount(size)}`,
      formatMilliseconds(resident.p50),
      formatMilliseconds(resident.p95),
      formatMilliseconds(roundTrip.p50),
      formatMilliseconds(roundTrip.p95),
      formatSi((1000 * size) / resident.p50),
      formatSi((1000 * size) / roundTrip.p50),
    ]),
  );
  const columns = [
    ...['device, batch size', 'half within', '95 of 100 within', 'half within, with transfer'],
    ...['95 of 100 within, with transfer', 'digits/s', 'digits/s with transfer'],
  ];
  return <NumberTable caption="Answers by batch size" columns={columns} rows={rows} />;
}
