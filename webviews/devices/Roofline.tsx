import { chipSource, publishedChips } from '../../samples/devices/chips';
import {
  batchWork,
  ceilingsOf,
  isMeasured,
  operationsPerSecond,
  type DeviceResult,
} from '../../samples/devices/results';
import { attainable, intensityOf, ridgePoint, type Ceilings } from '../../samples/devices/roofline';
import { logAxis, type Line, type LineChart } from '../shared/chart/lineChart';
import { LineChartView } from '../shared/chart/LineChartView';
import { css } from '../shared/colours';
import { formatCount, formatValue } from '../shared/format';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { theme } from '../shared/theme';
import { titleOf } from './deviceLooks';
import { formatFactor, formatSi } from './format';
import { Guess } from './Guess';
import { achieve, record } from './host';
import { Section } from './Section';
import { Slider } from './Slider';
import { bandwidthPower, guessedMemory, peakPower, roofDevice } from './view';

/** Operations a byte, from one end of the chart to the other. */
const intensities = [0.1, 10_000] as const;
const oneDigit = intensityOf(batchWork(1));

/** A machine whose roof the learner can move, with what was measured below it. */
export function Roofline() {
  const measured = record.value?.outcomes.filter(isMeasured) ?? [];
  const device = measured.find((result) => result.device === roofDevice.value) ?? fastest(measured);
  const base: Ceilings = device ? ceilingsOf(device) : publishedChips[0]!;
  const moved = { peak: base.peak * 2 ** peakPower.value, bandwidth: base.bandwidth * 2 ** bandwidthPower.value };
  const isMoved = peakPower.value !== 0 || bandwidthPower.value !== 0;
  const move = () => {
    const ceilings = { peak: base.peak * 2 ** peakPower.value, bandwidth: base.bandwidth * 2 ** bandwidthPower.value };
    if (guessedMemory.value !== undefined && ridgePoint(ceilings) <= oneDigit) achieve('movedRoofline');
  };
  const name = device ? titleOf(device.device) : 'published CPU';
  return (
    <Section
      id="roofline"
      heading="The roofline: is it memory or arithmetic that limits?"
      origins={[...(device ? (['measured'] as const) : []), 'calculated', 'published']}
    >
      <p class="note">
        Work that does few operations for each byte it fetches waits for memory: the slope. Work that does many keeps
        the arithmetic busy: the flat roof. Answering one digit does {formatValue(oneDigit)} operations a byte; a batch
        uses every weight many times. Make the memory so fast that even one digit is limited by arithmetic.
      </p>
      {measured.length > 0 ? (
        <div class="choice">
          <label htmlFor="roof-device">Roof of</label>
          <select
            id="roof-device"
            value={device?.device}
            onChange={(event) => (roofDevice.value = event.currentTarget.value)}
          >
            {measured.map((result) => (
              <option key={result.device} value={result.device}>
                {titleOf(result.device)}
              </option>
            ))}
          </select>
        </div>
      ) : (
        <p class="note">
          Nothing is measured yet, so the roof to move is the published CPU’s. Run the benchmark for your own.
        </p>
      )}
      <Guess
        id="guess-memory"
        question="How many times as fast must the memory be for that?"
        guess={guessedMemory.value}
        onGuess={(factor) => (guessedMemory.value = factor)}
      />
      <div class="sliders">
        <PowerSlider id="bandwidth-factor" label="Faster memory" power={bandwidthPower} onMove={move} />
        <PowerSlider id="peak-factor" label="Faster arithmetic" power={peakPower} onMove={move} />
      </div>
      <LineChartView
        chart={chartOf(name, base, isMoved ? moved : undefined, device)}
        label={`Roofline of ${name}: peak ${formatSi(moved.peak)} operations a second, ${formatSi(moved.bandwidth)} bytes a second; they meet at ${formatValue(ridgePoint(moved))} operations a byte.`}
        nameOfX={(intensity) => `${intensity} operations a byte`}
      />
      <p>
        Peak {formatSi(moved.peak)} operations/s ÷ {formatSi(moved.bandwidth)} bytes/s ={' '}
        {formatValue(ridgePoint(moved))} operations a byte. Answering one digit, with {formatValue(oneDigit)}, is
        limited by <strong>{oneDigit < ridgePoint(moved) ? 'memory' : 'arithmetic'}</strong>, at{' '}
        {formatSi(attainable(moved, oneDigit))} operations/s.{' '}
        {guessedMemory.value !== undefined && oneDigit >= ridgePoint(moved) && (
          <>
            With arithmetic at {formatFactor(2 ** peakPower.value)}, memory at{' '}
            {formatFactor((2 ** peakPower.value * ridgePoint(base)) / oneDigit)} is enough; you guessed{' '}
            {formatFactor(guessedMemory.value)}.
          </>
        )}
      </p>
      {device && (
        <p class="note">
          The measured roof is what TensorFlow.js reaches on this device: for arithmetic the fastest of all work
          measured above, for memory adding two vectors of 32 MiB. A better program may reach more; points above the
          slope have their data in a cache.
        </p>
      )}
      <p class="note">Published lines: {chipSource}.</p>
      <Disclosure id="numbers-roofline" summary="Show numbers">
        {() => <Numbers name={name} base={base} moved={moved} device={device} />}
      </Disclosure>
    </Section>
  );
}

