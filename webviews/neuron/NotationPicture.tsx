import { achieve } from './achieve';
import { lesson } from './lesson';
import { biasKey, linkKey, nodeKey, shownNode, sizes } from './notationNames';

const [width, height] = [560, 276];
const radius = 24;
const position = (layer: number, node: number) => ({
  x: 60 + (layer - 1) * 145,
  y: 124 + (node - (sizes[layer - 1]! + 1) / 2) * 80,
});

const links = sizes.slice(0, -1).flatMap((senders, index) =>
  Array.from({ length: sizes[index + 1]! * senders }, (_, i) => ({
    layer: index + 1,
    to: Math.floor(i / senders) + 1,
    from: (i % senders) + 1,
  })),
);
const nodes = sizes.flatMap((count, index) =>
  Array.from({ length: count }, (_, i) => ({ layer: index + 1, node: i + 1 })),
);

/** The network whose names are learnt; the links into the chosen node are drawn stronger, and take the focus. */
export function NotationPicture() {
  return (
    <svg
      class="notation"
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={`A network of ${sizes.length} layers with ${sizes.join(', ')} nodes`}
    >
      {links.map((link) => (
        <Link key={linkKey(link.layer, link.to, link.from)} {...link} />
      ))}
      {nodes.map((one) => (
        <Node key={nodeKey(one.layer, one.node)} {...one} />
      ))}
      {sizes.map((_, index) => (
        <text key={index} x={position(index + 1, 1).x} y={height - 8} text-anchor="middle">
          layer {index + 1}
        </text>
      ))}
    </svg>
  );
}

interface LinkProps {
  readonly layer: number;
  readonly to: number;
  readonly from: number;
}

function Link({ layer, to, from }: LinkProps) {
  const chosen = shownNode();
  const isChosen = layer + 1 === chosen.layer && to === chosen.node;
  const [start, end] = [position(layer, from), position(layer + 1, to)];
  const line = { x1: start.x, y1: start.y, x2: end.x, y2: end.y };
  return (
    <g
      class="name"
      role="img"
      aria-label={`w(${layer})${to}${from}: to node ${to} from node ${from}, after layer ${layer}`}
      data-key={linkKey(layer, to, from)}
      {...(isChosen && { tabindex: 0 })}
    >
      <line class="hit" {...line} />
      <line class={isChosen ? 'link chosen' : 'link'} {...line} />
    </g>
  );
}

function Node({ layer, node }: { readonly layer: number; readonly node: number }) {
  const { x, y } = position(layer, node);
  const chosen = shownNode();
  const isChosen = chosen.layer === layer && chosen.node === node;
  const choose = () => {
    lesson.change({ layer, node });
    if (layer === 3 && node === 2) achieve('foundNode');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    choose();
    event.preventDefault();
  };
  const name = `Node ${node} of layer ${layer}`;
  // Inputs have no formula; but their symbols stand in those of the next layer.
  const role =
    layer === 1
      ? ({ role: 'img', tabindex: 0 } as const)
      : ({ role: 'button', tabindex: 0, 'aria-pressed': isChosen, onClick: choose, onKeyDown } as const);
  return (
    <g data-key={layer === 1 ? nodeKey(layer, node) : `${nodeKey(layer, node)} ${biasKey(layer - 1, node)}`}>
      <circle
        class={`node ${layer > 1 ? 'choosable' : ''} ${isChosen ? 'chosen' : ''}`}
        aria-label={name}
        cx={x}
        cy={y}
        r={radius}
        {...role}
      />
      {/* Said by the name of the circle. */}
      <g class="symbol" aria-hidden="true">
        <text x={x - 4} y={y + 5} text-anchor="middle">
          a
        </text>
        <text class="small" x={x + 1} y={y - 3}>
          ({layer})
        </text>
        <text class="small" x={x + 1} y={y + 11}>
          {node}
        </text>
      </g>
    </g>
  );
}
