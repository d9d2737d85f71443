import type { ErrorRule } from '../../../samples/back-propagation/learnRecord';
import { Formula, Formulas } from '../../shared/teaching/Formula';
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
  words,
  type MathNode,
} from '../../shared/teaching/math';
import { currentStep, keys, type Learning, type Step } from './learning';
import { linkName, nodeName, phaseTitles, ruleTitles } from './names';

/** What the newest step computes: in symbols, with its numbers, and the result. */
export function StepFormulas({ learning }: { readonly learning: Learning }) {
  const current = currentStep.value;
  if (!current) {
    return (
      <section class="card" aria-labelledby="step-heading">
        <h2 id="step-heading">One number at a time</h2>
        <p class="note">
          A record enters: inputs on the left, and beside the outputs the targets that they should reach. Forward, every
          node computes its signal. Then each output says how far off it is, the errors go backward, and every weight
          moves a little. Press Play, or step with the arrow keys.
        </p>
      </section>
    );
  }
  const { phase, layer, node } = current;
  return (
    <section class="card" aria-labelledby="step-heading">
      <h2 id="step-heading">
        {phase === 'again' ? 'Forward again' : `${phaseTitles[phase]}: ${nodeName(learning, layer, node)}`}
      </h2>
      <p class="note">{explanation(learning, current)}</p>
      <Formulas>
        {formulasOf(learning, current).map((formula) => (
          <Formula key={formula.name} {...formula} />
        ))}
      </Formulas>
    </section>
  );
}

function explanation(learning: Learning, { phase, layer, node }: Step): string {
  const name = nodeName(learning, layer, node);
  switch (phase) {
    case 'forward':
      return 'Every incoming signal times the weight of its link, added up, through the sigmoid.';
    case 'error':
      return 'What the output should say, less what it says: positive when it must rise.';
    case 'backward':
      return whyOf[learning.rule].replaceAll('NODE', name);
    case 'update': {
      const links = learning.network.layers[layer - 1]!.inputs;
      const shown = Math.min(links, mostLinks);
      return (
        'Each weight moves by learning rate × error × slope of the sigmoid × incoming signal.' +
        (links > shown ? ` The first ${shown} of ${links} weights; the table has all.` : '')
      );
    }
    case 'again':
      return 'The same record once more, with the new weights. The loss L is half the sum of the squared output errors.';
  }
}

const whyOf: Readonly<Record<ErrorRule, string>> = {
  'weight shares': 'Each output error is split among its links in proportion to their weights; NODE gets its parts.',
  'transposed weights':
    'The deck’s rule: each output error comes back along its link, times the weight. A column of W becomes a row of Wᵀ.',
  'exact gradient': 'The chain rule: each error comes back times the slope of its sigmoid and the weight of its link.',
};

const mostLinks = 3;
const dot = operator('·');

/** w₁₂⁽²⁾: indices count from 1, layers as in the forward pass. */
const indexed = (letter: string, layer: number, ...nodes: readonly number[]): MathNode => ({
  tag: 'msubsup',
  children: [
    letter,
    words(nodes.map((node) => node + 1).join(' ')),
    row(operator('('), String(layer + 1), operator(')')),
  ],
});

function added(terms: readonly MathNode[]): MathNode {
  return row(...terms.flatMap((term, i) => (i === 0 ? [term] : [operator('+'), term])));
}

type FormulaParts = Parameters<typeof Formula>[0];

