import type { Activation } from '../../samples/forward-pass/layer';
import { findPreset } from '../../samples/forward-pass/presets';
import type { SignalRow } from '../../samples/forward-pass/signalTable';
import { formatCount } from '../shared/format';
import { Formula, Formulas } from '../shared/teaching/Formula';
import {
  either,
  fenced,
  fraction,
  keyed,
  numeral,
  operator,
  power,
  quantity,
  row,
  sub,
  sum as sumOver,
  variable,
  words,
  type MathNode,
} from '../shared/teaching/math';
import { nameOf } from './describe';
import { state } from './lesson';
import { keys, progress, type View } from './view';

/** The node computed last, as two formulas: what enters it, and what leaves it. */
export function NodeArithmetic({ view }: { readonly view: View }) {
  const { current } = progress(view);
  return (
    <section class="card" aria-labelledby="node-heading">
      <h2 id="node-heading">{current ? nameOf(current) : 'One node at a time'}</h2>
      {current?.incoming ? (
        <NodeFormulas row={current} incoming={current.incoming} />
      ) : (
        <p class="note">
          The inputs are given. Each step computes one node: every incoming signal times the weight of its link, all
          added up, then through the activation.
        </p>
      )}
    </section>
  );
}

type Incoming = NonNullable<SignalRow['incoming']>;

/** Indices count from 1, layers as in the deck: w⁽¹⁾ leads from layer 1 to layer 2. */
const indexed = (letter: string, layer: number, ...nodes: readonly number[]): MathNode => ({
  tag: 'msubsup',
  children: [letter, words(nodes.map((node) => node + 1).join(' ')), row(operator('('), String(layer), operator(')'))],
});

function NodeFormulas({ row: shown, incoming }: { readonly row: SignalRow; readonly incoming: Incoming }) {
  const { layer, node, signal } = shown;
  const { links, bias, sum, activation } = incoming;
  const z = keyed(keys.sum(layer, node), indexed('z', layer + 1, node));
  const products = links.strongest.map(({ from, weight, signal: sent }) =>
    row(
      quantity(indexed('w', layer, node, from), weight, keys.weight(layer, node, from)),
      operator('·'),
      quantity(indexed('a', layer, from), sent, keys.signal(layer - 1, from)),
    ),
  );
  const terms = [
    ...products,
    ...(links.rest ? [either(words(`${formatCount(links.rest.count)} more`), bracketed(links.rest.sum))] : []),
    ...(bias === undefined ? [] : [quantity(indexed('b', layer, node), bias, keys.bias(layer, node))]),
  ];
  return (
    <Formulas>
      <Formula
        name={`What enters ${nameOf(shown)}`}
        result={z}
        expression={row(...terms.flatMap((term, index) => (index === 0 ? [term] : [operator('+'), term])))}
        value={keyed(keys.sum(layer, node), numeral(sum))}
      />
      <Formula
        name={`What leaves ${nameOf(shown)}`}
        result={keyed(keys.signal(layer, node), indexed('a', layer + 1, node))}
        expression={activated(activation, quantity(indexed('z', layer + 1, node), sum, keys.sum(layer, node)))}
        value={keyed(keys.signal(layer, node), numeral(signal))}
      />
      <Printed layer={layer} node={node} />
    </Formulas>
  );
}

const bracketed = (value: number) => (value < 0 ? fenced(numeral(value)) : numeral(value));

function activated(activation: Activation, z: MathNode): MathNode {
  const e = (exponent: MathNode) => power('e', exponent);
  switch (activation) {
    case 'sigmoid':
      return fraction('1', row('1', operator('+'), e(row(operator('−'), z))));
    case 'softmax':
      return fraction(e(z), row(sumOver(variable('k'), words('all nodes of the layer')), e(sub('z', 'k'))));
    case 'relu':
      return row(variable('max'), fenced('0', operator(','), z));
    case 'tanh':
      return row(variable('tanh'), fenced(z));
    case 'linear':
      return z;
  }
}

/** What the deck prints for this node, as long as its network is as the deck has it. */
function Printed({ layer, node }: { readonly layer: number; readonly node: number }) {
  const { source, changes } = state.value;
  if ((source !== 'two-inputs' && source !== 'three-layers') || changes.length > 0) return null;
  const { sums, signals } = findPreset(source).printed[layer - 1]!;
  return (
    <p class="note">
      The deck prints {sums[node]} and {signals[node]}.
    </p>
  );
}
