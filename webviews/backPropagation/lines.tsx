import type { Axis } from '../shared/chart/lineChart';
import { pathThrough, Plot } from '../shared/teaching/Plot';

export interface PlottedLine {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
  readonly look: LineLook;
}

/** Lines differ in dash as well as in colour. */
export interface LineLook {
  readonly colour: string;
  readonly dash: string;
}

interface LinesProps {
  /** What they show, with the numbers that matter most. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly PlottedLine[];
  /** A vertical line: what the rest of the panel shows. */
  readonly mark?: number;
  readonly onPress?: (x: number) => void;
}

/** A few lines in one plot, and their legend. */
export function Lines({ label, x, y, lines, mark, onPress }: LinesProps) {
  return (
    <div>
      <Plot label={label} x={x} y={y} {...(onPress && { onPress })}>
        {(scale) => (
          <>
            {mark !== undefined && <path class="mark-line" d={`M${scale.x(mark)} 0V${scale.height}`} />}
            {lines.map(({ name, points, look }) => (
              <path
                key={name}
                class="curve"
                stroke={look.colour}
                stroke-dasharray={look.dash}
                d={pathThrough(scale, points)}
              />
            ))}
          </>
        )}
      </Plot>
      <ul class="legend">
        {lines.map(({ name, look }) => (
          <li key={name}>
            <LineSample look={look} />
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For a legend: a piece of a line that looks as its class says, or as given. */
export function LineSample({ class: name = '', look }: { readonly class?: string; readonly look?: LineLook }) {
  return (
    <svg width={32} height={12} aria-hidden="true">
      <path class={`curve ${name}`} d="M0 6h32" {...(look && { stroke: look.colour, 'stroke-dasharray': look.dash })} />
    </svg>
  );
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** "10⁻⁵" */
export function tenToThe(power: number): string {
  return `10${String(power)
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => superscripts[Number(digit)]!)}`;
}

/** An axis of powers of ten, on which a value is its logarithm. */
export function powerAxis(title: string, min: number, max: number): Axis {
  const every = Math.max(1, Math.ceil((max - min) / 7));
  const last = Math.floor(max);
  const ticks = Array.from({ length: Math.floor((last - min) / every) + 1 }, (_, i) => last - i * every).reverse();
  return { title, min, max, ticks, formatTick: tenToThe, formatValue: tenToThe };
}
