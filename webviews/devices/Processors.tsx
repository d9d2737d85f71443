import {
  cpu,
  gpu,
  instructions,
  numbersDone,
  schedule,
  type Activity,
  type Schedule,
} from '../../samples/devices/processors';
import { formatCount } from '../shared/format';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { ChipAreas } from './ChipAreas';
import { achieve } from './host';
import { Player } from './Player';
import { OriginBadge, Section } from './Section';
import { Slider } from './Slider';
import { guessedWinner, numbersToCompute, processorTick, winners } from './view';

const largestPower = 8;

/** A CPU and a GPU: what their chips are spent on, and the same work on each. */
export function Processors() {
  const numbers = numbersToCompute.value;
  const schedules = [cpu, gpu].map((processor) => schedule(processor, numbers));
  const last = Math.max(...schedules.map(({ ticks }) => ticks));
  const shown = Math.min(processorTick.value, last);
  const onStep = (step: number) => {
    processorTick.value = step;
    if (step < last) return;
    const won = winnerOf(schedules);
    if (!winners.value.includes(won)) winners.value = [...winners.value, won];
    if (winners.value.includes(cpu.name) && winners.value.includes(gpu.name)) achieve('comparedProcessors');
  };
  return (
    <Section id="processors" heading="The same work on a CPU and on a GPU" origins={['sketch', 'simulated']}>
      <ChipAreas />
      <h3>
        y = a · x + b, for many numbers <OriginBadge origin="simulated" />
      </h3>
      <p class="note">
        The CPU computes {cpu.lanes} numbers with one instruction (SIMD), and its cache brings the next ones soon. The
        GPU computes {gpu.lanes} at once in threads that go in step (SIMT), and its memory takes {gpu.memoryLatency}{' '}
        ticks, but while one group waits, others compute. Find a number of values for which the CPU is done first, and
        one for which the GPU is.
      </p>
      <Slider
        id="numbers"
        label="Numbers to compute"
        min={2}
        max={largestPower}
        value={Math.log2(numbers)}
        text={formatCount(numbers)}
        onChange={(power) => {
          numbersToCompute.value = 2 ** power;
          processorTick.value = 0;
          guessedWinner.value = '';
        }}
      />
      <div class="choice">
        <label htmlFor="guess-winner">Guess: which is done first with {formatCount(numbers)} numbers?</label>
        <select
          id="guess-winner"
          value={guessedWinner.value}
          onChange={(event) => (guessedWinner.value = event.currentTarget.value)}
        >
          <option value="">no guess</option>
          {[cpu, gpu].map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <Player
        label="the two processors"
        step={shown}
        last={last}
        text={`Tick ${shown} of ${last}`}
        milliseconds={last > 100 ? 60 : 200}
        onStep={onStep}
      />
      <div class="pair">
        {schedules.map((one) => (
          <Lanes key={one.processor.name} schedule={one} numbers={numbers} tick={shown} />
        ))}
      </div>
      <ul class="legend" aria-label="What a square shows">
        <li>
          <Cell state="untouched" /> not started
        </li>
        <li>
          <Cell state="waiting" /> waiting for memory
        </li>
        <li>
          <Cell state="running" letter="·" /> computing: {instructions.map((name) => `${name[0]} ${name}`).join(', ')}
        </li>
        <li>
          <Cell state="done" /> done
        </li>
      </ul>
      {shown === last && (
        <p role="status">
          {winnerOf(schedules)} was done first
          {guessedWinner.value !== '' &&
            (guessedWinner.value === winnerOf(schedules) ? ', as you guessed' : '; you guessed the other one')}
          . {winners.value.length < 2 && 'Now find a number for which the other one is.'}
        </p>
      )}
      <Disclosure id="numbers-processors" summary="Show numbers">
        {() => <Ticks />}
      </Disclosure>
    </Section>
  );
}

function winnerOf(schedules: readonly Schedule[]): string {
  return schedules.reduce((first, next) => (next.ticks < first.ticks ? next : first)).processor.name;
}

interface LanesProps {
  readonly schedule: Schedule;
  readonly numbers: number;
  readonly tick: number;
}

/** One square for each number; those of one instruction stand together. */
function Lanes({ schedule: one, numbers, tick }: LanesProps) {
  const { processor, groups, ticks } = one;
  const done = numbersDone(one, numbers, tick);
  const label = `${processor.name}: ${formatCount(done)} of ${formatCount(numbers)} done`;
  return (
    <figure class="lanes">
      <figcaption>
        {label}
        {tick >= ticks && ` after ${formatCount(ticks)} ticks`}
      </figcaption>
      <div class="lane-grid" role="img" aria-label={label}>
        {groups.map((activities, group) => (
          <span key={group} class="lane-group">
            {Array.from({ length: Math.min(processor.lanes, numbers - group * processor.lanes) }, (_, lane) => (
              <Cell key={lane} {...stateOf(activities.slice(0, tick))} />
            ))}
          </span>
        ))}
      </div>
    </figure>
  );
}

interface CellProps {
  readonly state: 'untouched' | 'waiting' | 'running' | 'done';
  readonly letter?: string;
}

function Cell({ state, letter }: CellProps) {
  return <span class={`lane ${state}`}>{letter}</span>;
}

/** What the newest of these ticks did. */
function stateOf(activities: readonly Activity[]): CellProps {
  const newest = activities.at(-1);
  if (typeof newest === 'number') return { state: 'running', letter: instructions[newest]![0]! };
  if (newest === 'waiting') return { state: 'waiting' };
  return { state: activities.some((activity) => activity !== undefined) ? 'done' : 'untouched' };
}

function Ticks() {
  const rows = Array.from({ length: largestPower - 1 }, (_, i) => 2 ** (i + 2)).map((numbers) => [
    formatCount(numbers),
    ...[cpu, gpu].map((processor) => formatCount(schedule(processor, numbers).ticks)),
  ]);
  return <NumberTable caption="Ticks until all are done" columns={['numbers', cpu.name, gpu.name]} rows={rows} />;
}
