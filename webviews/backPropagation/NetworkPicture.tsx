import { useState } from 'preact/hooks';
import { nextIndex } from '../shared/nextIndex';

/** One unit is about a pixel; the picture grows with its place, up to a limit. */
const radius = 22;
const rowHeight = 84;
const columnWidth = 150;
const margin = { left: 40, right: 64 };
const largestScale = 1.35;

export interface PictureNode {
  /** In the node. */
  readonly text: string;
  /** Below the node. */
  readonly below?: string;
  /** Right of the node. */
  readonly beside?: string;
  /** What lights up with the node, and with what stands below it. */
  readonly key: string;
  readonly belowKey?: string;
  readonly besideKey?: string;
  readonly isCurrent?: boolean;
  /** What a screen reader says; absent where the picture itself says all. */
  readonly label?: string;
}

export interface PictureLink {
  readonly weight: number;
  readonly key: string;
  readonly isCurrent?: boolean;
  /** Written beside the link. */
  readonly text?: string;
  /** How far along the link: 0 where it begins. */
  readonly textAt?: number;
}

interface NetworkPictureProps {
  /** What it shows, with the numbers that matter most. */
  readonly label: string;
  /** How many nodes each layer has, the inputs first. */
  readonly nodes: readonly number[];
  readonly node: (layer: number, node: number) => PictureNode;
  /** The link into `node` of `layer` that comes from node `from` of the layer before. */
  readonly link: (layer: number, node: number, from: number) => PictureLink;
  /** Absent: it is a picture only. */
  readonly onChoose?: (layer: number, node: number) => void;
}

/** A small network: columns of nodes, and links that are thicker the larger their weights. Layers count from 0, the inputs. */
export function NetworkPicture({ label, nodes, node, link, onChoose }: NetworkPictureProps) {
  const [focused, setFocused] = useState(0);
  const rows = Math.max(...nodes);
  const width = margin.left + columnWidth * (nodes.length - 1) + margin.right;
  const height = rows * rowHeight;
  const x = (layer: number) => margin.left + columnWidth * layer;
  const y = (layer: number, index: number) => (index + 0.4 + (rows - nodes[layer]!) / 2) * rowHeight;
  const places = nodes.flatMap((count, layer) => Array.from({ length: count }, (_, index) => ({ layer, index })));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, focused, places.length, 1);
    if (next === undefined) return;
    setFocused(next);
    (event.currentTarget as Element).querySelectorAll<SVGElement>('[role=button]')[next]!.focus();
    event.preventDefault();
  };
  return (
    <svg
      class="network"
      viewBox={`0 0 ${width} ${height}`}
      style={{ maxWidth: `${width * largestScale}px` }}
      role={onChoose ? 'group' : 'img'}
      aria-label={label}
      {...(onChoose && { onKeyDown })}
    >
      {nodes.slice(1).map((count, l) => {
        const layer = l + 1;
        const links = Array.from({ length: count }, (_, to) =>
          Array.from({ length: nodes[l]! }, (_, from) => ({ to, from, ...link(layer, to, from) })),
        ).flat();
        const largest = Math.max(1e-9, ...links.map(({ weight }) => Math.abs(weight)));
        return (
          <g key={layer} aria-hidden="true">
            {links.map(({ to, from, weight, key, isCurrent, text, textAt = 0.3 }) => {
              const line = { x1: x(l) + radius, y1: y(l, from), x2: x(layer) - radius, y2: y(layer, to) };
              return (
                <g key={key} data-key={key}>
                  <line class="reach" {...line} />
                  <line
                    class={`link ${weight < 0 ? 'negative' : 'positive'} ${isCurrent ? 'current' : ''}`}
                    stroke-width={1 + (3.5 * Math.abs(weight)) / largest}
                    {...line}
                  />
                  {text !== undefined && (
                    <text
                      class="halo"
                      x={line.x1 + (line.x2 - line.x1) * textAt}
                      y={line.y1 + (line.y2 - line.y1) * textAt}
                    >
                      {text}
                    </text>
                  )}
                </g>
              );
            })}
          </g>
        );
      })}
      {places.map(({ layer, index }, place) => {
        const { text, below, beside, key, belowKey, besideKey, isCurrent, label } = node(layer, index);
        const at = { x: x(layer), y: y(layer, index) };
        return (
          <g key={`${layer} ${index}`} class={`node ${isCurrent ? 'current' : ''}`}>
            <circle
              data-key={key}
              cx={at.x}
              cy={at.y}
              r={radius}
              {...(onChoose && {
                role: 'button',
                'aria-label': label,
                'aria-pressed': isCurrent ?? false,
                tabindex: place === focused ? 0 : -1,
                onFocus: () => setFocused(place),
                onClick: () => onChoose(layer, index),
                onKeyDown: (event: KeyboardEvent) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  onChoose(layer, index);
                  event.preventDefault();
                },
              })}
            />
            <g class="texts" aria-hidden="true">
              <text x={at.x} y={at.y}>
                {text}
              </text>
              {below !== undefined && (
                <text class="halo" data-key={belowKey} x={at.x} y={at.y + radius + 13}>
                  {below}
                </text>
              )}
              {beside !== undefined && (
                <text class="halo beside" data-key={besideKey} x={at.x + radius + 6} y={at.y}>
                  {beside}
                </text>
              )}
            </g>
          </g>
        );
      })}
    </svg>
  );
}
