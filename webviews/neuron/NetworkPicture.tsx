import { signal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { formatValue } from '../shared/format';
import { paintDiverging, Picture, weightScale } from '../shared/Picture';
import { NumberField } from '../shared/teaching/NumberField';
import type { Theme } from '../shared/theme';
import { changeLink, live } from './trainer';
import { fields } from './lesson';
import { maps, mapSide } from './maps';

/** Pixels of a unit's map, and between the middles of two. */
const unitSide = 40;
const [columnWidth, rowHeight] = [104, 52];

/** The link whose weight is being edited: its place in the list of all. */
const chosenLink = signal<number | undefined>(undefined);

interface Link {
  /** Its place in the list of all links. */
  readonly index: number;
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Each unit as the map of what it puts out; each link as thick as its weight, dashed where it is negative. */
export function NetworkPicture() {
  const { network } = live.value;
  const sizes = [2, ...network.layers.map(({ biases }) => biases.length)];
  const rows = Math.max(...sizes);
  const [width, height] = [(sizes.length - 1) * columnWidth + unitSide + 12, rows * rowHeight];
  const position = (layer: number, unit: number) => ({
    x: unitSide / 2 + 6 + layer * columnWidth,
    y: height / 2 + (unit - (sizes[layer]! - 1) / 2) * rowHeight,
  });
  const links = linksIn(network.layers.map(({ weights }) => weights));
  const chosen = links.find(({ index }) => index === chosenLink.value);
  return (
    <div class="column">
      <div class="network-scroll">
        <svg
          class="network"
          width={width}
          height={height}
          role="group"
          aria-label={`A network with ${sizes.join(', ')} units; choose a link to change its weight`}
        >
          {links.map((link) => (
            <LinkLine
              key={link.index}
              link={link}
              start={position(link.layer, link.from)}
              end={position(link.layer + 1, link.to)}
              isChosen={link.index === chosenLink.value}
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
          {maps.value.flatMap((units, layer) =>
            units.map((map, unit) => {
              const { x, y } = position(layer + 1, unit);
              return <Unit key={`${layer}-${unit}`} x={x} y={y} map={map} />;
            }),
          )}
        </svg>
      </div>
      {chosen ? (
        <NumberField
          key={chosen.index}
          field={{ ...fields.weight, minimum: -1000, maximum: 1000, check: checkWeight, title: nameOf(chosen) }}
          value={chosen.weight}
          onChange={(value) => changeLink(chosen.index, value)}
        />
      ) : (
        <p class="note">Choose a link to change its weight. Solid: positive. Dashed: negative.</p>
      )}
    </div>
  );
}

const checkWeight = (value: unknown, name: string) => fields.links.check([value], name)![0]!;

function linksIn(layers: readonly (readonly Float64Array[])[]): Link[] {
  let index = 0;
  return layers.flatMap((weights, layer) => {
    const links = weights.flatMap((row, to) =>
      [...row].map((weight, from) => ({ index: index++, layer, from, to, weight })),
    );
    index += weights.length; // the biases
    return links;
  });
}

const nameOf = ({ layer, from, to }: Link) =>
  `weight from ${layer === 0 ? ['x', 'y'][from]! : `unit ${from + 1} of layer ${layer}`} to unit ${to + 1} of layer ${layer + 1}`;

interface LinkLineProps {
  readonly link: Link;
  readonly start: { readonly x: number; readonly y: number };
  readonly end: { readonly x: number; readonly y: number };
  readonly isChosen: boolean;
}

function LinkLine({ link, start, end, isChosen }: LinkLineProps) {
  const line = { x1: start.x, y1: start.y, x2: end.x, y2: end.y };
  const choose = () => (chosenLink.value = link.index);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    choose();
    event.preventDefault();
  };
  return (
    <g
      class="choosable"
      role="button"
      tabIndex={0}
      aria-pressed={isChosen}
      aria-label={`${nameOf(link)}: ${formatValue(link.weight)}`}
      onClick={choose}
      onKeyDown={onKeyDown}
    >
      <line class="hit" {...line} />
      <line
        class={`link ${link.weight < 0 ? 'negative' : ''} ${isChosen ? 'chosen' : ''}`}
        {...line}
        stroke-width={Math.min(7, 0.75 + Math.abs(link.weight))}
      />
    </g>
  );
}

function Unit({ x, y, map }: { readonly x: number; readonly y: number; readonly map: Float32Array }) {
  const paint = useCallback(
    (image: ImageData, colours: Theme) => paintDiverging(image, map, weightScale(colours, 1.2)),
    [map],
  );
  return (
    <foreignObject x={x - unitSide / 2} y={y - unitSide / 2} width={unitSide} height={unitSide}>
      <Picture width={mapSide} height={mapSide} paint={paint} class="unit" />
    </foreignObject>
  );
}
