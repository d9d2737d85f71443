import activateCode from 'excerpt:samples/forward-pass/layer.ts#activate';
import sumsCode from 'excerpt:samples/forward-pass/layer.ts#weightedSums';
import { deepNetwork, deepPass } from '../../samples/neuron/deepNetwork';
import { formatDigits } from '../shared/format';
import { Code } from '../shared/teaching/Code';
import { Formula, Formulas, Math as Mathematics } from '../shared/teaching/Formula';
import {
  either,
  fenced,
  keyed,
  numeral,
  operator,
  quantity,
  row,
  variable,
  type MathNode,
} from '../shared/teaching/math';
import { lesson } from './lesson';
import { NotationPicture } from './NotationPicture';
import { biasKey, linkKey, nodeKey, shownNode, sizes } from './notationNames';
import { supersub } from './supersub';

/** How the nodes and links of a deep network are named: a symbol lights up its place, a place its symbol. */
export function Notation() {
  const { layer, node } = shownNode();
  const symbols = symbolsOf(layer, node);
  const open = (file: string, line: number) => lesson.openSource(file, line);
  const incoming = symbols.filter(({ isLink }) => isLink).map(({ key }) => [key, 'sum += '] as const);
  return (
    <section class="card" aria-labelledby="notation-heading">
      <h2 id="notation-heading">Names in a deep network</h2>
      <p class="note">
        Upper number: the layer. Lower numbers: the node, and for a weight the node it leads to and the node it comes
        from. Point at a symbol or at a link, and the other lights up; choose a node to see its formula.
      </p>
      <div class="beside">
        <NotationPicture />
        <div class="column">
          <NodeFormula layer={layer} node={node} />
          <p class="note">f is the sigmoid.</p>
        </div>
      </div>
      <div class="numbers-and-code">
        <Symbols symbols={symbols} />
        <div class="column">
          <Code
            title="What enters the nodes of a layer"
            excerpt={sumsCode}
            keys={{ ...Object.fromEntries(incoming), [biasKey(layer - 1, node)]: 'biases?.[node]' }}
            onOpen={open}
          />
          <Code
            title="What leaves them"
            excerpt={activateCode}
            keys={{ [nodeKey(layer, node)]: '1 / (1 + Math.exp(-sum))' }}
            onOpen={open}
          />
        </div>
      </div>
    </section>
  );
}

interface NamedNumber {
  readonly key: string;
  readonly symbol: MathNode;
  readonly meaning: string;
  readonly value: number;
  /** Whether it is part of a product weight · signal. */
  readonly isLink: boolean;
}

/** What the formula of a node is made of, in the formula's order; the node itself comes last. */
function symbolsOf(layer: number, node: number): NamedNumber[] {
  const { inputs, weights, biases } = deepNetwork.layers[layer - 2]!;
  const products = count(sizes[layer - 2]!).flatMap((from): NamedNumber[] => [
    {
      key: linkKey(layer - 1, node, from),
      symbol: supersub('w', `${node}${from}`, layer - 1),
      meaning: `weight of the link to node ${node} from node ${from}, after layer ${layer - 1}`,
      value: weights[(node - 1) * inputs + from - 1]!,
      isLink: true,
    },
    {
      key: nodeKey(layer - 1, from),
      symbol: supersub('a', String(from), layer - 1),
      meaning: `what node ${from} of layer ${layer - 1} puts out`,
      value: signalOf(layer - 1, from),
      isLink: true,
    },
  ]);
  return [
    ...products,
    {
      key: biasKey(layer - 1, node),
      symbol: supersub('b', String(node), layer - 1),
      meaning: `bias of node ${node} of layer ${layer}`,
      value: biases![node - 1]!,
      isLink: false,
    },
    {
      key: nodeKey(layer, node),
      symbol: supersub('a', String(node), layer),
      meaning: `what node ${node} of layer ${layer} puts out`,
      value: signalOf(layer, node),
      isLink: false,
    },
  ];
}

const signalOf = (layer: number, node: number) => deepPass.signals[layer - 1]![node - 1]!;
const count = (length: number) => Array.from({ length }, (_, i) => i + 1);

function NodeFormula({ layer, node }: { readonly layer: number; readonly node: number }) {
  const symbols = symbolsOf(layer, node);
  const result = symbols.at(-1)!;
  const terms = symbols.slice(0, -1).flatMap(({ key, symbol, value, isLink }, index): MathNode[] => {
    const isSignal = isLink && index % 2 === 1;
    // Two symbols side by side are a product; two numbers need the sign.
    const before = isSignal ? [either(row(), operator('·'))] : index > 0 ? [operator('+')] : [];
    return [...before, quantity(symbol, value, key)];
  });
  return (
    <Formulas>
      <Formula
        name={`What node ${node} of layer ${layer} puts out`}
        result={keyed(result.key, result.symbol)}
        expression={row(variable('f'), fenced(...terms))}
        value={keyed(result.key, numeral(result.value))}
      />
    </Formulas>
  );
}

function Symbols({ symbols }: { readonly symbols: readonly NamedNumber[] }) {
  return (
    <div class="number-table symbols">
      <table>
        <caption>The symbols of this formula</caption>
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col">Now</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {symbols.map(({ key, symbol, value, meaning }) => (
            <tr key={key}>
              <th scope="row" data-key={key}>
                <Mathematics node={symbol} />
              </th>
              <td data-key={key}>{formatDigits(value)}</td>
              <td data-key={key}>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
