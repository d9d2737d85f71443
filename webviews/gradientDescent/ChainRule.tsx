import { cost, gradient, predict, type Example } from '../../samples/linear-regression/model';
import { Formula } from '../shared/teaching/Formula';
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
  sum,
  variable,
  words,
  type MathNode,
} from '../shared/teaching/math';
import { stepForKey } from '../shared/teaching/stepping';
import { achieve } from './achieve';
import { numbers } from './descent';
import { lesson } from './lesson';

interface Stage {
  readonly title: string;
  readonly text: string;
  readonly formulas: readonly { name: string; result: MathNode; is?: '←'; expression: MathNode; value: MathNode }[];
}

/** The stages that the learner has been to. */
const seen = new Set<number>();

/** One update of batch gradient descent taken apart, with the numbers of the step that is shown. */
export function ChainRule() {
  const stages = chainRule();
  const { state, shownStep, chosenIndex, examples } = numbers.value;
  const current = state.chainStep;
  const last = stages.length - 1;
  const go = (to: number) => {
    lesson.change({ chainStep: to });
    seen.add(current).add(to);
    if (seen.size === stages.length) achieve('walkedChainRule');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepForKey(event.key, current, last);
    if (next === undefined) return;
    go(next);
    (event.currentTarget as HTMLElement).querySelectorAll('button')[next]!.focus();
    event.preventDefault();
  };
  const { text, formulas } = stages[current]!;
  return (
    <section class="card" aria-labelledby="chain-heading">
      <div>
        <h2 id="chain-heading">One update, by the chain rule</h2>
        <p class="note">
          At step {shownStep}. Example {chosenIndex + 1} of {examples.length} stands for all; choose another point to
          change it.
        </p>
      </div>
      <div class="stages" role="tablist" aria-label="Steps of the chain rule" onKeyDown={onKeyDown}>
        {stages.map((stage, index) => (
          <button
            key={stage.title}
            type="button"
            role="tab"
            id={`stage-${index}`}
            class={index === current ? '' : 'secondary'}
            aria-selected={index === current}
            aria-controls="stage"
            tabIndex={index === current ? 0 : -1}
            onClick={() => go(index)}
          >
            {index + 1} {stage.title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="stage" aria-labelledby={`stage-${current}`} class="stage">
        <p>{text}</p>
        {formulas.map((formula) => (
          <Formula key={formula.name} {...formula} />
        ))}
        <button type="button" class="next-stage" disabled={current === last} onClick={() => go(current + 1)}>
          {current === last ? 'That was one update' : `Next: ${stages[current + 1]!.title}`}
        </button>
      </div>
    </section>
  );
}

const dot = operator('·');
const minus = operator('−');
const partial = (of: MathNode, by: MathNode) => fraction(row(operator('∂'), of), row(operator('∂'), by));

function chainRule(): Stage[] {
  const { examples: all, theta: now, chosenIndex: index, state, parameters } = numbers.value;
  const m = all.length;
  const alpha = state.learningRate;
  const { features, y } = all[index]!;
  const error = predict(now, features) - y;
  const slope = gradient(now, all);
  const isOne = parameters === 1;

  const i = String(index + 1);
  const f = keyed('error', either(sub('f', 'i'), sub('f', i)));
  const fValue = quantity(sub('f', 'i'), error, 'error');
  const x = quantity(sub('x', 'i'), features.at(-1)!, 'example');
  const target = quantity(sub('y', 'i'), y, 'example');
  const symbols = isOne ? [variable('θ')] : [sub('θ', '0'), sub('θ', '1')];
  const thetas = symbols.map((symbol, j) => quantity(symbol, now[j]!, 'theta'));
  const hypothesis = isOne ? row(thetas[0]!, dot, x) : row(thetas[0]!, operator('+'), thetas[1]!, dot, x);
  const inner = symbols.map((_, j) => (features.length === 2 && j === 0 ? numeral(1) : x));
  const mNode = quantity('m', m);
  const J = keyed('cost', variable('J'));

  const errorOf = ({ features, y }: Example) => predict(now, features) - y;
  /** "−3.1 + 0.2 + … + 4.5": what a sum over all examples adds up. */
  const terms = (valueOf: (example: Example) => number): MathNode => {
    const term = (k: number) => {
      const value = valueOf(all[k]!);
      return value < 0 ? fenced(numeral(value)) : numeral(value);
    };
    if (m <= 3) return fenced(row(...all.flatMap((_, k) => (k === 0 ? [term(k)] : [operator('+'), term(k)]))));
    return fenced(term(0), operator('+'), term(1), operator('+'), words('…'), operator('+'), term(m - 1));
  };
  return [
    {
      title: 'Inner function',
      text: `The cost J is a function of a function. The inner one, f, is the error of one example: prediction minus target. J is the mean of its squares over all ${m}.`,
      formulas: [
        { name: 'Inner function', result: f, expression: row(hypothesis, minus, target), value: numeral(error) },
        {
          name: 'Cost',
          result: J,
          expression: row(
            fraction('1', mNode),
            either(
              row(sum(row('i', operator('='), '1'), 'm'), power(sub('f', 'i'), '2')),
              row(
                dot,
                terms((example) => errorOf(example) ** 2),
              ),
            ),
          ),
          value: keyed('cost', numeral(cost(now, all))),
        },
      ],
    },
    {
      title: 'Outer derivative',
      text: 'The outer function squares f. Its derivative is 2f, whatever f is made of.',
      formulas: [
        {
          name: 'Outer derivative',
          result: partial(power(f, '2'), f),
          expression: row('2', dot, fValue),
          value: numeral(2 * error),
        },
      ],
    },
    {
      title: 'Inner derivative',
      text: isOne
        ? 'The inner derivative says how f changes with θ: by x.'
        : 'The inner derivative says how f changes with a parameter: by 1 for θ₀, which stands alone, and by x for θ₁, which is multiplied with it.',
      formulas: symbols.map((symbol, j) => ({
        name: `Inner derivative ${j}`,
        result: partial(f, symbol),
        expression: inner[j]!,
        value: numeral(features[j]!),
      })),
    },
    {
      title: 'Product',
      text: 'The chain rule: the derivative of the whole is outer times inner derivative.',
      formulas: symbols.map((symbol, j) => ({
        name: `Product ${j}`,
        result: partial(power(f, '2'), symbol),
        expression: row('2', dot, fValue, dot, inner[j]!),
        value: numeral(2 * error * features[j]!),
      })),
    },
    {
      title: 'Mean',
      text: `The cost is the mean over all ${m} examples, and so is its derivative: the slope of the cost.`,
      formulas: symbols.map((symbol, j) => ({
        name: `Slope ${j}`,
        result: partial(J, symbol),
        expression: row(
          fraction('2', mNode),
          either(
            row(
              sum(row('i', operator('='), '1'), 'm'),
              sub('f', 'i'),
              ...(features.length === 2 && j === 0 ? [] : [dot, sub('x', 'i')]),
            ),
            row(
              dot,
              terms((example) => errorOf(example) * example.features[j]!),
            ),
          ),
        ),
        value: keyed('gradient', numeral(slope[j]!)),
      })),
    },
    {
      title: 'Update',
      text: 'Against the slope, as far as the learning rate says; all parameters at once.',
      formulas: symbols.map((symbol, j) => ({
        name: `Update ${j}`,
        result: symbol,
        is: '←' as const,
        expression: row(
          thetas[j]!,
          minus,
          quantity('α', alpha),
          dot,
          quantity(partial(J, symbol), slope[j]!, 'gradient'),
        ),
        value: keyed('theta', numeral(now[j]! - alpha * slope[j]!)),
      })),
    },
  ];
}
