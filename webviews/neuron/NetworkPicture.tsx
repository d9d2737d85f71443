import { useCallback } from 'preact/hooks';
import { formatValue } from '../shared/format';
import { paintDiverging, Picture, weightScale } from '../shared/Picture';
import type { Theme } from '../shared/theme';
import { linkKey, unitKey } from './keys';
import { lesson } from './lesson';
import { nameOfLink, nameOfUnit, type Link } from './links';
import { maps, mapSide } from './maps';
import { chosen, live, places, readable, sizes } from './trainer';

/** Pixels of a unit's map, and between the middles of two. */
const unitSide = 44;
const [columnWidth, rowHeight] = [104, 56];
const margin = 8;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Each unit as the map of what it puts out; each link as thick as its weight, dashed where it is negative. */
export function NetworkPicture() {
  const links = places.value;
  const units = sizes.value;
  const height = Math.max(...units) * rowHeight;
  const width = (units.length - 1) * columnWidth + unitSide + 2 * margin;
  const position = (layer: number, unit: number): Place => ({
    x: margin + unitSide / 2 + layer * columnWidth,
    y: height / 2 + (unit - (units[layer]! - 1) / 2) * rowHeight,
  });
  const weights = links.filter(({ from }) => from !== undefined);
  const biases = links.filter(({ from }) => from === undefined);
  return (
    <div class="network-scroll">
      <svg
        class="network"
        width={width}
        height={height}
        role="group"
        aria-label={`A network with ${units.join(', ')} units; choose a link for its weight, a unit for its bias`}
      >
        {weights.map((link) => (
          <Weight
            key={link.index}
            link={link}
            start={position(link.layer, link.from!)}
            end={position(link.layer + 1, link.to)}
          />
        ))}
        {['x', 'y'].map((name, unit) => (
          <g key={name} transform={`translate(${position(0, unit).x} ${position(0, unit).y})`}>
            <circle class="node" r={16} />
            <text y={4} text-anchor="middle">
              {name}
            </text>
          </g>
        ))}
        {biases.map((link) => (
          <Unit key={link.index} link={link} at={position(link.layer + 1, link.to)} />
        ))}
      </svg>
    </div>
  );
}

/** Chooses a link; the chosen one, once more, is left again. */
function choosable(index: number) {
  const isChosen = chosen.value?.index === index;
  const choose = () => lesson.change({ chosenLink: isChosen ? null : index });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    choose();
    event.preventDefault();
  };
  return { role: 'button', tabindex: 0, 'aria-pressed': isChosen, onClick: choose, onKeyDown } as const;
}

interface WeightProps {
  readonly link: Link;
  readonly start: Place;
  readonly end: Place;
}

function Weight({ link, start, end }: WeightProps) {
  const { index, layer, to, from } = link;
  const weight = live.value.network.layers[layer]!.weights[to]![from!]!;
  const line = { x1: start.x, y1: start.y, x2: end.x, y2: end.y };
  const isChosen = chosen.value?.index === index;
  return (
    <g
      class="choosable"
      aria-label={`${nameOfLink(sizes.value, link)}: ${formatValue(readable.value[index]!)}`}
      data-key={linkKey(index)}
      {...choosable(index)}
    >
      <line class="hit" {...line} />
      <line
        class={`link ${weight < 0 ? 'negative' : ''} ${isChosen ? 'chosen' : ''}`}
        {...line}
        stroke-width={widthOf(weight)}
      />
    </g>
  );
}

/** In quarters of a pixel: most lines stay as they are from one picture to the next, and need not be drawn again. */
function widthOf(weight: number): number {
  return Math.round(4 * Math.min(7, 0.75 + Math.abs(weight))) / 4;
}

interface UnitProps {
  readonly link: Link;
  readonly at: Place;
}

function Unit({ link: { index, layer, to }, at }: UnitProps) {
  const map = maps.value[layer]![to]!;
  const paint = useCallback(
    (image: ImageData, colours: Theme) => paintDiverging(image, map, weightScale(colours, 1.2)),
    [map],
  );
  const isChosen = chosen.value?.index === index;
  const box = { x: at.x - unitSide / 2, y: at.y - unitSide / 2, width: unitSide, height: unitSide };
  return (
    <g
      class="choosable"
      aria-label={`${nameOfUnit(sizes.value, layer, to)}, bias ${formatValue(readable.value[index]!)}`}
      data-key={`${linkKey(index)} ${unitKey(layer, to)}`}
      {...choosable(index)}
    >
      <foreignObject {...box}>
        <Picture width={mapSide} height={mapSide} paint={paint} class="fill" />
      </foreignObject>
      <rect class={isChosen ? 'unit-frame chosen' : 'unit-frame'} {...box} />
    </g>
  );
}
