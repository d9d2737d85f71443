import code from 'excerpt:samples/back-propagation/derivation.ts#weightDerivative';
import { weightDerivative } from '../../../samples/back-propagation/derivation';
import { formatDigits } from '../../shared/format';
import { NumberTable } from '../../shared/Numbers';
import { Code } from '../../shared/teaching/Code';
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
  words,
  type MathNode,
} from '../../shared/teaching/math';
import { Stages, type Stage } from '../../shared/teaching/Stages';
import { lesson, openSource, state } from '../lesson';
import { linkName, nodeName } from '../record/names';
import type { ChosenWeight } from './chosenWeight';

const codeKeys = {
  outer: "symbol: '∂E/∂o'",
  slope: "symbol: '∂o/∂x'",
  signal: "symbol: '∂x/∂w'",
  product: '-2 * error * slope * signal',
  half: '-error * slope * signal',
  delta: 'learningRate * error * slope * signal',
};

/** The derivative of the error with respect to one weight, by the chain rule, with the numbers of the shown network. */
export function Derivation({ chosen }: { readonly chosen: ChosenWeight }) {
  const { learning, layer, node, from } = chosen;
  const derived = derive(chosen);
  const keysOfRows = Object.keys(codeKeys);
  return (
    <section class="card" aria-labelledby="derivation-heading">
      <h2 id="derivation-heading">The derivative for {linkName(learning, layer, node, from)}</h2>
      <WeightChoice chosen={chosen} />
      <Stages
        label="Stages of the derivation"
        stages={stagesOf(chosen)}
        current={state.value.stage}
        onStage={(stage) => lesson.change({ stage })}
        ending="That is the update"
      />
      <div class="numbers-and-code">
        <NumberTable
          caption="The derivation in numbers"
          columns={['Derivative', 'Formula', 'Value']}
          rows={derived.map(({ symbol, formula, value }, i) => [
            symbol,
            formula,
            { text: formatDigits(value, 6), key: keysOfRows[i]! },
          ])}
        />
        <Code title="The same lines in the sample" excerpt={code} keys={codeKeys} onOpen={openSource} />
      </div>
    </section>
  );
}

function WeightChoice({ chosen }: { readonly chosen: ChosenWeight }) {
  const { learning, layer, node, from } = chosen;
  const places = learning.network.layers.flatMap(({ inputs, outputs }, l) =>
    Array.from({ length: inputs * outputs }, (_, link) => ({
      layer: l,
      node: Math.floor(link / inputs),
      from: link % inputs,
    })),
  );
  const index = places.findIndex((place) => place.layer === layer - 1 && place.node === node && place.from === from);
  return (
    <label class="choice">
      Weight to derive
      <select
        value={index}
        onChange={({ currentTarget }) => lesson.change({ weight: places[Number(currentTarget.value)]!, x: null })}
      >
        {places.map((place, i) => (
          <option key={i} value={i}>
            {linkName(learning, place.layer + 1, place.node, place.from)}
          </option>
        ))}
      </select>
    </label>
  );
}

function derive({ learning, pass, layer, node, from }: ChosenWeight) {
  const error = pass.errors[layer - 1]![node]!;
  const sum = pass.forward.sums[layer - 1]![node]!;
  const signal = pass.forward.signals[layer - 1]![from]!;
  return weightDerivative({ error, sum, signal }, learning.learningRate);
}

const dot = operator('·');
const minus = operator('−');
const partial = (of: MathNode, by: MathNode) => fraction(row(operator('∂'), of), row(operator('∂'), by));

