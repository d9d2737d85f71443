import { formatDigits } from '../shared/format';
import { Handle } from '../shared/teaching/Handle';
import { pathThrough, Plot, type Scale } from '../shared/teaching/Plot';
import { addPoint, choosePoint, movePoint, removePoint } from './editPoints';
import { chosenIndex, followed, least, lineAt, points, shownStep, theta } from './descent';
import { isDragging } from './dragging';
import { optimisers } from './optimiserChoices';
import { thetaText } from './texts';
import { dataAxes } from './views';

/** The data, every predicted line so far, and the line that fits best. */
export function DataPlot() {
  const { x, y } = dataAxes.value;
  const all = points.value;
  const label =
    `${all.length} points and the lines of steps 0 to ${shownStep.value}. ` +
    `Now ${thetaText(theta.value)}; the best line has ${thetaText(least.value)}.`;
  return (
    <Plot label={label} x={x} y={y} onPress={addPoint}>
      {(scale) => (
        <>
          <Lines scale={scale} />
          <Points scale={scale} />
        </>
      )}
    </Plot>
  );
}

function Lines({ scale }: { readonly scale: Scale }) {
  const { min, max } = dataAxes.value.x;
  const path = (parameters: readonly number[]) =>
    pathThrough(scale, [
      [min, lineAt(parameters, min)],
      [max, lineAt(parameters, max)],
    ]);
  const { id, descent } = followed.value;
  const current = theta.value;
  const errors = points.value.map(({ x, y }) =>
    pathThrough(scale, [
      [x, y],
      [x, lineAt(current, x)],
    ]),
  );
  return (
    <g fill="none" aria-hidden="true">
      <path class="errors" data-key="error" d={errors.join('')} />
      <path
        class="earlier-lines"
        stroke={optimisers[id].colour}
        d={descent.path.slice(0, shownStep.value).map(path).join('')}
      />
      <path class="best-line" d={path(least.value)} />
      <path class="current-line" data-key="prediction theta" stroke={optimisers[id].colour} d={path(current)} />
    </g>
  );
}

function Points({ scale }: { readonly scale: Scale }) {
  return (
    <g>
      {points.value.map(({ x, y }, index) => (
        <PointHandle key={index} index={index} x={x} y={y} scale={scale} />
      ))}
    </g>
  );
}

interface PointProps {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly scale: Scale;
}

/** A component of its own, so that of many points only the one that is dragged is drawn again. */
function PointHandle({ index, x, y, scale }: PointProps) {
  const isChosen = index === chosenIndex.value;
  const onKey = (key: string) => {
    if (key === 'Delete' || key === 'Backspace') removePoint(index);
    else if (key === 'PageDown' || key === 'PageUp') choosePoint(index + (key === 'PageDown' ? 1 : -1), true);
    else return false;
    return true;
  };
  return (
    <Handle
      label={`Point ${index + 1}: x ${formatDigits(x)}, y ${formatDigits(y)}`}
      x={x}
      y={y}
      scale={scale}
      tabIndex={isChosen ? 0 : -1}
      {...(isChosen && { dataKey: 'example' })}
      onMove={(toX, toY) => movePoint(index, toX, toY)}
      onDrag={(isOn) => (isDragging.value = isOn)}
      onFocus={() => choosePoint(index)}
      onKey={onKey}
    >
      <circle class="grab" r={10} />
      <circle class={isChosen ? 'point chosen' : 'point'} r={isChosen ? 5 : 3.5} />
    </Handle>
  );
}
