import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatCount } from '../shared/format';
import { nextIndex } from '../shared/nextIndex';
import { nameOf, outputName } from './describe';
import { figure } from './figures';
import { InlineNumber } from './InlineNumber';
import { keys, progress, type View } from './view';

/** In pixels. */
const radius = 22;
const rowHeight = 52;
const smallestColumn = 132;
const margin = 48;
/** How far along a link its weight is written: near where it begins, links into one node are far apart. */
const weightAt = 0.34;

interface DrawingProps {
  readonly view: View;
  readonly onStep: (step: number) => void;
}

interface DrawnNode {
  readonly layer: number;
  readonly node: number;
  readonly x: number;
  readonly y: number;
  /** The step that computes it; 0 for inputs. */
  readonly step: number;
}

/** The network as nodes and links. A node shows its signal once it is computed; the links into the newest node can be edited. */
export function NetworkDrawing({ view, onStep }: DrawingProps) {
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const [focused, setFocused] = useState(0);
  const { step, current } = progress(view);
  const { nodes, height, drawingWidth, folded } = layOut(view, width);
  // The fields of the inputs are their nodes.
  const computed = nodes.filter(({ layer }) => layer > 0);
  const isCurrent = ({ layer, node }: DrawnNode) => current?.layer === layer && current.node === node;
  const target = nodes.find(isCurrent);
  const sources = target ? nodes.filter(({ layer }) => layer === target.layer - 1) : [];
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, focused, computed.length, 1);
    if (next === undefined || !(event.target instanceof SVGElement)) return;
    setFocused(next);
    area.current!.querySelectorAll<SVGElement>('.node [role=button]')[next]?.focus();
    event.preventDefault();
  };
  return (
    <section class="card" aria-labelledby="drawing-heading">
      <h2 id="drawing-heading">The network</h2>
      <div class="drawing" ref={area} tabIndex={0} role="region" aria-label="Drawing of the network">
        <div class="drawing-inner" style={{ width: `${drawingWidth}px`, height: `${height}px` }} onKeyDown={onKeyDown}>
          <svg
            width={drawingWidth}
            height={height}
            role="group"
            aria-label="Nodes and links; arrow keys move, Enter shows a node"
          >
            <Links view={view} nodes={nodes} {...(target && { target })} onStep={onStep} />
            {folded.map(({ x, y, count }) => (
              <text key={x} class="folded" x={x} y={y}>
                + {formatCount(count)}
              </text>
            ))}
            {computed.map((drawn, index) => (
              <Node
                key={`${drawn.layer} ${drawn.node}`}
                view={view}
                drawn={drawn}
                isComputed={drawn.step <= step}
                isCurrent={drawn === target}
                tabIndex={index === focused ? 0 : -1}
                onFocus={() => setFocused(index)}
                onChoose={() => onStep(drawn.step)}
              />
            ))}
          </svg>
          {nodes
            .filter(({ layer }) => layer === 0)
            .map(({ node, x, y }) => (
              <At key={node} x={x} y={y}>
                <InlineNumber view={view} place={{ kind: 'input', node }} decimals={3} />
              </At>
            ))}
          {target &&
            sources.map(({ node: from, x, y }) => (
              <At key={from} x={x + (target.x - x) * weightAt} y={y + (target.y - y) * weightAt}>
                <InlineNumber
                  view={view}
                  place={{ kind: 'weight', layer: target.layer - 1, node: target.node, from }}
                  decimals={3}
                />
              </At>
            ))}
        </div>
      </div>
      <ul class="legend">
        <li>
          <LegendLine class="positive" /> positive weight
        </li>
        <li>
          <LegendLine class="negative" /> negative; the thicker, the larger
        </li>
        <li>
          <span class="mark">◆</span> changed by you
        </li>
        <li>
          <span class="mark">Δ</span> downstream of a change
        </li>
      </ul>
    </section>
  );
}

function At({
  x,
  y,
  children,
}: {
  readonly x: number;
  readonly y: number;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <div class="at" style={{ left: `${x}px`, top: `${y}px` }}>
      {children}
    </div>
  );
}

function LegendLine({ class: name }: { readonly class: string }) {
  return (
    <svg width={28} height={8} aria-hidden="true">
      <line class={`link ${name} current`} x1={0} x2={28} y1={4} y2={4} />
    </svg>
  );
}

