import { chipSource, multiplyAccumulates, peakOperations, publishedChips, tpu } from '../../samples/devices/chips';
import { formatCount } from '../shared/format';
import { NumberTable } from '../shared/Numbers';
import { formatBytes, formatFactor, formatSi } from './format';
import { Section } from './Section';

const units = tpu.rows * tpu.columns;
const peak = peakOperations(units, tpu.operationsPerUnit, tpu.clock);
const bandwidth = tpu.memoryChannels * tpu.transfersPerSecond * tpu.bytesPerTransfer;
const [cpuChip, gpuChip] = publishedChips;

/** Where the TPU's numbers come from, and three published chips. */
export function Chips() {
  return (
    <Section id="chips" heading="The TPU’s arithmetic" origins={['calculated', 'published']}>
      <dl class="equations">
        <Equation
          name="Multiply-accumulate units"
          formula={`${tpu.rows} × ${tpu.columns}`}
          result={formatCount(units)}
        />
        <Equation
          name="Peak, 8-bit"
          formula={`${formatCount(units)} units × ${tpu.operationsPerUnit} operations × ${tpu.clock / 1e6} MHz`}
          result={`${(peak / 1e12).toFixed(2)} T operations/s`}
        />
        <Equation
          name="Weight memory’s bandwidth"
          formula={`${tpu.memoryChannels} DDR3 channels × ${tpu.transfersPerSecond / 1e6} M transfers/s × ${tpu.bytesPerTransfer} bytes`}
          result={`${(bandwidth / 1e9).toFixed(1)} GB/s`}
        />
        <Equation
          name="Memory on the chip"
          formula={`${formatBytes(tpu.unifiedBuffer)} unified buffer + ${formatBytes(tpu.accumulators)} accumulators`}
          result={`${formatBytes(tpu.unifiedBuffer + tpu.accumulators)}, ${formatFactor((tpu.unifiedBuffer + tpu.accumulators) / gpuChip!.onChipMemory)} the GPU’s`}
        />
        <Equation
          name="Multiply-accumulates in a cycle, against the GPU"
          formula={`${formatCount(units)} ÷ (${formatSi(gpuChip!.peak)} ÷ 2 ÷ ${gpuChip!.clock / 1e6} MHz)`}
          result={formatFactor(units / multiplyAccumulates(gpuChip!))}
        />
        <Equation
          name="The same against the CPU"
          formula={`${formatCount(units)} ÷ (${formatSi(cpuChip!.peak)} ÷ 2 ÷ ${formatCount(cpuChip!.clock / 1e6)} MHz)`}
          result={formatFactor(units / multiplyAccumulates(cpuChip!))}
        />
      </dl>
      <p class="note">
        Beside it lie {formatBytes(tpu.weightMemory)} of memory for weights. The three chips of the table are of one
        time; none of their numbers was measured here.
      </p>
      <NumberTable
        caption={`Published: ${chipSource}. One die each.`}
        columns={['chip', 'peak operations/s', 'numbers', 'memory bandwidth', 'clock', 'memory on the chip']}
        rows={publishedChips.map((chip) => [
          chip.name,
          formatSi(chip.peak),
          chip.precision,
          `${formatSi(chip.bandwidth)}B/s`,
          `${formatCount(chip.clock / 1e6)} MHz`,
          formatBytes(chip.onChipMemory),
        ])}
      />
    </Section>
  );
}

interface EquationProps {
  readonly name: string;
  readonly formula: string;
  readonly result: string;
}

function Equation({ name, formula, result }: EquationProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {formula} = <strong>{result}</strong>
      </dd>
    </div>
  );
}
