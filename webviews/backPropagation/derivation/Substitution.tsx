import code from 'excerpt:samples/back-propagation/derivation.ts#sigmoidSlopeBySubstitution';
import { sigmoidSlopeBySubstitution } from '../../../samples/back-propagation/derivation';
import { sumField } from '../../../src/teaching/backPropagationState';
import { axis } from '../../shared/chart/lineChart';
import { formatDigits } from '../../shared/format';
import { Code } from '../../shared/teaching/Code';
import { Handle } from '../../shared/teaching/Handle';
import { fenced, fraction, numeral, operator, power, quantity, row, type MathNode } from '../../shared/teaching/math';
import { NumberField } from '../../shared/teaching/NumberField';
import { pathThrough, Plot } from '../../shared/teaching/Plot';
import { lesson, openSource, state } from '../lesson';
import { LineSample } from '../lines';
import { nodeName } from '../record/names';
import type { ChosenWeight } from './chosenWeight';
import { FormulaTable, type FormulaRow } from './FormulaTable';

const codeKeys = {
  u: "symbol: 'u'",
  v: "symbol: 'v'",
  s: "symbol: 's'",
  sigma: "symbol: 'σ'",
  du: "symbol: 'du/dx'",
  dv: "symbol: 'dv/du'",
  ds: "symbol: 'ds/dv'",
  dsigma: "symbol: 'dσ/ds'",
  chain: 'value: v / s / s',
  short: 'sigma * (1 - sigma)',
};

/** The slope of the sigmoid, derived by substitution, at any sum. */
export function Substitution({ chosen }: { readonly chosen: ChosenWeight }) {
  const { learning, pass, layer, node } = chosen;
  const ofNode = pass.forward.sums[layer - 1]![node]!;
  const x = state.value.x ?? Math.max(sumField.minimum, Math.min(sumField.maximum, ofNode));
  return (
    <section class="card" aria-labelledby="substitution-heading">
      <h2 id="substitution-heading">The slope of the sigmoid, by substitution</h2>
      <p class="note">
        σ(x) = 1 / (1 + e⁻ˣ) is a function of a function of a function. Each gets a name; each derivative is easy; the
        chain rule multiplies them. What comes out can be written with σ itself: σ · (1 − σ).
      </p>
      <div class="sides even">
        <SigmoidPlot x={x} />
        <div class="column">
          <NumberField
            field={sumField}
            label="Sum x"
            value={x}
            onChange={(value) => lesson.change({ x: value })}
            note={`${nodeName(learning, layer, node)} has ${formatDigits(ofNode)}.`}
          />
          <FormulaTable caption={`Substitution at x = ${formatDigits(x)}`} rows={rowsAt(x)} />
        </div>
      </div>
      <Code title="Substitution, line by line" excerpt={code} keys={codeKeys} onOpen={openSource} />
    </section>
  );
}

const dot = operator('·');
const derivative = (of: string, by: string) => fraction(row('d', of), row('d', by));

function rowsAt(at: number): FormulaRow[] {
  const values = sigmoidSlopeBySubstitution(at).map(({ value }) => value);
  const [u, v, s, sigma, du, dv, ds, dsigma] = values as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const symbol = (name: string, value: number, key: string) => quantity(name, value, key);
  const power2 = (node: MathNode) => power(node, '2');
  const formulas: readonly (readonly [
    name: string,
    key: keyof typeof codeKeys,
    result: MathNode,
    expression: MathNode,
  ])[] = [
    ['u', 'u', 'u', row(operator('−'), quantity('x', at))],
    ['v', 'v', 'v', power('e', symbol('u', u, 'u'))],
    ['s', 's', 's', row('1', operator('+'), symbol('v', v, 'v'))],
    ['Sigmoid', 'sigma', 'σ', fraction('1', symbol('s', s, 's'))],
    ['Derivative of u', 'du', derivative('u', 'x'), row(operator('−'), '1')],
    ['Derivative of v', 'dv', derivative('v', 'u'), power('e', symbol('u', u, 'u'))],
    ['Derivative of s', 'ds', derivative('s', 'v'), '1'],
    ['Derivative of σ', 'dsigma', derivative('σ', 's'), row(operator('−'), fraction('1', power2(symbol('s', s, 's'))))],
    [
      'Chain rule',
      'chain',
      derivative('σ', 'x'),
      row(
        quantity(derivative('σ', 's'), dsigma, 'dsigma'),
        dot,
        quantity(derivative('s', 'v'), ds, 'ds'),
        dot,
        quantity(derivative('v', 'u'), dv, 'dv'),
        dot,
        quantity(derivative('u', 'x'), du, 'du'),
      ),
    ],
    [
      'In short',
      'short',
      derivative('σ', 'x'),
      row(symbol('σ', sigma, 'sigma'), dot, fenced('1', operator('−'), symbol('σ', sigma, 'sigma'))),
    ],
  ];
  return formulas.map(([name, key, result, expression], i) => ({
    name,
    key,
    result,
    expression,
    value: numeral(values[i]!),
  }));
}

const reach = 10;
const axes = { x: axis('sum x', -reach, reach), y: axis('σ(x), σ′(x)', 0, 1) };
const samples = 160;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const slope = (x: number) => sigmoid(x) * (1 - sigmoid(x));

function SigmoidPlot({ x }: { readonly x: number }) {
  const shown = Math.max(-reach, Math.min(reach, x));
  const points = (of: (x: number) => number) =>
    Array.from({ length: samples + 1 }, (_, i) => {
      const at = -reach + (2 * reach * i) / samples;
      return [at, of(at)] as const;
    });
  return (
    <div>
      <Plot
        label={`Sigmoid and its slope. At x = ${formatDigits(x)}: σ ${formatDigits(sigmoid(x))}, slope ${formatDigits(slope(x))}.`}
        x={axes.x}
        y={axes.y}
        onPress={(at) => setX(at)}
      >
        {(scale) => (
          <>
            <path class="curve" data-key="sigma" d={pathThrough(scale, points(sigmoid))} />
            <path class="curve slope" data-key="short chain" d={pathThrough(scale, points(slope))} />
            <path
              class="curve tangent"
              d={pathThrough(scale, [
                [shown - 2, sigmoid(shown) - 2 * slope(shown)],
                [shown + 2, sigmoid(shown) + 2 * slope(shown)],
              ])}
            />
            <circle class="dot" cx={scale.x(shown)} cy={scale.y(slope(shown))} r={4} />
            <Handle
              label={`Sum x: ${formatDigits(x)}`}
              x={shown}
              y={sigmoid(shown)}
              scale={scale}
              movesUp={false}
              onMove={(to) => setX(to)}
            >
              <circle class="grab" r={14} />
              <circle class="dot" r={6} />
            </Handle>
          </>
        )}
      </Plot>
      <ul class="legend">
        <li>
          <LineSample /> σ(x)
        </li>
        <li>
          <LineSample class="slope" /> its slope σ′(x), ¼ at most
        </li>
        <li>
          <LineSample class="tangent" /> tangent at x
        </li>
      </ul>
    </div>
  );
}

function setX(x: number): void {
  lesson.change({ x: Number(Math.max(-reach, Math.min(reach, x)).toFixed(3)) });
}
