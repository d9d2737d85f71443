import { contours, type Contour } from '../../samples/linear-regression/contours';
import { cost, gradient } from '../../samples/linear-regression/model';
import { markerShapes } from '../shared/chart/lineChart';
import { formatDigits } from '../shared/format';
import { Handle } from '../shared/teaching/Handle';
import { pathThrough, Plot, type Scale } from '../shared/teaching/Plot';
import { achieve } from './achieve';
import {
  bowl,
  examples,
  least,
  leastCost,
  parameters,
  shownStep,
  start,
  step,
  theta,
  trails,
  type Trail,
} from './descent';
import { lesson } from './lesson';
import { optimisers } from './optimiserChoices';
import { thetaText } from './texts';
import { isDragging } from './dragging';
import { costAxes } from './views';

/** The cost of every choice of parameters, and the path through it: a curve for one parameter, contours for two. */
export function CostPlot() {
  const { x, y } = costAxes.value;
  const isCurve = parameters.value === 1;
  const label =
    `${isCurve ? 'Cost against θ' : 'Contours of the cost over θ₀ and θ₁'}. ` +
    `Step ${shownStep.value}: ${thetaText(theta.value)}, cost ${formatDigits(cost(theta.value, examples.value))}. ` +
    `Least cost ${formatDigits(leastCost.value)} at ${thetaText(least.value)}.`;
  return (
    <Plot label={label} x={x} y={y} onPress={(atX, atY) => startAt(atX, atY)}>
      {(scale) => (
        <>
          {isCurve ? <Curve scale={scale} /> : <Contours scale={scale} />}
          <Least scale={scale} />
          {trails.value.map((trail) => (
            <TrailPath key={trail.id} trail={trail} scale={scale} />
          ))}
          {isCurve ? <Tangent scale={scale} /> : <Downhill scale={scale} />}
          <Start scale={scale} />
        </>
      )}
    </Plot>
  );
}

function startAt(x: number, y: number): void {
  const [first, second] = [Number(x.toPrecision(4)), Number(y.toPrecision(4))];
  lesson.change(parameters.peek() === 1 ? { startOne: first } : { startTwo: [first, second] });
  achieve('choseStart');
}

/** Where parameters are in this plot. */
function placeOf(parameters: readonly number[]): readonly [number, number] {
  return parameters.length === 1
    ? [parameters[0]!, cost(parameters, examples.value)]
    : [parameters[0]!, parameters[1]!];
}

const samplesOfCurve = 100;

function Curve({ scale }: { readonly scale: Scale }) {
  const { min, max } = costAxes.value.x;
  const points = Array.from({ length: samplesOfCurve + 1 }, (_, i) =>
    placeOf([min + ((max - min) * i) / samplesOfCurve]),
  );
  return <path class="curve" data-key="cost" d={pathThrough(scale, points)} aria-hidden="true" />;
}

const rings = 12;

function Contours({ scale }: { readonly scale: Scale }) {
  const { x, y } = costAxes.value;
  const corners = [x.min, x.max].flatMap((first) =>
    [y.min, y.max].map((second) => cost([first, second], examples.value)),
  );
  const { directions } = bowl.value;
  const [[cos, sin]] = directions as [[number, number]];
  const place = `translate(${scale.x(least.value[0]!)} ${scale.y(least.value[1]!)})`;
  const toPixels = `scale(${1 / scale.perPixel.x} ${-1 / scale.perPixel.y})`;
  const turn = `matrix(${cos} ${sin} ${-sin} ${cos} 0 0)`;
  const lines = contours(bowl.value, leastCost.value, Math.max(...corners), rings);
  // An ellipse so long is two straight lines here; a longer one would be more than browsers can draw exactly.
  const longest = 1000 * Math.max(x.max - x.min, y.max - y.min);
  const scaling = (radii: Contour['radii']) => `scale(${Math.min(radii[0], longest)} ${Math.min(radii[1], longest)})`;
  return (
    <g class="contours" data-key="cost" aria-hidden="true">
      {lines.map(({ radii }, ring) => (
        <path
          key={ring}
          vector-effect="non-scaling-stroke"
          transform={`${place} ${toPixels} ${turn} ${scaling(radii)}`}
          d="M1 0A1 1 0 0 1 -1 0A1 1 0 0 1 1 0Z"
        />
      ))}
      {levelLabels(lines, scale).map(({ level, y }, index) => (
        <text key={index} x={scale.x(least.value[0]!)} y={y} text-anchor="middle">
          {formatDigits(level, 3)}
        </text>
      ))}
    </g>
  );
}

