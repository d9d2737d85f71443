import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Axis } from '../chart/lineChart';

/** Between values and pixels, both ways. */
export interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly valueX: (pixel: number) => number;
  readonly valueY: (pixel: number) => number;
  /** Values of one pixel. */
  readonly perPixel: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
}

interface PlotProps {
  /** What it shows, with the numbers that matter most. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  /** A click on the plot, where nothing else takes it. */
  readonly onPress?: (x: number, y: number) => void;
  /** Drawn within the axes. */
  readonly children: (scale: Scale) => ComponentChildren;
}

const margin = { left: 52, right: 12, top: 8, bottom: 40 };

/** Axes, grid, and what is drawn in between: SVG, so that its parts can be pointed at, focused and named. */
export function Plot({ label, x, y, onPress, children }: PlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const clip = useId();
  useLayoutEffect(() => {
    const measure = () => setWidth(frame.current!.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(frame.current!);
    measure();
    return () => observer.disconnect();
  }, []);
  const height = Math.round(Math.max(240, Math.min(400, width * 0.66)));
  const scale = useMemo(
    () => scaleOf(x, y, width - margin.left - margin.right, height - margin.top - margin.bottom),
    [x, y, width],
  );
  // While only what is drawn between them moves, they stay as they are.
  const axes = useMemo(() => <Axes x={x} y={y} scale={scale} />, [x, y, width]);
  const area = useRef<SVGRectElement>(null);
  const onClick = ({ target, clientX, clientY }: MouseEvent) => {
    if ((target as Element).closest('.handle')) return;
    const box = area.current!.getBoundingClientRect();
    onPress?.(scale.valueX(clientX - box.left), scale.valueY(clientY - box.top));
  };
  return (
    <div class="plot" ref={frame}>
      {width > 0 && (
        <svg width={width} height={height} role="group" aria-label={label}>
          <clipPath id={clip}>
            <rect width={scale.width} height={scale.height} />
          </clipPath>
          <g transform={`translate(${margin.left} ${margin.top})`}>
            {axes}
            <g clip-path={`url(#${clip})`} class={onPress ? 'pressable' : ''} onClick={onClick}>
              <rect class="plot-area" width={scale.width} height={scale.height} ref={area} />
              {children(scale)}
            </g>
          </g>
        </svg>
      )}
    </div>
  );
}

function Axes({ x, y, scale }: { readonly x: Axis; readonly y: Axis; readonly scale: Scale }) {
  const { width, height } = scale;
  return (
    <g class="axes" aria-hidden="true">
      {x.ticks.map((tick) => (
        <g key={tick} transform={`translate(${scale.x(tick)} 0)`}>
          <path d={`M0 0V${height}`} />
          <text y={height + 16} text-anchor="middle">
            {tickText(x, tick)}
          </text>
        </g>
      ))}
      {y.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${scale.y(tick)})`}>
          <path d={`M0 0H${width}`} />
          <text x={-8} y={4} text-anchor="end">
            {tickText(y, tick)}
          </text>
        </g>
      ))}
      <text x={width / 2} y={height + 34} text-anchor="middle">
        {x.title}
      </text>
      <text transform={`translate(-40 ${height / 2}) rotate(-90)`} text-anchor="middle">
        {y.title}
      </text>
    </g>
  );
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });

/** "250K": what is longer would not fit beside the axis. */
function tickText({ formatTick }: Axis, tick: number): string {
  return Math.abs(tick) >= 1e4 ? compact.format(tick).replace('-', '\u2212') : formatTick(tick);
}

function scaleOf(x: Axis, y: Axis, width: number, height: number): Scale {
  const perPixel = { x: (x.max - x.min) / width, y: (y.max - y.min) / height };
  return {
    x: (value) => (value - x.min) / perPixel.x,
    y: (value) => height - (value - y.min) / perPixel.y,
    valueX: (pixel) => x.min + pixel * perPixel.x,
    valueY: (pixel) => y.min + (height - pixel) * perPixel.y,
    perPixel,
    width,
    height,
  };
}

/** An SVG path through points, in pixels; what is far outside is cut off, where browsers would lose precision. */
export function pathThrough(scale: Scale, points: readonly (readonly [number, number])[]): string {
  const within = (pixel: number) => Math.round(Math.max(-1e5, Math.min(1e5, pixel)) * 10) / 10;
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${within(scale.x(x))} ${within(scale.y(y))}`).join('');
}
