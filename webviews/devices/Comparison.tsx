import { isMeasured, type DeviceOutcome } from '../../samples/devices/results';
import type { BenchmarkRecord } from '../../src/protocol';
import { NumberTable } from '../shared/Numbers';
import { titleOf } from './deviceLooks';
import { formatFactor, formatMilliseconds } from './format';
import { nameOf } from './Header';
import { compared } from './host';
import { Section } from './Section';

/** The shown benchmark beside an earlier one, median by median. */
export function Comparison({ record }: { readonly record: BenchmarkRecord }) {
  const other = compared.value;
  if (!other) return null;
  const rows = record.outcomes.filter(isMeasured).flatMap((outcome) =>
    outcome.workloads.flatMap((workload) => {
      const then = medianIn(other.outcomes, outcome.device, workload.id);
      if (!('latency' in workload) || then === undefined) return [];
      const now = workload.latency.p50;
      const change = then > now ? `${formatFactor(then / now)} faster` : `${formatFactor(now / then)} slower`;
      return [
        [`${titleOf(outcome.device)}: ${workload.title}`, formatMilliseconds(now), formatMilliseconds(then), change],
      ];
    }),
  );
  return (
    <Section id="comparison" heading="Compared with another benchmark" origins={['measured']}>
      <p class="note">
        {nameOf(record)}, on {record.machine.cpu}, power: {record.machine.power}. Other: {nameOf(other)}, on{' '}
        {other.machine.cpu}, power: {other.machine.power}. On a machine that does other things too, a fifth more or less
        means little.
      </p>
      <NumberTable caption="Medians of a warm step" columns={['work', 'shown', 'other', 'shown is']} rows={rows} />
    </Section>
  );
}

function medianIn(outcomes: readonly DeviceOutcome[], device: string, workload: string): number | undefined {
  const outcome = outcomes.filter(isMeasured).find((one) => one.device === device);
  const result = outcome?.workloads.find(({ id }) => id === workload);
  return result && 'latency' in result ? result.latency.p50 : undefined;
}