interface PowerSliderProps {
  readonly id: string;
  readonly label: string;
  readonly power: { value: number };
  readonly onMove: () => void;
}

function PowerSlider({ id, label, power, onMove }: PowerSliderProps) {
  return (
    <Slider
      id={id}
      label={label}
      min={-4}
      max={7}
      value={power.value}
      text={formatFactor(2 ** power.value)}
      onChange={(value) => {
        power.value = value;
        onMove();
      }}
    />
  );
}

function fastest(results: readonly DeviceResult[]): DeviceResult | undefined {
  return results.toSorted((a, b) => ceilingsOf(b).peak - ceilingsOf(a).peak)[0];
}

function chartOf(
  name: string,
  base: Ceilings,
  moved: Ceilings | undefined,
  device: DeviceResult | undefined,
): LineChart {
  const { blue, green, foreground, muted } = theme.value;
  const publishedDashes = [
    [2, 4],
    [8, 4],
    [10, 3, 2, 3],
  ];
  const lines: Line[] = [];
  if (device) {
    lines.push({
      ...{ name: `roof of ${name}`, points: roofOf(base), group: 'measured here' },
      style: { colour: css(blue), dash: [], marker: undefined },
    });
    lines.push({
      ...{ name: 'answers, batches of 1 to 4,096', points: answerPoints(device), group: 'measured here' },
      style: { colour: css(green), dash: undefined, marker: 'circle' },
    });
    lines.push({
      ...{ name: 'matrix product, convolution', points: operationPoints(device), group: 'measured here' },
      style: { colour: css(blue), dash: undefined, marker: 'diamond' },
    });
  }
  if (moved) {
    lines.push({
      ...{ name: 'the roof as you moved it', points: roofOf(moved), group: 'calculated' },
      style: { colour: css(foreground), dash: [4, 2], marker: undefined },
    });
  }
  for (const [index, chip] of publishedChips.entries()) {
    lines.push({
      ...{ name: `${chip.name}, ${chip.precision}`, points: roofOf(chip), group: 'published, not measured here' },
      style: { colour: css(muted), dash: publishedDashes[index]!, marker: undefined },
    });
  }
  const values = lines.flatMap(({ points }) => points.map(({ y }) => y));
  return {
    title: 'Roofline',
    x: logAxis('operations a byte', ...intensities, { tick: formatValue, value: formatValue }),
    y: logAxis('operations a second', Math.min(...values), Math.max(...values), { tick: formatSi, value: formatSi }),
    lines,
  };
}

function roofOf(ceilings: Ceilings) {
  const [first, last] = intensities;
  const ridge = ridgePoint(ceilings);
  const between = ridge > first && ridge < last ? [ridge] : [];
  return [first, ...between, last].map((x) => ({ x, y: attainable(ceilings, x) }));
}

function answerPoints({ batches }: DeviceResult) {
  return batches.map(({ size, resident }) => {
    const work = batchWork(size);
    return { x: intensityOf(work), y: (1000 * work.operations) / resident.p50 };
  });
}

function operationPoints({ workloads }: DeviceResult) {
  const points = workloads.flatMap((result) => {
    const y = operationsPerSecond(result);
    return y !== undefined && result.work ? { x: intensityOf(result.work), y } : [];
  });
  return points.sort((a, b) => a.x - b.x);
}

interface NumbersProps {
  readonly name: string;
  readonly base: Ceilings;
  readonly moved: Ceilings;
  readonly device: DeviceResult | undefined;
}

function Numbers({ name, base, moved, device }: NumbersProps) {
  const roof = (title: string, ceilings: Ceilings) => [
    title,
    formatSi(ceilings.peak),
    formatSi(ceilings.bandwidth),
    formatValue(ridgePoint(ceilings)),
  ];
  const roofs = [
    ...(device ? [roof(`measured here: ${name}`, base)] : []),
    roof('calculated: as you moved it', moved),
    ...publishedChips.map((chip) => roof(`published: ${chip.name}`, chip)),
  ];
  return (
    <>
      <NumberTable caption="Roofs" columns={['roof', 'operations/s', 'bytes/s', 'operations a byte']} rows={roofs} />
      {device && (
        <NumberTable
          caption={`Answers on ${name}`}
          columns={['batch size', 'operations a byte', 'operations/s']}
          rows={answerPoints(device).map(({ x, y }, index) => [
            formatCount(device.batches[index]!.size),
            formatValue(x),
            formatSi(y),
          ])}
        />
      )}
    </>
  );
}
