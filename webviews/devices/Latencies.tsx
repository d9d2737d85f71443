import {
  isMeasured,
  operationsPerSecond,
  type DeviceOutcome,
  type WorkloadResult,
} from '../../samples/devices/results';
import type { Latency } from '../../samples/devices/statistics';
import type { BenchmarkRecord } from '../../src/protocol';
import { css } from '../shared/colours';
import { formatCount } from '../shared/format';
import { Disclosure } from '../shared/Numbers';
import { theme } from '../shared/theme';
import { titleOf } from './deviceLooks';
import { formatMilliseconds, formatSi } from './format';
import { Section } from './Section';
import { chosenWorkload } from './view';

/** How long one piece of work takes on each device: the first time, and warm. */
export function Latencies({ record: { outcomes } }: { readonly record: BenchmarkRecord }) {
  const workloads = outcomes.find(isMeasured)!.workloads;
  const chosen = workloads.find(({ id }) => id === chosenWorkload.value) ?? workloads[0]!;
  const results = outcomes.map((outcome) => resultOf(outcome, chosen.id));
  const latencies = results.flatMap((result) => ('latency' in result ? result.latency : []));
  const scale = {
    min: Math.min(...latencies.map(({ first, p50 }) => Math.min(first, p50))) / 1.3,
    max: Math.max(...latencies.map(({ first, p95 }) => Math.max(first, p95))) * 1.3,
  };
  return (
    <Section id="latency" heading="Latency: how long is one step?" origins={['measured']}>
      <div class="choice">
        <label htmlFor="workload">Work</label>
        <select
          id="workload"
          value={chosen.id}
          onChange={(event) => (chosenWorkload.value = event.currentTarget.value)}
        >
          {workloads.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div class="scroll" role="region" aria-label={`Latency: ${chosen.title}`} tabIndex={0}>
        <table class="latencies">
          <thead>
            <tr>
              <th scope="col">Device</th>
              <td aria-hidden="true">
                <div class="scale">
                  <span>{formatMilliseconds(scale.min)}</span>
                  <span class="kind">logarithmic</span>
                  <span>{formatMilliseconds(scale.max)}</span>
                </div>
              </td>
              <th scope="col">half within</th>
              <th scope="col">95 of 100 within</th>
              <th scope="col">first time</th>
              <th scope="col">warm steps</th>
              <th scope="col">operations/s</th>
            </tr>
          </thead>
          <tbody>
            {outcomes.map((outcome, index) => (
              <Row key={outcome.device} outcome={outcome} result={results[index]!} scale={scale} />
            ))}
          </tbody>
        </table>
      </div>
      <Key />
      <Disclosure id="latency-engines" summary="Engines and loading times">
        {() => <Engines outcomes={outcomes} />}
      </Disclosure>
    </Section>
  );
}

type Result = { readonly missing: string } | WorkloadResult;

function resultOf(outcome: DeviceOutcome, workload: string): Result {
  if (!isMeasured(outcome)) return outcome;
  return outcome.workloads.find(({ id }) => id === workload) ?? { missing: 'Not part of this benchmark.' };
}

interface Scale {
  readonly min: number;
  readonly max: number;
}

interface RowProps {
  readonly outcome: DeviceOutcome;
  readonly result: Result;
  readonly scale: Scale;
}

function Row({ outcome, result, scale }: RowProps) {
  const name = titleOf(outcome.device);
  if (!('latency' in result)) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td colSpan={6} class="missing">
          not measured: {result.missing}
        </td>
      </tr>
    );
  }
  const { latency } = result;
  const operations = operationsPerSecond(result);
  return (
    <tr>
      <th scope="row">
        {name}
        {isMeasured(outcome) && outcome.note && <span class="note">{outcome.note}</span>}
      </th>
      <td aria-hidden="true">
        <Whisker latency={latency} scale={scale} />
      </td>
      <td>{formatMilliseconds(latency.p50)}</td>
      <td>{formatMilliseconds(latency.p95)}</td>
      <td>{formatMilliseconds(latency.first)}</td>
      <td>{formatCount(latency.repetitions)}</td>
      <td>{operations === undefined ? '–' : formatSi(operations)}</td>
    </tr>
  );
}

function Whisker({ latency: { first, p50, p95 }, scale }: { readonly latency: Latency; readonly scale: Scale }) {
  const at = (time: number) => `${(100 * Math.log(time / scale.min)) / Math.log(scale.max / scale.min)}%`;
  const { blue, muted, grid } = theme.value;
  return (
    <svg class="whisker" width="100%" height="20">
      <line x1="0" x2="100%" y1="10" y2="10" stroke={css(grid)} />
      <line x1={at(p50)} x2={at(p95)} y1="10" y2="10" stroke={css(blue)} stroke-width="4" />
      <circle cx={at(p50)} cy="10" r="5" fill={css(blue)} />
      <svg x={at(first)} y="10" overflow="visible">
        <path d="M0 -6l6 6l-6 6l-6 -6z" fill="none" stroke={css(muted)} stroke-width="2" />
      </svg>
    </svg>
  );
}

function Key() {
  const { blue, muted } = theme.value;
  return (
    <ul class="legend" aria-hidden="true">
      <li>
        <svg width="32" height="12">
          <path d="M6 6h24" stroke={css(blue)} stroke-width="4" />
          <circle cx="6" cy="6" r="5" fill={css(blue)} />
        </svg>
        warm: half within, to 95 of 100 within
      </li>
      <li>
        <svg width="16" height="14">
          <path d="M8 1l6 6l-6 6l-6 -6z" fill="none" stroke={css(muted)} stroke-width="2" />
        </svg>
        cold: the first time
      </li>
    </ul>
  );
}

function Engines({ outcomes }: { readonly outcomes: readonly DeviceOutcome[] }) {
  return (
    <dl class="about">
      {outcomes.filter(isMeasured).map(({ device, engine, loadTime }) => (
        <div key={device}>
          <dt>{titleOf(device)}</dt>
          <dd>
            {engine}; loaded in {formatMilliseconds(loadTime)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
