import { achieve } from './achieve';
import { lesson } from './lesson';
import { fenced, keyed, operator, row, variable, type MathNode } from '../shared/teaching/math';
import { Math as Mathematics } from '../shared/teaching/Formula';
import { supersub } from './supersub';

/** Nodes of layers 1 to 4. */
const sizes = [3, 3, 3, 2] as const;
const nodeKey = (layer: number, node: number) => `a-${layer}-${node}`;
const linkKey = (layer: number, to: number, from: number) => `w-${layer}-${to}-${from}`;
const biasKey = (layer: number, node: number) => `b-${layer}-${node}`;

/** How the nodes and links of a deep network are named: a symbol lights up its place, a place its symbol. */
export function Notation() {
  const { layer, node } = shown();
  return (
    <section class="card" aria-labelledby="notation-heading">
      <h2 id="notation-heading">Names in a deep network</h2>
      <p class="note">
        Upper number: the layer. Lower numbers: the node, and for a weight the node it leads to and the node it comes
        from. Point at a symbol, or at a link; choose a node to see its formula.
      </p>
      <Network />
      <Mathematics node={formula(layer, node)} />
      <Legend layer={layer} node={node} />
    </section>
  );
}

function shown() {
  const { layer, node } = lesson.state.value;
  return { layer, node: Math.min(node, sizes[layer - 1]!) };
}

function formula(layer: number, node: number): MathNode {
  const previous = sizes[layer - 2]!;
  const terms = Array.from({ length: previous }, (_, i) => i + 1).flatMap((from) => [
    ...(from === 1 ? [] : [operator('+')]),
    keyed(linkKey(layer - 1, node, from), supersub('w', `${node}${from}`, layer - 1)),
    keyed(nodeKey(layer - 1, from), supersub('a', String(from), layer - 1)),
  ]);
  return row(
    keyed(nodeKey(layer, node), supersub('a', String(node), layer)),
    operator('='),
    variable('f'),
    fenced(...terms, operator('+'), keyed(biasKey(layer - 1, node), supersub('b', String(node), layer - 1))),
  );
}

const [width, height] = [560, 260];
const position = (layer: number, node: number) => ({
  x: 60 + (layer - 1) * 145,
  y: height / 2 + (node - (sizes[layer - 1]! + 1) / 2) * 74,
});

function Network() {
  const chosen = shown();
  return (
    <svg
      class="notation"
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label="A network of four layers with 3, 3, 3 and 2 nodes"
    >
      {sizes.slice(0, -1).flatMap((_, index) =>
        links(index + 1).map(({ to, from }) => {
          const [start, end] = [position(index + 1, from), position(index + 2, to)];
          const isIn = index + 2 === chosen.layer && to === chosen.node;
          return (
            <line
              key={linkKey(index + 1, to, from)}
              class={isIn ? 'link chosen' : 'link'}
              data-key={linkKey(index + 1, to, from)}
              x1={start.x}
              y1={start.y}
              x2={end.x}
              y2={end.y}
            />
          );
        }),
      )}
      {sizes.flatMap((count, index) =>
        Array.from({ length: count }, (_, i) => i + 1).map((node) => (
          <Node key={nodeKey(index + 1, node)} layer={index + 1} node={node} />
        )),
      )}
      {sizes.map((_, index) => (
        <text key={index} x={position(index + 1, 1).x} y={height - 4} text-anchor="middle">
          layer {index + 1}
        </text>
      ))}
    </svg>
  );
}

function links(layer: number): { to: number; from: number }[] {
  const all: { to: number; from: number }[] = [];
  for (let to = 1; to <= sizes[layer]!; to++) {
    for (let from = 1; from <= sizes[layer - 1]!; from++) all.push({ to, from });
  }
  return all;
}

function Node({ layer, node }: { readonly layer: number; readonly node: number }) {
  const { x, y } = position(layer, node);
  const chosen = shown();
  const isChosen = chosen.layer === layer && chosen.node === node;
  const circle = (
    <>
      <circle class={isChosen ? 'node chosen' : 'node'} cx={x} cy={y} r={22} />
      <text x={x - 2} y={y + 4} text-anchor="middle">
        a
        <tspan dy={-6} font-size="9">
          ({layer})
        </tspan>
        <tspan dy={11} dx={-12} font-size="9">
          {node}
        </tspan>
      </text>
    </>
  );
  const key = layer > 1 ? `${nodeKey(layer, node)} ${biasKey(layer - 1, node)}` : nodeKey(layer, node);
  if (layer === 1) return <g data-key={key}>{circle}</g>;
  const choose = () => {
    lesson.change({ layer, node });
    if (layer === 3 && node === 2) achieve('foundNode');
  };
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
      aria-label={`a(${layer})${node}: node ${node} of layer ${layer}`}
      data-key={key}
      onClick={choose}
      onKeyDown={onKeyDown}
    >
      {circle}
    </g>
  );
}

function Legend({ layer, node }: { readonly layer: number; readonly node: number }) {
  const previous = sizes[layer - 2]!;
  return (
    <div class="number-table">
      <table>
        <caption>The symbols of this formula</caption>
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: previous }, (_, i) => i + 1).map((from) => (
            <>
              <tr key={`a${from}`}>
                <th scope="row" data-key={nodeKey(layer - 1, from)}>
                  <Mathematics node={supersub('a', String(from), layer - 1)} />
                </th>
                <td data-key={nodeKey(layer - 1, from)}>
                  what node {from} of layer {layer - 1} puts out
                </td>
              </tr>
              <tr key={`w${from}`}>
                <th scope="row" data-key={linkKey(layer - 1, node, from)}>
                  <Mathematics node={supersub('w', `${node}${from}`, layer - 1)} />
                </th>
                <td data-key={linkKey(layer - 1, node, from)}>
                  the weight of the link to node {node} from node {from}, after layer {layer - 1}
                </td>
              </tr>
            </>
          ))}
          <tr>
            <th scope="row" data-key={biasKey(layer - 1, node)}>
              <Mathematics node={supersub('b', String(node), layer - 1)} />
            </th>
            <td data-key={biasKey(layer - 1, node)}>the bias of node {node}</td>
          </tr>
          <tr>
            <th scope="row" data-key={nodeKey(layer, node)}>
              <Mathematics node={supersub('a', String(node), layer)} />
            </th>
            <td data-key={nodeKey(layer, node)}>
              what node {node} of layer {layer} puts out
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