/** Pixels. */
const labelDistance = 26;

/** Where the costs are written: straight above the minimum, as many as fit between it and the upper edge. */
function levelLabels(lines: readonly Contour[], scale: Scale): { level: number; y: number }[] {
  const { eigenvalues, directions } = bowl.value;
  const curvatureUp = eigenvalues.reduce((sum, value, k) => sum + value * directions[k]![1]! ** 2, 0);
  const labels: { level: number; y: number }[] = [];
  let below = scale.y(least.value[1]!);
  for (const { cost: level } of lines) {
    const y = scale.y(least.value[1]! + Math.sqrt((2 * (level - leastCost.value)) / curvatureUp)) + 4;
    if (y < 14) break;
    if (below - y < labelDistance) continue;
    labels.push({ level, y });
    below = y;
  }
  return labels;
}

function Least({ scale }: { readonly scale: Scale }) {
  const [x, y] = placeOf(least.value);
  return (
    <path class="least" transform={`translate(${scale.x(x)} ${scale.y(y)})`} d="M-7 0H7M0 -7V7" aria-hidden="true" />
  );
}

/** Marks of single steps on a longer trail would be one thick line. */
const maximumMarks = 40;

function TrailPath({ trail: { id, descent }, scale }: { readonly trail: Trail; readonly scale: Scale }) {
  const { colour, dash, marker } = optimisers[id];
  const path = descent.path.slice(0, step.value + 1).map(placeOf);
  const [lastX, lastY] = path.at(-1)!;
  // One element for all marks: a frame has no time for hundreds.
  const marks = path.slice(-maximumMarks, -1).map((place) => pathThrough(scale, [place]) + markerShapes[marker]);
  return (
    <g class="trail" data-key={`trail-${id} theta`} aria-hidden="true" style={{ color: colour }}>
      <path class="trail-line" d={pathThrough(scale, path)} stroke-dasharray={dash} />
      <path class="marks" d={marks.join('')} />
      <path class="last-mark" d={`${pathThrough(scale, [[lastX, lastY]])}${markerShapes[marker]}`} />
    </g>
  );
}

/** The slope at the point that is reached. */
function Tangent({ scale }: { readonly scale: Scale }) {
  const [x, y] = placeOf(theta.value);
  const [slope] = gradient(theta.value, examples.value);
  const half = 60 / Math.hypot(1 / scale.perPixel.x, slope! / scale.perPixel.y);
  const ends = [
    [x - half, y - half * slope!],
    [x + half, y + half * slope!],
  ] as const;
  return <path class="tangent" data-key="gradient" d={pathThrough(scale, ends)} aria-hidden="true" />;
}

/** Where batch gradient descent would go next, if it were drawn far enough to be seen. */
function Downhill({ scale }: { readonly scale: Scale }) {
  const [first, second] = gradient(theta.value, examples.value);
  const [right, down] = [-first! / scale.perPixel.x, second! / scale.perPixel.y];
  const length = Math.hypot(right, down);
  // At the very bottom there is no downhill.
  if (!(length > 0)) return null;
  const [x, y] = [scale.x(theta.value[0]!), scale.y(theta.value[1]!)];
  const end = `l${(60 * right) / length} ${(60 * down) / length}`;
  return <path class="tangent" data-key="gradient" d={`M${x} ${y}${end}`} aria-hidden="true" />;
}

function Start({ scale }: { readonly scale: Scale }) {
  const [x, y] = placeOf(start.value);
  return (
    <Handle
      label={`Start: ${thetaText(start.value)}`}
      x={x}
      y={y}
      scale={scale}
      movesUp={parameters.value === 2}
      onMove={startAt}
      onDrag={(isOn) => (isDragging.value = isOn)}
    >
      <circle class="grab" r={12} />
      <circle class="start" r={7} />
    </Handle>
  );
}
