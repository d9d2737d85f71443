import { useLayoutEffect, useRef } from 'preact/hooks';
import { shapeText } from '../../src/inspector/describeLayer';
import { boxSize } from '../../src/inspector/boxSize';
import type { ModelLink, ModelNode, ModelOverview } from '../../src/protocol';
import { css } from '../shared/colours';
import { formatCount, formatCountOf } from '../shared/format';
import { nextIndex } from '../shared/nextIndex';
import { theme } from '../shared/theme';
import { chooseNode } from './host';

interface GraphProps {
  readonly model: ModelOverview;
  readonly chosen: string;
}

/** The layers and what flows between them, from the input at the top to the output at the bottom. */
export function Graph({ model, chosen }: GraphProps) {
  const region = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => keepInView(region.current!, chosen, model), [chosen, model]);
  const { nodes, links, width, height } = model;
  const onKeyDown = (event: KeyboardEvent) => {
    const current = nodes.findIndex(({ id }) => id === chosen);
    const key = { ArrowLeft: 'ArrowUp', ArrowRight: 'ArrowDown' }[event.key] ?? event.key;
    const next = nextIndex(key, current, nodes.length, 1);
    if (next === undefined) return;
    event.preventDefault();
    chooseNode(nodes[next]!.id);
    drawing.current!.querySelectorAll<SVGGElement>('.node')[next]!.focus();
  };
  const { background, foreground, muted } = theme.value;
  return (
    <section class="card" aria-labelledby="graph-heading">
      <h2 id="graph-heading">The layers</h2>
      <p class="note">Choose a layer to look into it; arrow keys go from one to the next.</p>
      <div class="graph" ref={region}>
        <svg
          id="graph"
          ref={drawing}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={`Graph of ${formatCountOf(nodes.length, 'layer')}`}
          onKeyDown={onKeyDown}
        >
          <rect width={width} height={height} fill={css(background)} />
          <g fill="none" stroke={css(muted)} stroke-width="1.5" aria-hidden="true">
            {links.map((link, i) => (
              <path key={i} d={pathOf(link)} />
            ))}
          </g>
          <g fill={css(muted)} aria-hidden="true">
            {links.map(({ points }, i) => (
              <path key={i} d={`M${points.at(-1)!.x} ${points.at(-1)!.y}l-4 -7h8z`} />
            ))}
          </g>
          {nodes.map((node) => (
            <Box key={node.id} node={node} isChosen={node.id === chosen} ink={css(foreground)} faint={css(muted)} />
          ))}
        </svg>
      </div>
    </section>
  );
}

interface BoxProps {
  readonly node: ModelNode;
  readonly isChosen: boolean;
  readonly ink: string;
  readonly faint: string;
}

function Box({ node, isChosen, ink, faint }: BoxProps) {
  const { background, grid, blue } = theme.value;
  const { id, title, className, outputShapes, x, y, use } = node;
  const [left, top] = [x - boxSize.width / 2, y - boxSize.height / 2];
  const output = outputShapes.map(shapeText).join(' and ');
  return (
    <g transform={`translate(${left} ${top})`}>
      <g
        class="node"
        role="button"
        tabindex={isChosen ? 0 : -1}
        aria-pressed={isChosen}
        aria-label={`${title}, ${className}, gives ${output}, ${parametersText(node)}`}
        onClick={() => chooseNode(id)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          chooseNode(id);
        }}
      >
        <rect
          class="box"
          width={boxSize.width}
          height={boxSize.height}
          rx="5"
          fill={css(background)}
          stroke={isChosen ? css(blue) : node.weights.length > 0 ? faint : css(grid)}
          stroke-width={isChosen ? 3 : 1}
        />
      </g>
      <g aria-hidden="true" font-family={theme.value.fontFamily} font-size="12" pointer-events="none">
        <text x="10" y="17" fill={ink} font-weight="600" font-size="13">
          {shortened(title, 27)}
        </text>
        <text x="10" y="34" fill={faint}>
          {className}
          {use && ` · use ${use.number} of ${use.of}`}
        </text>
        <text x="10" y="50" fill={faint}>
          {shortened(output, 20)}
        </text>
        <text x={boxSize.width - 10} y="50" fill={faint} text-anchor="end">
          {node.parameters > 0 && formatCount(node.parameters)}
        </text>
      </g>
    </g>
  );
}

export function parametersText({ parameters, use }: ModelNode): string {
  if (use && use.number > 1) return 'shares its parameters with its first use';
  return parameters === 0 ? 'no parameters' : formatCountOf(parameters, 'parameter');
}

/** The end of a long name tells it from others. */
function shortened(text: string, length: number): string {
  return text.length <= length ? text : `…${text.slice(1 - length)}`;
}

/** Through all points, with the corners rounded. */
function pathOf({ points }: ModelLink): string {
  const [first, ...others] = points as [ModelLink['points'][number], ...ModelLink['points']];
  const corners = others.slice(0, -1);
  const last = others.at(-1)!;
  const middles = corners.map((corner, i) => {
    const next = others[i + 1]!;
    const end = i === corners.length - 1 ? last : { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 };
    return `Q${corner.x} ${corner.y} ${end.x} ${end.y}`;
  });
  return `M${first.x} ${first.y}${middles.join('') || `L${last.x} ${last.y}`}`;
}

function keepInView(region: HTMLElement, chosen: string, { nodes }: ModelOverview): void {
  const node = nodes.find(({ id }) => id === chosen);
  if (!node) return;
  const margin = 16;
  const { width, height } = boxSize;
  const scroll = (position: number, start: number, end: number, size: number) =>
    start < position ? start : end > position + size ? end - size : position;
  region.scrollTop = scroll(
    region.scrollTop,
    node.y - height / 2 - margin,
    node.y + height / 2 + margin,
    region.clientHeight,
  );
  region.scrollLeft = scroll(
    region.scrollLeft,
    node.x - width / 2 - margin,
    node.x + width / 2 + margin,
    region.clientWidth,
  );
}

/** The drawing as a file of its own. */
export function graphPicture(): string {
  const copy = document.getElementById('graph')!.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}