function formulasOf(learning: Learning, { phase, layer, node }: Step): readonly FormulaParts[] {
  const { network, targets, pass, learningRate, lossAfter } = learning;
  const { layers } = network;
  const { signals, sums } = pass.forward;
  const name = nodeName(learning, layer, node);
  const weightOf = (l: number, to: number, from: number) => layers[l - 1]!.weights[to * layers[l - 1]!.inputs + from]!;

  const signal = (l: number, n: number) => quantity(indexed('o', l, n), signals[l]![n]!, keys.signal(l, n));
  const weight = (l: number, to: number, from: number) =>
    quantity(indexed('w', l - 1, from, to), weightOf(l, to, from), keys.weight(l, to, from));
  const error = (l: number, n: number) => quantity(indexed('e', l, n), pass.errors[l - 1]![n]!, keys.error(l, n));
  const slope = (l: number, n: number) => quantity(indexed('σ′', l, n), pass.slopes[l - 1]![n]!, keys.slope(l, n));
  const froms = Array.from({ length: layers[layer - 1]!.inputs }, (_, from) => from);

  switch (phase) {
    case 'forward':
      return [
        {
          name: `What enters ${name}`,
          result: keyed(keys.sum(layer, node), indexed('x', layer, node)),
          expression: added(froms.map((from) => row(weight(layer, node, from), dot, signal(layer - 1, from)))),
          value: keyed(keys.sum(layer, node), numeral(sums[layer - 1]![node]!)),
        },
        {
          name: `What leaves ${name}`,
          result: keyed(keys.signal(layer, node), indexed('o', layer, node)),
          expression: fraction(
            '1',
            row(
              '1',
              operator('+'),
              power(
                'e',
                row(operator('−'), quantity(indexed('x', layer, node), sums[layer - 1]![node]!, keys.sum(layer, node))),
              ),
            ),
          ),
          value: keyed(keys.signal(layer, node), numeral(signals[layer]![node]!)),
        },
      ];
    case 'error':
      return [
        {
          name: `Error of ${name}`,
          result: keyed(keys.error(layer, node), indexed('e', layer, node)),
          expression: row(
            quantity({ tag: 'msub', children: ['t', String(node + 1)] }, targets[node]!, keys.target(node)),
            operator('−'),
            signal(layer, node),
          ),
          value: keyed(keys.error(layer, node), numeral(pass.errors[layer - 1]![node]!)),
        },
      ];
    case 'backward': {
      const next = layer + 1;
      const tos = Array.from({ length: layers[layer]!.outputs }, (_, to) => to);
      const senders = Array.from({ length: layers[layer]!.inputs }, (_, from) => from);
      const term: Readonly<Record<ErrorRule, (to: number) => MathNode>> = {
        'weight shares': (to) =>
          row(
            error(next, to),
            dot,
            fraction(weight(next, to, node), added(senders.map((from) => weight(next, to, from)))),
          ),
        'transposed weights': (to) => row(weight(next, to, node), dot, error(next, to)),
        'exact gradient': (to) => row(weight(next, to, node), dot, slope(next, to), dot, error(next, to)),
      };
      return [
        {
          name: `Error of ${name}, ${ruleTitles[learning.rule]}`,
          result: keyed(keys.error(layer, node), indexed('e', layer, node)),
          expression: added(tos.map(term[learning.rule])),
          value: keyed(keys.error(layer, node), numeral(pass.errors[layer - 1]![node]!)),
        },
      ];
    }
    case 'update': {
      const delta = pass.deltas[layer - 1]![node]!;
      const o = signal(layer, node);
      return [
        {
          name: `Error times slope of ${name}`,
          result: keyed(keys.delta(layer, node), indexed('δ', layer, node)),
          expression: row(error(layer, node), dot, o, dot, fenced('1', operator('−'), o)),
          value: keyed(keys.delta(layer, node), numeral(delta)),
        },
        ...froms.slice(0, mostLinks).map((from): FormulaParts => {
          const after = pass.after[layer - 1]!.weights[node * layers[layer - 1]!.inputs + from]!;
          return {
            name: `New weight of ${linkName(learning, layer, node, from)}`,
            result: indexed('w', layer - 1, from, node),
            is: '←',
            expression: row(
              weight(layer, node, from),
              operator('+'),
              quantity('α', learningRate),
              dot,
              quantity(indexed('δ', layer, node), delta, keys.delta(layer, node)),
              dot,
              signal(layer - 1, from),
            ),
            value: keyed(keys.updated(layer, node, from), numeral(after)),
          };
        }),
      ];
    }
    case 'again': {
      const outputs = pass.errors.at(-1)!.length;
      const square = (n: number) =>
        power(either(indexed('e', layers.length, n), fenced(numeral(pass.errors.at(-1)![n]!))), '2');
      return [
        {
          name: 'Loss before',
          result: 'L',
          expression: row(fraction('1', '2'), dot, fenced(added(Array.from({ length: outputs }, (_, n) => square(n))))),
          value: numeral(pass.loss),
        },
        {
          name: 'Change of the loss',
          result: row(operator('Δ'), 'L'),
          expression: row(
            quantity(row('L', words(' after')), lossAfter),
            operator('−'),
            quantity(row('L', words(' before')), pass.loss),
          ),
          value: numeral(lossAfter - pass.loss),
        },
      ];
    }
  }
}
