import type { Histogram } from '../../src/protocol';
import { axis } from '../shared/chart/lineChart';
import { css } from '../shared/colours';
import { formatCount, formatValue } from '../shared/format';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { theme } from '../shared/theme';

const size = { width: 480, height: 240 };
const plot = { left: 64, right: 448, top: 12, bottom: 196 };

interface HistogramViewProps {
  readonly name: string;
  readonly histogram: Histogram;
}

/** How often each size of number occurs. */
export function HistogramView({ name, histogram }: HistogramViewProps) {
  const { foreground, muted, grid, blue, background, fontFamily } = theme.value;
  const { min, max, counts } = histogram;
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  const y = axis('how many', 0, Math.max(1, most));
  const [from, to] = max > min ? [min, max] : [min - 0.5, min + 0.5];
  const x = axis('value', from, to);
  const toX = (value: number) => plot.left + ((value - x.min) / (x.max - x.min)) * (plot.right - plot.left);
  const toY = (count: number) => plot.bottom - (count / y.max) * (plot.bottom - plot.top);
  const width = (max > min ? max - min : 0.1 * (x.max - x.min)) / counts.length;
  const first = max > min ? min : min - width / 2;
  return (
    <figure class="histogram">
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={`Histogram of ${name}: from ${formatValue(min)} to ${formatValue(max)}, at most ${formatCount(most)} numbers in one of ${counts.length} bins`}
        font-family={fontFamily}
        font-size="12"
      >
        <rect width={size.width} height={size.height} fill={css(background)} />
        {y.ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${plot.left} ${toY(tick)}H${plot.right}`} stroke={css(grid)} />
            <text x={plot.left - 8} y={toY(tick) + 4} text-anchor="end" fill={css(muted)}>
              {formatCount(tick)}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <text key={tick} x={toX(tick)} y={plot.bottom + 18} text-anchor="middle" fill={css(muted)}>
            {x.formatTick(tick)}
          </text>
        ))}
        {Number.isFinite(min) &&
          Array.from(counts, (count, i) => (
            <rect
              key={i}
              x={toX(first + i * width)}
              y={toY(count)}
              width={Math.max(1, toX(first + width) - toX(first) - 1)}
              height={plot.bottom - toY(count)}
              fill={css(blue)}
            />
          ))}
        <path d={`M${plot.left} ${plot.bottom}H${plot.right}`} stroke={css(foreground)} />
        <text x={(plot.left + plot.right) / 2} y={size.height - 8} text-anchor="middle" fill={css(foreground)}>
          value of a number
        </text>
      </svg>
      <figcaption class="note">How many numbers have which size.</figcaption>
      <Disclosure id="histogram" summary="Show the histogram’s numbers">
        {() => (
          <NumberTable
            caption={`Histogram of ${name}`}
            columns={['bin', 'from', 'to', 'how many']}
            rows={Array.from(counts, (count, i) => [
              String(i + 1),
              formatValue(min + i * ((max - min) / counts.length)),
              formatValue(min + (i + 1) * ((max - min) / counts.length)),
              formatCount(count),
            ])}
          />
        )}
      </Disclosure>
    </figure>
  );
}
