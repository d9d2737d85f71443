import code from 'excerpt:samples/neuron/activations.ts#smallChange';
import outputCode from 'excerpt:samples/neuron/activations.ts#output';
import { activations, output, smallChange, type ActivationName } from '../../samples/neuron/activations';
import { axis } from '../shared/chart/lineChart';
import { formatDigits } from '../shared/format';
import { NumberTable } from '../shared/Numbers';
import { Code } from '../shared/teaching/Code';
import { Formula, Formulas } from '../shared/teaching/Formula';
import { Handle } from '../shared/teaching/Handle';
import { fenced, keyed, numeral, operator, power, quantity, row, variable } from '../shared/teaching/math';
import { pathThrough, Plot, type Scale } from '../shared/teaching/Plot';
import { Prediction } from '../shared/teaching/Prediction';
import { achieve } from './achieve';
import { fields, lesson } from './lesson';
import { Slider } from './Slider';

const names = Object.keys(activations) as ActivationName[];
const current = () => lesson.state.value;
const openSource = (file: string, line: number) => lesson.openSource(file, line);

/** What a neuron puts out, h = f(w·x + b), and what a small change of its weight does to that. */
export function Response() {
  const { weight, bias, input, change } = current();
  const { real, foretold } = smallChange(current(), input, change);
  return (
    <section class="card" aria-labelledby="response-heading">
      <h2 id="response-heading">From yes or no to a little more or less</h2>
      <p class="note">
        A step jumps: a small change of a weight changes nothing, or everything. A smooth function answers a small
        change with a small change, which the tangent foretells. That is what learning needs.
      </p>
      <SlopeQuestion />
      <Choice />
      <div class="sliders">
        <Slider
          field={fields.weight}
          label="Weight w"
          value={weight}
          step={0.1}
          dataKey="weight"
          onChange={(value) => lesson.change({ weight: value })}
        />
        <Slider
          field={fields.bias}
          label="Bias b"
          value={bias}
          step={0.1}
          dataKey="bias"
          onChange={(value) => lesson.change({ bias: value })}
        />
        <Slider
          field={fields.input}
          label="Input x"
          value={input}
          step={0.1}
          dataKey="input"
          onChange={(value) => lesson.change({ input: value })}
        />
        <Slider
          field={fields.change}
          label="Change of w"
          value={change}
          step={0.05}
          dataKey="change"
          onChange={changeWeight}
        />
      </div>
      <div class="plots">
        <figure>
          <figcaption>Output over the input: move the point</figcaption>
          <InputPlot />
        </figure>
        <figure>
          <figcaption>Output over the weight: move the square along the tangent</figcaption>
          <WeightPlot />
        </figure>
      </div>
      <div class="numbers-and-code">
        <div class="column">
          <OutputFormulas />
          <p role="status" data-key="difference foretold" class="lightable">
            The tangent foretells a change of the output by {formatDigits(foretold)}; really it is {formatDigits(real)}.
          </p>
        </div>
        <div class="column">
          <Code title="The output" excerpt={outputCode} keys={inOutput} onOpen={openSource} />
          <Code
            title="A small change"
            excerpt={code}
            keys={{ difference: 'real:', foretold: 'foretold:', slope: '.slope(', change: 'change' }}
            onOpen={openSource}
          />
          <div class="tables">
            <Inputs />
            <Changes />
          </div>
        </div>
      </div>
    </section>
  );
}

const inOutput = Object.fromEntries(['weight', 'bias', 'input', 'output'].map((key) => [key, 'weight * input']));

function SlopeQuestion() {
  const truth = 'Where the output is near ½';
  return (
    <Prediction
      id="slope"
      about="slope"
      question="Where does the same small change of the weight change the output of a sigmoid most?"
      options={['Where the output is near 0 or 1', truth, 'Everywhere alike']}
      truth={truth}
    >
      The tangent is steepest where the output is ½: there f′ is ¼. Near 0 and 1 it is almost flat, and a neuron there
      hardly learns. Move the point, and watch f′.
    </Prediction>
  );
}

/** The right picture as numbers: the smaller the change, the truer the tangent. */
function Changes() {
  const { change, input } = current();
  const changes = withCurrent([-1, -0.5, -0.1, -0.01, 0.01, 0.1, 0.5, 1], change);
  const rows = changes.map((one) => {
    const { foretold, real } = smallChange(current(), input, one);
    const lit = (text: string, key: string) => (one === change ? { text, key } : text);
    return [
      lit(formatDigits(one), 'change'),
      lit(formatDigits(foretold), 'foretold'),
      lit(formatDigits(real), 'difference'),
      formatDigits(real - foretold, 2),
    ];
  });
  return (
    <NumberTable
      caption="Changes of the weight"
      columns={['Change of w', 'Foretold', 'Really', 'Off by']}
      rows={rows}
      current={changes.indexOf(change)}
    />
  );
}

/** The left picture as numbers. */
function Inputs() {
  const { input } = current();
  const inputs = withCurrent([-3, -2, -1, 0, 1, 2, 3], input);
  const rows = inputs.map((one) => {
    const { value, slope } = slopeAt(one);
    const lit = (text: string, key: string) => (one === input ? { text, key } : text);
    return [lit(formatDigits(one), 'input'), lit(formatDigits(value), 'output'), lit(formatDigits(slope), 'slope')];
  });
  return (
    <NumberTable
      caption="Outputs over the input"
      columns={['Input x', 'Output h', 'Slope f′']}
      rows={rows}
      current={inputs.indexOf(input)}
    />
  );
}

function withCurrent(values: readonly number[], value: number): number[] {
  return [...new Set([...values, value])].sort((a, b) => a - b);
}

