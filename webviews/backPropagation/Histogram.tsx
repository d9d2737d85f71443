import { formatCount } from '../shared/format';

interface HistogramProps {
  /** What it shows, with the numbers that matter most. */
  readonly label: string;
  readonly bars: readonly { readonly name: string; readonly count: number; readonly key?: string }[];
  /** The count that fills the height; absent: the largest. Bars grow with the logarithm of their count. */
  readonly most?: number;
  /** Shown below the first, the middle and the last bar. */
  readonly ticks: readonly [string, string, string];
  readonly class?: string;
}

const height = 60;

/** Bars, logarithmic in height, so that a few beside many can be seen. Point at one to read it. */
export function Histogram({ label, bars, most, ticks, class: name = '' }: HistogramProps) {
  const largest = Math.log1p(most ?? Math.max(1, ...bars.map(({ count }) => count)));
  return (
    <div class={`histogram ${name}`}>
      <svg viewBox={`0 0 ${bars.length} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {bars.map(({ name, count, key }, i) => {
          const length = (Math.log1p(count) / largest) * height;
          return (
            <g key={name} data-key={key}>
              <title>
                {name}: {formatCount(count)}
              </title>
              <rect class="room" x={i} width={1} height={height} />
              <rect class="bar" x={i + 0.08} width={0.84} y={height - length} height={length} />
            </g>
          );
        })}
      </svg>
      <div class="ticks" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </div>
  );
}
