import type { ComponentChildren } from 'preact';
import type { RunSummary } from '../../src/protocol';
import type { LineChart } from '../shared/chart/lineChart';
import { LineChartView } from '../shared/chart/LineChartView';
import { formatCount, formatEpoch, formatPercent } from '../shared/format';
import { Popup } from '../shared/Menu';
import { attempt } from '../shared/Messages';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { accuracyChart, lossChart, nameOfRun } from './curves';
import { compared, loadOtherRuns, maximumCompared, otherRuns } from './comparison';
import { frameSteps, isOver, nearest, predictedAccuracy, run } from './run';
import { chosenStep, comparedRuns } from './view';

export function Charts() {
  return (
    <section class="charts" aria-labelledby="charts-heading">
      <div class="section-head">
        <h2 id="charts-heading">Learning curves</h2>
        <Popup label="Compare with…" icon="compare" role="dialog" onOpen={() => attempt(loadOtherRuns)}>
          {() => <RunChoice />}
        </Popup>
      </div>
      <div class="pair">
        <ChartFigure
          id="loss"
          heading="Loss"
          explanation="Mean error of the outputs; lower is better."
          chart={lossChart.value}
        >
          <DifferentLosses />
        </ChartFigure>
        <ChartFigure
          id="accuracy"
          heading="Accuracy"
          explanation="Share of test digits answered correctly."
          chart={accuracyChart.value}
        >
          <Prediction />
        </ChartFigure>
      </div>
    </section>
  );
}

interface ChartFigureProps {
  readonly id: string;
  readonly heading: string;
  readonly explanation: string;
  readonly chart: LineChart;
  readonly children: ComponentChildren;
}

function ChartFigure({ id, heading, explanation, chart, children }: ChartFigureProps) {
  const chooseStep = (epoch: number) => {
    if (frameSteps.value.length > 0) chosenStep.value = nearest(epoch, frameSteps.value);
  };
  const isEmpty = chart.lines.every(({ points }) => points.length === 0);
  return (
    <div class="card">
      <div>
        <h3>{heading}</h3>
        <p class="note">{explanation}</p>
      </div>
      {isEmpty ? (
        <p class="empty">
          {isOver.value ? 'Nothing was measured in this run.' : 'The first point appears in a moment.'}
        </p>
      ) : (
        <>
          <LineChartView chart={chart} label={describe(chart)} onChoose={chooseStep} />
          {children}
          <Disclosure id={`numbers-${id}`} summary="Show numbers">
            {() => <ChartNumbers chart={chart} />}
          </Disclosure>
        </>
      )}
    </div>
  );
}

function describe({ title, lines, x, y }: LineChart): string {
  const newest = lines.map(({ name, points }) => {
    const last = points.at(-1);
    return last ? `${name} ${y.formatValue(last.y)} at epoch ${x.formatValue(last.x)}` : '';
  });
  return `Line chart of ${title.toLowerCase()} over epochs. Newest: ${newest.join('; ')}.`;
}

/** A page of rows is enough to read; the export has all of them. */
const maximumRows = 100;

function ChartNumbers({ chart: { lines, x, y, title } }: { readonly chart: LineChart }) {
  const epochs = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))].sort((a, b) => a - b);
  const every = Math.ceil(epochs.length / maximumRows);
  const shown = epochs.filter((_, index) => (epochs.length - 1 - index) % every === 0);
  const valueAt = lines.map(({ points }) => new Map(points.map((point) => [point.x, point.y])));
  const rows = shown.map((epoch) => [
    x.formatValue(epoch),
    ...valueAt.map((values) => {
      const value = values.get(epoch);
      return value === undefined ? '' : y.formatValue(value);
    }),
  ]);
  const caption =
    every === 1 ? title : `${title}: ${shown.length} of ${formatCount(epochs.length)} points; the export has all`;
  return <NumberTable caption={caption} columns={['epoch', ...lines.map(({ name }) => name)]} rows={rows} />;
}

function Prediction() {
  const predicted = predictedAccuracy.value;
  const reached = run.value?.testAccuracy;
  if (predicted === undefined || reached === undefined || run.value?.status !== 'finished') return null;
  const points = (reached - predicted) * 100;
  const difference = `${Math.abs(points).toLocaleString('en-US', { maximumFractionDigits: 2 })} percentage points`;
  return (
    <p class="note">
      You predicted {formatPercent(predicted)}; the network reached {formatPercent(reached)}:{' '}
      {points === 0 ? 'exactly right.' : `${difference} ${points > 0 ? 'more' : 'less'}.`}
    </p>
  );
}

/** The hand-made network's squared error and TensorFlow's cross-entropy are not in one unit. */
function DifferentLosses() {
  const model = run.value?.request.parameters.model;
  if (compared.value.every(({ run: other }) => other.request.parameters.model === model)) return null;
  return <p class="note">These runs measure loss differently, so compare their accuracies instead.</p>;
}

function RunChoice() {
  const runs = otherRuns.value;
  const chosen = comparedRuns.value ?? [];
  if (!runs) return <p>Loading…</p>;
  if (runs.length === 0) return <p tabIndex={-1}>There are no other runs yet. Train another one, then compare.</p>;
  const toggle = (id: string) => {
    comparedRuns.value = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
  };
  return (
    <fieldset class="run-choice">
      <legend>Draw up to {maximumCompared} other runs into the charts</legend>
      {runs.map((other) => (
        <label key={other.id}>
          <input
            type="checkbox"
            checked={chosen.includes(other.id)}
            disabled={chosen.length >= maximumCompared && !chosen.includes(other.id)}
            onChange={() => toggle(other.id)}
          />
          <span>{nameOfRun(other)}</span>
          <span class="note">{outcome(other)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function outcome({ testAccuracy, step }: RunSummary): string {
  const reached = testAccuracy === undefined ? 'no accuracy' : formatPercent(testAccuracy);
  return `${reached} after ${formatEpoch(step)} epochs`;
}
