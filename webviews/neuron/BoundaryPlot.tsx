import { signal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { maximumPoints, type LabelledPoint } from '../../samples/neuron/points';
import { axis } from '../shared/chart/lineChart';
import { formatValue } from '../shared/format';
import { paintDiverging, Picture, weightScale } from '../shared/Picture';
import { Handle } from '../shared/teaching/Handle';
import { Plot, type Scale } from '../shared/teaching/Plot';
import type { Theme } from '../shared/theme';
import { changePoints, points } from './trainer';
import { maps, mapSide } from './maps';

const plane = { x: axis('x', -1, 1), y: axis('y', -1, 1) };

/** The class of the next point. */
const nextLabel = signal<0 | 1>(0);
const focusedPoint = signal(0);

/** The points, over the network's answer at each place of the plane. */
export function BoundaryPlot() {
  const add = (x: number, y: number) => {
    if (points.value.length >= maximumPoints) return;
    changePoints([...points.value, { ...rounded(x, y), label: nextLabel.value }]);
  };
  return (
    <div class="column">
      <Plot
        label={`${points.value.length} points in the plane; colours show the network's answer`}
        {...plane}
        onPress={add}
      >
        {(scale) => (
          <>
            <Answer scale={scale} />
            <Points scale={scale} />
          </>
        )}
      </Plot>
      <fieldset class="choices">
        <legend>A click adds</legend>
        {(['circle', 'square'] as const).map((shape, label) => (
          <label key={shape}>
            <input
              type="radio"
              name="next-label"
              checked={nextLabel.value === label}
              onChange={() => (nextLabel.value = label as 0 | 1)}
            />
            a {shape}
          </label>
        ))}
        <button type="button" class="secondary" onClick={() => add(0, 0)}>
          Add in the Middle
        </button>
        <button type="button" class="secondary" onClick={() => changePoints([])}>
          Remove All
        </button>
      </fieldset>
      <p class="note">Drag a point, or focus it and use the arrow keys; C changes its class, Delete removes it.</p>
    </div>
  );
}

function Answer({ scale: { width, height } }: { readonly scale: Scale }) {
  const map = maps.value.at(-1)![0]!;
  const paint = useCallback(
    (image: ImageData, colours: Theme) => paintDiverging(image, map, weightScale(colours, 1.4)),
    [map],
  );
  return (
    <foreignObject class="answer-map" width={width} height={height}>
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
      focusedPoint.value = (index + (key === 'PageDown' ? 1 : -1) + all.length) % all.length;
    } else return false;
    return true;
  };
  return (
    <g>
      {all.map((point, index) => (
        <Handle
          key={index}
          label={`Point ${index + 1}: ${nameOf(point)} at x ${formatValue(point.x)}, y ${formatValue(point.y)}`}
          x={point.x}
          y={point.y}
          scale={scale}
          tabIndex={index === focused ? 0 : -1}
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