function Links({
  view,
  nodes,
  target,
  onStep,
}: DrawingProps & { readonly nodes: readonly DrawnNode[]; readonly target?: DrawnNode }) {
  return (
    <g>
      {view.network.layers.map((layer, l) => {
        const from = nodes.filter((one) => one.layer === l);
        const to = nodes.filter((one) => one.layer === l + 1);
        const weight = (one: DrawnNode, other: DrawnNode) => layer.weights[other.node * layer.inputs + one.node]!;
        const largest = Math.max(1e-9, ...to.flatMap((other) => from.map((one) => Math.abs(weight(one, other)))));
        return to.flatMap((other) =>
          from.map((one) => {
            const key = keys.weight(l + 1, other.node, one.node);
            const value = weight(one, other);
            const line = { x1: one.x + radius, y1: one.y, x2: other.x - radius, y2: other.y };
            return (
              <g key={key} data-key={key} onClick={() => onStep(other.step)}>
                <title>
                  {nameOf(one)} to {nameOf(other)}: weight {figure(value)}
                </title>
                <line class="reach" {...line} />
                <line
                  class={`link ${value < 0 ? 'negative' : 'positive'} ${other === target ? 'current' : ''}`}
                  stroke-width={1 + (3 * Math.abs(value)) / largest}
                  {...line}
                />
                {view.changed.has(key) && other !== target && (
                  <text class="mark" x={(line.x1 + line.x2) / 2} y={(line.y1 + line.y2) / 2}>
                    ◆
                  </text>
                )}
              </g>
            );
          }),
        );
      })}
    </g>
  );
}

interface NodeProps {
  readonly view: View;
  readonly drawn: DrawnNode;
  readonly isComputed: boolean;
  readonly isCurrent: boolean;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
}

function Node({ view, drawn, isComputed, isCurrent, tabIndex, onFocus, onChoose }: NodeProps) {
  const { layer, node, x, y } = drawn;
  const signal = view.pass.signals[layer]![node]!;
  const isDownstream = view.downstream[layer]![node]!;
  const name = outputName(view, drawn);
  const state = isComputed
    ? `signal ${figure(signal)}${isDownstream ? ', downstream of a change' : ''}`
    : 'not computed yet';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    onChoose();
    event.preventDefault();
  };
  return (
    <g class={`node ${isComputed ? 'computed' : ''} ${isCurrent ? 'current' : ''}`}>
      <circle
        role="button"
        aria-label={`${nameOf(drawn)}${name === undefined ? '' : `, digit ${name}`}: ${state}`}
        aria-pressed={isCurrent}
        tabindex={tabIndex}
        data-key={keys.signal(layer, node)}
        cx={x}
        cy={y}
        r={radius}
        onFocus={onFocus}
        onClick={onChoose}
        onKeyDown={onKeyDown}
      />
      {/* Said by the name of the button. */}
      <g class="texts" aria-hidden="true">
        {isComputed && (
          <text x={x} y={y}>
            {figure(signal, 3)}
          </text>
        )}
        {isComputed && isDownstream && (
          <text class="mark" x={x + radius - 2} y={y - radius + 2}>
            Δ
          </text>
        )}
        {name !== undefined && (
          <text class="name" x={x + radius + 12} y={y}>
            {name}
          </text>
        )}
      </g>
    </g>
  );
}

/** Columns of nodes, each centred; what is folded away is named below its column. */
function layOut(view: View, width: number) {
  const { shown, pass, inputRows } = view;
  const columns = shown.length;
  const drawingWidth = Math.max(width, 2 * margin + smallestColumn * (columns - 1));
  const isFolded = shown.some((nodes, l) => nodes.length < pass.signals[l]!.length);
  const most = Math.max(...shown.map(({ length }) => length));
  const height = most * rowHeight + (isFolded ? 24 : 0);
  let row = 0;
  const nodes = shown.flatMap((inLayer, layer): DrawnNode[] =>
    inLayer.map((node, index) => ({
      layer,
      node,
      x: margin + ((drawingWidth - 2 * margin) * layer) / (columns - 1),
      y: (index + 0.5 + (most - inLayer.length) / 2) * rowHeight,
      step: Math.max(0, ++row - inputRows),
    })),
  );
  const folded = shown.flatMap((inLayer, layer) => {
    const count = pass.signals[layer]!.length - inLayer.length;
    const last = nodes.findLast((one) => one.layer === layer)!;
    return count === 0 ? [] : [{ x: last.x, y: last.y + rowHeight * 0.75, count }];
  });
  return { nodes, height, drawingWidth, folded };
}

/** The width of an element, also after it changed. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => setWidth(element.current?.clientWidth ?? 0));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return width;
}