function stagesOf(chosen: ChosenWeight): Stage[] {
  const { learning, pass, layer, node, value: weight } = chosen;
  const { network, targets, learningRate } = learning;
  const isOutput = layer === network.layers.length;
  const [outer, slope, signal, product, half, delta] = derive(chosen).map(({ value }) => value) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const output = pass.forward.signals[layer]![node]!;
  const sum = pass.forward.sums[layer - 1]![node]!;
  const e = pass.errors[layer - 1]![node]!;

  const [E, x, w] = ['E', 'x', 'w'];
  const o = quantity('o', output);
  const i = quantity(sub('o', 'i'), signal, 'signal');
  const error = quantity('e', e);
  const slopes = row(o, dot, fenced('1', minus, o));
  const outputErrors = pass.errors.at(-1)!;
  const square = (index: number) =>
    power(either(sub('e', String(index + 1)), fenced(numeral(outputErrors[index]!))), '2');
  const squares = row(
    ...Array.from(outputErrors, (_, index) => (index === 0 ? [square(index)] : [operator('+'), square(index)])).flat(),
  );
  const whole = outputErrors.reduce((all, one) => all + one ** 2, 0);
  const next = network.layers[layer];
  const backward = () =>
    row(
      ...Array.from({ length: next!.outputs }, (_, to) => [
        ...(to === 0 ? [] : [operator('+')]),
        quantity(sub('w', words(`${node + 1} ${to + 1}`)), next!.weights[to * next!.inputs + node]!),
        dot,
        quantity(sub('σ′', String(to + 1)), pass.slopes[layer]![to]!),
        dot,
        quantity(sub('e', String(to + 1)), pass.errors[layer]![to]!),
      ]).flat(),
    );

  return [
    {
      title: 'The error',
      text: isOutput
        ? `The error of the record is the sum of the squared differences between targets t and outputs o. Of all outputs, only ${nodeName(learning, layer, node)} hangs on this weight: of the sum, only its square counts.`
        : `The error of the record is the sum of the squared output errors. The weight leads to ${nodeName(learning, layer, node)}, and through it to every output: all squares count.`,
      formulas: [
        isOutput
          ? {
              name: 'Its part of the error',
              result: E,
              expression: power(fenced(quantity('t', targets[node]!), minus, o), '2'),
              value: numeral(e ** 2),
            }
          : { name: 'Error of the record', result: E, expression: squares, value: numeral(whole) },
      ],
    },
    {
      title: '∂E/∂o',
      text: isOutput
        ? 'How the error changes with what the node puts out. The outer derivative of a square is 2 times what is squared; the inner one, of t − o, is −1.'
        : 'A hidden node’s signal reaches every next node along a weight, and there goes through a sigmoid. Each way back gives a part: weight × slope × error. Their sum is the node’s own error e.',
      formulas: [
        ...(isOutput
          ? []
          : [{ name: 'Error that is sent back', result: 'e', expression: backward(), value: numeral(e) }]),
        {
          name: 'Derivative with respect to the output',
          result: partial(E, 'o'),
          expression: isOutput
            ? row(minus, '2', dot, fenced(quantity('t', targets[node]!), minus, o))
            : row(minus, '2', dot, error),
          value: keyed('outer', numeral(outer)),
        },
      ],
    },
    {
      title: '∂o/∂x',
      text: 'How the output changes with the sum x that enters the sigmoid: by its slope. Below it is derived by substitution.',
      formulas: [
        {
          name: 'Slope of the sigmoid',
          result: partial('o', x),
          expression: row('σ', fenced(quantity(x, sum)), dot, fenced('1', minus, row('σ', fenced(quantity(x, sum))))),
          value: keyed('slope', numeral(slope)),
        },
      ],
    },
    {
      title: '∂x/∂w',
      text: 'How the sum changes with the weight: x is a sum of weight × signal, so by the signal along this link. All other terms stay as they are.',
      formulas: [
        {
          name: 'Derivative of the sum',
          result: partial(x, w),
          expression: i,
          value: keyed('signal', numeral(signal)),
        },
      ],
    },
    {
      title: 'Product',
      text: 'The chain rule: the three derivatives multiplied.',
      formulas: [
        {
          name: 'Product',
          result: partial(E, w),
          expression: row(
            quantity(partial(E, 'o'), outer, 'outer'),
            dot,
            quantity(partial('o', x), slope, 'slope'),
            dot,
            quantity(partial(x, w), signal, 'signal'),
          ),
          value: keyed('product', numeral(product)),
        },
        {
          name: 'Product, written out',
          result: partial(E, w),
          expression: row(minus, '2', dot, error, dot, slopes, dot, i),
          value: keyed('product', numeral(product)),
        },
      ],
    },
    {
      title: 'Update',
      text: 'Only the direction matters, and the learning rate says how far: so the constant 2 is dropped, which makes it the gradient of ½E. The step goes against it.',
      formulas: [
        {
          name: 'Without the constant',
          result: row(fraction('1', '2'), dot, partial(E, w)),
          expression: row(minus, error, dot, slopes, dot, i),
          value: keyed('half', numeral(half)),
        },
        {
          name: 'Step of the weight',
          result: row(operator('Δ'), w),
          expression: row(quantity('α', learningRate), dot, error, dot, slopes, dot, i),
          value: keyed('delta', numeral(delta)),
        },
        {
          name: 'New weight',
          result: w,
          is: '←',
          expression: row(quantity(w, weight), operator('+'), quantity(row(operator('Δ'), w), delta, 'delta')),
          value: numeral(weight + delta),
        },
      ],
    },
  ];
}
