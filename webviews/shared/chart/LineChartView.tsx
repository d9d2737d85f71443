import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  type ChartData,
  type ChartDataset,
  type ChartOptions,
  type Plugin,
  type PointStyle,
  type ScaleOptions,
} from 'chart.js';
import { useEffect, useRef } from 'preact/hooks';
import { css } from '../colours';
import { theme, type Theme } from '../theme';
import { isMarked, markerShapes, type Axis, type Line, type LineChart, type LineStyle, type Marker } from './lineChart';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

interface LineChartProps {
  readonly chart: LineChart;
  /** One sentence with the numbers that matter most. */
  readonly label: string;
  /** A click in the chart. */
  readonly onChoose?: (x: number) => void;
  /** What a point is called in its tooltip, by its x. */
  readonly nameOfX?: (x: string) => string;
}

const nameOfEpoch = (epoch: string) => `Epoch ${epoch}`;

/** Chart.js without animation: the data moves by itself, and some learners asked for less motion. */
export function LineChartView({ chart: model, label, onChoose, nameOfX = nameOfEpoch }: LineChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'line'>>(undefined);
  const mark = useRef(model.mark);
  const colours = theme.value;

  useEffect(() => () => chart.current?.destroy(), []);
  // Chart.js resolves new options at length: it gets them only when something but the points has changed.
  const looks = JSON.stringify([model.x, model.y, model.lines.map(({ name, style }) => [name, style])]);
  useEffect(() => {
    const [data, options] = [dataOf(model), optionsOf(model, colours, nameOfX, onChoose)];
    if (chart.current) Object.assign(chart.current, { data, options });
    else chart.current = new Chart(canvas.current!, { type: 'line', data, options, plugins: [verticalLine(mark)] });
  }, [looks, colours]);
  useEffect(() => {
    mark.current = model.mark;
    for (const [index, line] of model.lines.entries()) {
      Object.assign(chart.current!.data.datasets[index]!, pointsOf(line));
    }
    chart.current!.update('none');
  }, [model, colours]);

  return (
    <>
      <div class="chart">
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <Legend lines={model.lines} />
    </>
  );
}

/** The lines by name; under a heading for each group, if they are grouped. */
function Legend({ lines }: { readonly lines: readonly Line[] }) {
  const groups = [...new Set(lines.map(({ group }) => group))];
  return (
    <div class="legends">
      {groups.map((group) => (
        <div key={group} class="legend-group">
          {group !== undefined && <span class="legend-heading">{group}</span>}
          <ul class="legend" {...(group !== undefined && { 'aria-label': group })}>
            {lines
              .filter((line) => line.group === group)
              .map(({ name, style }) => (
                <li key={name}>
                  <LineSample style={style} />
                  {name}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function LineSample({ style: { colour, dash, marker } }: { readonly style: LineStyle }) {
  return (
    <svg width="32" height="12" viewBox="0 0 32 12" aria-hidden="true">
      {dash && <path d="M0 6h32" stroke={colour} stroke-width="2" stroke-dasharray={dash.join(' ')} />}
      {marker && <path d={`M16 6${markerShapes[marker]}`} fill={colour} stroke={colour} />}
    </svg>
  );
}

const pointStyles: Readonly<Record<Marker, PointStyle>> = {
  circle: 'circle',
  triangle: 'triangle',
  square: 'rect',
  diamond: 'rectRot',
  cross: 'crossRot',
};

function dataOf({ lines }: LineChart): ChartData<'line'> {
  return { datasets: lines.map(datasetOf) };
}

function datasetOf(line: Line): ChartDataset<'line'> {
  const { colour, dash, marker } = line.style;
  return {
    label: line.name,
    ...pointsOf(line),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 2,
    // Pointed joins would shoot over a sharp valley, below zero.
    borderJoinStyle: 'round',
    ...(dash ? { borderDash: [...dash] } : { showLine: false }),
    // A point on the frame is drawn whole.
    clip: 6,
    pointHitRadius: 8,
    ...(marker && { pointStyle: pointStyles[marker] }),
  };
}

function pointsOf({ points, style: { marker } }: Line): Pick<ChartDataset<'line'>, 'data' | 'pointRadius'> {
  return {
    data: points as ChartDataset<'line'>['data'],
    pointRadius: marker ? points.map((_, index) => (isMarked(index, points.length) ? 4 : 0)) : 0,
  };
}

function optionsOf(
  { x, y }: LineChart,
  theme: Theme,
  nameOfX: (x: string) => string,
  onChoose: LineChartProps['onChoose'],
): ChartOptions<'line'> {
  const foreground = css(theme.foreground);
  return {
    animation: false,
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    font: { family: theme.fontFamily, size: 12 },
    onClick: ({ x: pixel }, _, chart) => {
      if (pixel !== null) onChoose?.(chart.scales.x!.getValueForPixel(pixel)!);
    },
    scales: { x: scaleOf(x, theme), y: scaleOf(y, theme) },
    plugins: {
      tooltip: {
        backgroundColor: css(theme.tooltip),
        borderColor: css(theme.grid),
        borderWidth: 1,
        titleColor: foreground,
        bodyColor: foreground,
        usePointStyle: true,
        callbacks: {
          title: ([item]) => (item ? nameOfX(x.formatValue(item.parsed.x!)) : ''),
          label: ({ dataset, parsed }) => `${dataset.label}: ${y.formatValue(parsed.y!)}`,
        },
      },
    },
  };
}

function scaleOf(
  { title, scale, min, max, ticks, formatTick }: Axis,
  theme: Theme,
): ScaleOptions<'linear' | 'logarithmic'> {
  const muted = css(theme.muted);
  return {
    type: scale ?? 'linear',
    min,
    max,
    afterBuildTicks: (built: { ticks: { value: number }[] }) => (built.ticks = ticks.map((value) => ({ value }))),
    title: { display: true, text: title, color: muted },
    ticks: {
      color: muted,
      padding: 8,
      maxRotation: 0,
      callback: (value: string | number) => formatTick(Number(value)),
    },
    grid: { color: css(theme.grid), drawTicks: false },
    border: { display: false },
  };
}

/** Marks what the rest of the panel shows. */
function verticalLine(mark: { current: LineChart['mark'] }): Plugin<'line'> {
  return {
    id: 'verticalLine',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      if (!mark.current) return;
      const { foreground } = theme.peek();
      const x = scales.x!.getPixelForValue(mark.current.x);
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = css(foreground);
      ctx.setLineDash([2, 3]);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(x - 5, chartArea.top - 6);
      ctx.lineTo(x + 5, chartArea.top - 6);
      ctx.lineTo(x, chartArea.top);
      ctx.fill();
      ctx.restore();
    },
  };
}
