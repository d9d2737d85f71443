import { chipSource, multiplyAccumulates, peakOperations, publishedChips, tpu } from '../../samples/devices/chips';
import { formatCount } from '../shared/format';
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
          result={`${(peak / 1e12).toFixed(2)} T ≈ ${Math.round(peak / 1e12)} T operations/s`}
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
      <Published />
    </Section>
  );
}

function Published() {
  return (
    <div class="scroll" role="region" aria-label="Published chips" tabIndex={0}>
      <table class="plain">
        <caption>Published: {chipSource}. One die each.</caption>
        <thead>
          <tr>
            <th scope="col">Chip</th>
            <th scope="col">peak operations/s</th>
            <th scope="col">numbers</th>
            <th scope="col">memory bandwidth</th>
            <th scope="col">clock</th>
            <th scope="col">memory on the chip</th>
          </tr>
        </thead>
        <tbody>
          {publishedChips.map(({ id, name, peak: most, precision, bandwidth: fetched, clock, onChipMemory }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{formatSi(most)}</td>
              <td>{precision}</td>
              <td>{formatSi(fetched)}B/s</td>
              <td>{formatCount(clock / 1e6)} MHz</td>
              <td>{formatBytes(onChipMemory)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
