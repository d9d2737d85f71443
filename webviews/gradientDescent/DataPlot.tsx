import { achieve } from './achieve';
import { formatDigits } from '../shared/format';
import { Handle } from '../shared/teaching/Handle';
import { pathThrough, Plot, type Scale } from '../shared/teaching/Plot';
import { addPoint, choosePoint, movePoint, removePoint } from './editPoints';
import { followed, least, lineAt, points, shownStep, theta } from './descent';
import { lesson } from './lesson';
import { optimisers } from './optimiserChoices';
import { thetaText } from './texts';
import { dataAxes, isDragging } from './views';

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
  const chosen = Math.min(lesson.state.value.chosenPoint, points.value.length - 1);
  const onKey = (index: number) => (key: string) => {
    if (key === 'Delete' || key === 'Backspace') removePoint(index);
    else if (key === 'PageDown' || key === 'PageUp') choosePoint(index + (key === 'PageDown' ? 1 : -1), true);
    else return false;
    return true;
  };
  return (
    <g>
      {points.value.map(({ x, y }, index) => (
        <Handle
          key={index}
          label={`Point ${index + 1}: x ${formatDigits(x)}, y ${formatDigits(y)}`}
          x={x}
          y={y}
          scale={scale}
          tabIndex={index === chosen ? 0 : -1}
          {...(index === chosen && { dataKey: 'example' })}
          onMove={(toX, toY) => {
            movePoint(index, toX, toY);
            achieve('movedPoint');
          }}
          onDrag={(isOn) => (isDragging.value = isOn)}
          onFocus={() => choosePoint(index)}
          onKey={onKey(index)}
        >
          <circle class="grab" r={10} />
          <circle class={index === chosen ? 'point chosen' : 'point'} r={index === chosen ? 5 : 3.5} />
        </Handle>
      ))}
    </g>
  );
}