function slopeAt(input: number): { value: number; slope: number } {
  const { activation, weight, bias } = current();
  return { value: output(current(), input), slope: activations[activation].slope(weight * input + bias) };
}

function changeWeight(change: number): void {
  lesson.change({ change });
  achieve('movedTangent');
}

function Choice() {
  return (
    <fieldset class="choices">
      <legend class="visually-hidden">Activation</legend>
      <span aria-hidden="true">Activation f</span>
      {names.map((name) => (
        <label key={name} class="radio">
          <input
            type="radio"
            name="activation"
            checked={current().activation === name}
            onChange={() => lesson.change({ activation: name })}
          />
          {activations[name].title}
        </label>
      ))}
    </fieldset>
  );
}

const samples = 240;

/** The curve of a function over an axis; a jump is drawn as one. */
function curve(scale: Scale, from: number, to: number, value: (x: number) => number): string {
  const step = (to - from) / samples;
  return pathThrough(
    scale,
    Array.from({ length: samples + 1 }, (_, i) => [from + i * step, value(from + i * step)] as const),
  );
}

function outputAxis() {
  const { activation, weight, bias } = current();
  const isBounded = activation !== 'relu';
  const highest = Math.max(output(current(), fields.input.maximum), output(current(), fields.input.minimum));
  return isBounded
    ? axis('output h', activation === 'tanh' ? -1.1 : -0.1, 1.1)
    : axis('output h', -0.1, Math.max(1, highest, Math.abs(weight) + Math.abs(bias)));
}

function InputPlot() {
  const { input } = current();
  const h = output(current(), input);
  const label = `${activations[current().activation].title} neuron: output ${formatDigits(h)} for input ${formatDigits(input)}`;
  return (
    <Plot label={label} x={axis('input x', fields.input.minimum, fields.input.maximum)} y={outputAxis()}>
      {(scale) => (
        <>
          <path
            class="curve"
            data-key="output"
            d={curve(scale, fields.input.minimum, fields.input.maximum, (x) => output(current(), x))}
          />
          <Handle
            label={`Input ${formatDigits(input)}, output ${formatDigits(h)}`}
            x={input}
            y={h}
            scale={scale}
            movesUp={false}
            dataKey="input output"
            onMove={(x) => lesson.change({ input: within(x, fields.input) })}
          >
            <circle class="grab" r={12} />
            <circle class="dot" r={6} />
          </Handle>
        </>
      )}
    </Plot>
  );
}

function WeightPlot() {
  const { weight, input, change } = current();
  const reach = 2.5;
  const neuron = current();
  const at = (w: number) => output({ ...neuron, weight: w }, input);
  const { foretold, real } = smallChange(neuron, input, change);
  const h = at(weight);
  const slope = smallChange(neuron, input, 1).foretold;
  const label =
    `Output over the weight at input ${formatDigits(input)}, with the tangent at ${formatDigits(weight)}, slope ${formatDigits(slope)}. ` +
    `A change by ${formatDigits(change)}: foretold ${formatDigits(foretold)}, real ${formatDigits(real)}`;
  return (
    <Plot label={label} x={axis('weight w', weight - reach, weight + reach)} y={outputAxis()}>
      {(scale) => (
        <>
          <path class="curve" data-key="output" d={curve(scale, weight - reach, weight + reach, at)} />
          <path
            class="tangent"
            data-key="slope foretold"
            d={pathThrough(scale, [
              [weight - reach, h - slope * reach],
              [weight + reach, h + slope * reach],
            ])}
          />
          <path
            class="difference"
            data-key="difference"
            d={pathThrough(scale, [
              [weight + change, h + foretold],
              [weight + change, h + real],
            ])}
          />
          <circle class="dot" data-key="weight output" cx={scale.x(weight)} cy={scale.y(h)} r={5} />
          <circle class="ring" cx={scale.x(weight + change)} cy={scale.y(h + real)} r={5} />
          <Handle
            label={`Change of the weight: ${formatDigits(change)}`}
            x={weight + change}
            y={h + foretold}
            scale={scale}
            movesUp={false}
            dataKey="change"
            onMove={(x) => changeWeight(within(x - weight, fields.change))}
          >
            <circle class="grab" r={12} />
            <rect class="square" x={-5} y={-5} width={10} height={10} />
          </Handle>
        </>
      )}
    </Plot>
  );
}

function within(value: number, { minimum, maximum }: { readonly minimum: number; readonly maximum: number }): number {
  return Math.round(Math.max(minimum, Math.min(maximum, value)) * 1000) / 1000;
}

function OutputFormulas() {
  const { activation, weight, bias, input, change } = current();
  const h = output(current(), input);
  const slope = activations[activation].slope(weight * input + bias);
  const f = variable('f');
  const sum = row(
    quantity('w', weight, 'weight'),
    operator('·'),
    quantity('x', input, 'input'),
    operator('+'),
    quantity('b', bias, 'bias'),
  );
  return (
    <Formulas>
      <Formula
        name="Output"
        result={keyed('output', variable('h'))}
        expression={row(f, fenced(sum))}
        value={keyed('output', numeral(h))}
      />
      <Formula
        name="Foretold change of the output"
        result={keyed('foretold', row(operator('Δ'), variable('h')))}
        expression={row(
          quantity(row(power(variable('f'), operator('′')), fenced(sum)), slope, 'slope'),
          operator('·'),
          quantity('x', input, 'input'),
          operator('·'),
          quantity(row(operator('Δ'), variable('w')), change, 'change'),
        )}
        value={keyed('foretold', numeral(slope * input * change))}
      />
    </Formulas>
  );
}
