import { signal } from '@preact/signals';
import { useCallback, useRef } from 'preact/hooks';
import { maximumPoints, type LabelledPoint } from '../../samples/neuron/points';
import type { UnitActivation } from '../../src/teaching/neuronState';
import { axis } from '../shared/chart/lineChart';
import { formatValue } from '../shared/format';
import { paintDiverging, Picture, weightScale } from '../shared/Picture';
import { Handle } from '../shared/teaching/Handle';
import { Plot, type Scale } from '../shared/teaching/Plot';
import type { Theme } from '../shared/theme';
import { pointKey, unitKey } from './keys';
import { lesson } from './lesson';
import { nameOfUnit } from './links';
import { maps, mapSide } from './maps';
import { changePoints, chosen, points, sizes } from './trainer';

const plane = { x: axis('x', -1, 1), y: axis('y', -1, 1) };

/** The class of the next point. */
const nextLabel = signal<0 | 1>(0);
const focusedPoint = signal(0);

/** The unit whose map lies under the points: that of the chosen bias, else the output. */
function shownUnit(): { layer: number; unit: number } {
  const place = chosen.value;
  if (place && place.from === undefined) return { layer: place.layer, unit: place.to };
  return { layer: sizes.value.length - 2, unit: 0 };
}

/** The points, over what the network, or one of its units, puts out at each place of the plane. */
export function BoundaryPlot() {
  const { layer, unit } = shownUnit();
  return (
    <div class="column">
      <Plot label={`${points.value.length} points in the plane`} {...plane}>
        {(scale) => (
          <>
            <Answer scale={scale} />
            <Paper scale={scale} />
            <Points scale={scale} />
          </>
        )}
      </Plot>
      <MapLegend layer={layer} unit={unit} />
      <fieldset class="choices">
        <legend class="visually-hidden">What drawing adds</legend>
        <span aria-hidden="true">Draw</span>
        {(['circles', 'squares'] as const).map((shapes, label) => (
          <label key={shapes} class="radio">
            <input
              type="radio"
              name="next-label"
              checked={nextLabel.value === label}
              onChange={() => (nextLabel.value = label as 0 | 1)}
            />
            {shapes}
          </label>
        ))}
        <button type="button" class="secondary" onClick={() => add({ x: 0, y: 0 })}>
          Add in the Middle
        </button>
        <button type="button" class="secondary" onClick={() => changePoints([])}>
          Remove All
        </button>
      </fieldset>
      <p class="note">
        Click or draw on the plane. Drag a point, or focus it and use the arrow keys; Page Up and Page Down go to the
        others, C changes its class, Delete removes it.
      </p>
    </div>
  );
}

/** The ends of the colours' scale. */
const ends: Readonly<Record<UnitActivation | 'output', readonly [low: string, high: string]>> = {
  output: ['0, a circle', '1, a square'],
  tanh: ['−1', '1'],
  sigmoid: ['0', '1'],
  relu: ['0', '1 or more'],
};

function MapLegend({ layer, unit }: { readonly layer: number; readonly unit: number }) {
  const activation = layer === sizes.value.length - 2 ? 'output' : lesson.state.value.unitActivation;
  const [low, high] = ends[activation];
  return (
    <p class="map-legend">
      Colours: what {nameOfUnit(sizes.value, layer, unit)} puts out, {low}
      <span class={activation === 'relu' ? 'map-scale half' : 'map-scale'} aria-hidden="true" />
      {high}
    </p>
  );
}

function add(place: { x: number; y: number }): void {
  if (points.peek().length >= maximumPoints) return;
  changePoints([...points.peek(), { ...place, label: nextLabel.peek() }]);
}

/** Pixels between two points of a stroke. */
const strokeStep = 14;

/** Where points are drawn: one with a click, a trail of them with a stroke. */
function Paper({ scale }: { readonly scale: Scale }) {
  const last = useRef({ x: 0, y: 0 });
  const draw = (event: PointerEvent, isFirst: boolean) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    if (!isFirst && Math.hypot(x - last.current.x, y - last.current.y) < strokeStep) return;
    last.current = { x, y };
    add(rounded(scale.valueX(x), scale.valueY(y)));
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    draw(event, true);
  };
  const onPointerMove = (event: PointerEvent) => {
    if ((event.currentTarget as Element).hasPointerCapture(event.pointerId)) draw(event, false);
  };
  return (
    <rect
      class="paper"
      width={scale.width}
      height={scale.height}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    />
  );
}

function Answer({ scale: { width, height } }: { readonly scale: Scale }) {
  const { layer, unit } = shownUnit();
  const map = maps.value[layer]![unit]!;
  const paint = useCallback(
    (image: ImageData, colours: Theme) => paintDiverging(image, map, weightScale(colours, 1.4)),
    [map],
  );
  return (
    <foreignObject class="answer-map" data-key={unitKey(layer, unit)} width={width} height={height}>
      <Picture width={mapSide} height={mapSide} paint={paint} class="fill" />
    </foreignObject>
  );
}

function Points({ scale }: { readonly scale: Scale }) {
  const all = points.value;
  const focused = Math.min(focusedPoint.value, all.length - 1);
  const onKey = (index: number) => (key: string) => {
    const { label, ...place } = all[index]!;
    if (key === 'Delete' || key === 'Backspace') changePoints(all.filter((_, i) => i !== index));
    else if (key === 'c') changePoints(all.with(index, { ...place, label: label === 0 ? 1 : 0 }));
    else if (key === 'PageDown' || key === 'PageUp') {
      const next = (index + (key === 'PageDown' ? 1 : -1) + all.length) % all.length;
      group.current!.querySelectorAll<SVGElement>('.handle')[next]!.focus();
    } else return false;
    return true;
  };
  const group = useRef<SVGGElement>(null);
  return (
    <g ref={group}>
      {all.map((point, index) => (
        <Handle
          key={index}
          label={`Point ${index + 1}: ${nameOf(point)} at x ${formatValue(point.x)}, y ${formatValue(point.y)}`}
          x={point.x}
          y={point.y}
          scale={scale}
          tabIndex={index === focused ? 0 : -1}
          dataKey={pointKey(index)}
          onMove={(x, y) => changePoints(all.with(index, { ...rounded(x, y), label: point.label }))}
          onFocus={() => (focusedPoint.value = index)}
          onKey={onKey(index)}
        >
          <circle class="grab" r={9} />
          {point.label === 1 ? (
            <rect class="point square" x={-4} y={-4} width={8} height={8} />
          ) : (
            <circle class="point" r={4.5} />
          )}
        </Handle>
      ))}
    </g>
  );
}

const nameOf = ({ label }: LabelledPoint) => (label === 1 ? 'square' : 'circle');

/** Finer than anybody can see, and short to keep. */
function rounded(x: number, y: number): { x: number; y: number } {
  const one = (value: number) => Math.round(Math.max(-1, Math.min(1, value)) * 1000) / 1000;
  return { x: one(x), y: one(y) };
}
