import code from 'excerpt:samples/neuron/perceptron.ts#weigh';
import decideCode from 'excerpt:samples/neuron/perceptron.ts#decide';
import { combinations, decide, differences, truthTable, weigh, type Perceptron } from '../../samples/neuron/perceptron';
import type { Behaviour } from '../../src/teaching/neuronState';
import { formatDigits } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Code } from '../shared/teaching/Code';
import { Formula, Formulas } from '../shared/teaching/Formula';
import { keyed, numeral, operator, quantity, row, sub, variable, words } from '../shared/teaching/math';
import { Prediction } from '../shared/teaching/Prediction';
import { achieve } from './achieve';
import { FestivalPicture } from './FestivalPicture';
import { fields, lesson } from './lesson';
import { Slider } from './Slider';

export const factorTitles = ['The weather is good', 'A friend comes along', 'It is near public transport'] as const;

/** Tasks: for each combination of the factors, from none to all, whether to go. */
const behaviours: Readonly<Record<Exclude<Behaviour, 'free'>, { title: string; wanted: readonly boolean[] }>> = {
  weather: { title: 'Go when the weather is good, whatever else', wanted: wantedWhen(([weather]) => weather) },
  weatherOrBoth: {
    title: 'Go in good weather, or when both others hold',
    wanted: wantedWhen(([weather, friend, near]) => weather || (friend && near)),
  },
  two: {
    title: 'Go when at least two of the three hold',
    wanted: wantedWhen((factors) => factors.filter(Boolean).length >= 2),
  },
  all: { title: 'Go only when all three hold', wanted: wantedWhen((factors) => factors.every(Boolean)) },
  notAlone: {
    title: 'Go whenever a friend comes, unless it is near public transport',
    wanted: wantedWhen(([, friend, near]) => friend && !near),
  },
};

type Three = readonly [boolean, boolean, boolean];

function wantedWhen(rule: (factors: Three) => boolean): boolean[] {
  return combinations(3).map((factors) => rule(factors as Three));
}

export const perceptron = (): Perceptron => {
  const { factorWeights: weights, threshold } = lesson.state.value;
  return { weights, threshold };
};

/** Whether to go to the festival: three yes/no factors, weighed against a threshold. */
export function Festival() {
  const { factors } = lesson.state.value;
  const sum = weigh(perceptron(), factors);
  return (
    <section class="card" aria-labelledby="festival-heading">
      <h2 id="festival-heading">One decision: do I go to the food festival?</h2>
      <p class="note">
        A perceptron adds the weights of the factors that hold, and says yes when the sum is more than the threshold.
        Move weights and threshold; switch factors on and off.
      </p>
      <ThresholdQuestion />
      <div class="beside">
        <FestivalPicture />
        <Controls />
      </div>
      <p class="decision" role="status">
        <Icon name={decide(perceptron(), factors) ? 'right' : 'wrong'} />
        {formatDigits(sum)} is {decide(perceptron(), factors) ? 'more' : 'not more'} than{' '}
        {formatDigits(lesson.state.value.threshold)}:{' '}
        <strong>{decide(perceptron(), factors) ? 'go' : 'stay at home'}</strong>
      </p>
      <div class="numbers-and-code">
        <TruthTable />
        <div class="column">
          <Sum />
          <Code title="The weighted sum" excerpt={code} keys={inSum} onOpen={openSource} />
          <Code
            title="The decision"
            excerpt={decideCode}
            keys={{ decision: 'weigh(', threshold: 'threshold', sum: 'weigh(' }}
            onOpen={openSource}
          />
        </div>
      </div>
    </section>
  );
}

const inSum = Object.fromEntries(
  ['sum', ...[0, 1, 2].flatMap((i) => [`weight-${i}`, `factor-${i}`])].map((key) => [key, 'weights.reduce']),
);

const openSource = (file: string, line: number) => lesson.openSource(file, line);

function ThresholdQuestion() {
  return (
    <Prediction
      id="threshold"
      about="threshold"
      question="All three weights are 2. Which threshold makes it say yes as soon as two factors hold, but not for one alone?"
      options={['1', '3', '5']}
      truth="3"
    >
      One factor brings a sum of 2, two bring 4. The threshold must lie between: at least 2, and less than 4. Choose the
      task below, and try it.
    </Prediction>
  );
}

function Controls() {
  const { factorWeights, factors, threshold } = lesson.state.value;
  const weightField = fields.threshold;
  return (
    <div class="controls-grid">
      {factorTitles.map((title, i) => (
        <fieldset key={title}>
          <label class="checkbox">
            <input
              type="checkbox"
              checked={factors[i]}
              onChange={(event) => lesson.change({ factors: factors.with(i, event.currentTarget.checked) })}
            />
            {title}
          </label>
          <Slider
            field={{ ...weightField, title: `weight of “${title.toLowerCase()}”`, minimum: -10, maximum: 10 }}
            label="Weight"
            value={factorWeights[i]!}
            step={0.5}
            dataKey={`weight-${i}`}
            onChange={(weight) => changeWeights(factorWeights.with(i, weight), threshold)}
          />
        </fieldset>
      ))}
      <fieldset>
        <Slider
          field={fields.threshold}
          label="Threshold"
          value={threshold}
          step={0.5}
          dataKey="threshold"
          onChange={(value) => changeWeights(factorWeights, value)}
        />
      </fieldset>
    </div>
  );
}

/** The walkthrough's step is done when the task is solved, not when a slider moved. */
function changeWeights(factorWeights: readonly number[], threshold: number): void {
  lesson.change({ factorWeights, threshold });
  const { behaviour } = lesson.state.peek();
  if (behaviour === 'free') return;
  if (differences({ weights: factorWeights, threshold }, behaviours[behaviour].wanted).length === 0) {
    achieve('foundWeights');
  }
}

function Sum() {
  const { factors } = lesson.state.value;
  const p = perceptron();
  const terms = p.weights.flatMap((weight, i) => {
    const term = [
      quantity(sub('w', String(i + 1)), weight, `weight-${i}`),
      operator('·'),
      quantity(sub('x', String(i + 1)), factors[i] ? 1 : 0, `factor-${i}`),
    ];
    return i === 0 ? term : [operator('+'), ...term];
  });
  return (
    <Formulas>
      <Formula
        name="Weighted sum"
        result={keyed('sum', variable('z'))}
        expression={row(...terms)}
        value={row(
          keyed('sum', numeral(weigh(p, factors))),
          keyed(
            'decision',
            row(
              operator(decide(p, factors) ? '>' : '≤'),
              quantity('t', p.threshold, 'threshold'),
              operator('→'),
              words(decide(p, factors) ? 'yes' : 'no'),
            ),
          ),
        )}
      />
    </Formulas>
  );
}

function TruthTable() {
  const { behaviour, factors } = lesson.state.value;
  const p = perceptron();
  const decisions = truthTable(p);
  const task = behaviour === 'free' ? undefined : behaviours[behaviour];
  const wrong = task ? differences(p, task.wanted) : [];
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  return (
    <div class="column">
      <label class="task">
        Find weights and a threshold for
        <select
          value={behaviour}
          onChange={(event) => lesson.change({ behaviour: event.currentTarget.value as Behaviour })}
        >
          <option value="free">no task: just try</option>
          {Object.entries(behaviours).map(([id, { title }]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {task && (
        <p role="status">
          <Icon name={wrong.length === 0 ? 'right' : 'wrong'} />{' '}
          {wrong.length === 0
            ? 'Solved: all eight cases are decided as wanted.'
            : `${wrong.length} of 8 cases are decided otherwise than wanted.`}
        </p>
      )}
      <div class="number-table">
        <table>
          <caption>What it decides in each of the eight cases</caption>
          <thead>
            <tr>
              {['Weather', 'Friend', 'Near'].map((name, i) => (
                <th key={name} scope="col" data-key={`weight-${i}`}>
                  {name}, {formatDigits(p.weights[i]!)}
                </th>
              ))}
              <th scope="col">Sum</th>
              <th scope="col" data-key="threshold">
                More than {formatDigits(p.threshold)}
              </th>
              {task && <th scope="col">Wanted</th>}
            </tr>
          </thead>
          <tbody>
            {combinations(3).map((combination, index) => {
              const isShown = combination.every((holds, i) => holds === factors[i]);
              const key = (name: string) => (isShown ? name : undefined);
              return (
                <tr key={index} aria-current={isShown || undefined}>
                  {combination.map((holds, i) => (
                    <td key={i} data-key={key(`factor-${i}`)}>
                      {yes(holds)}
                    </td>
                  ))}
                  <td data-key={key('sum')}>{formatDigits(weigh(p, combination))}</td>
                  <td data-key={key('decision')}>{yes(decisions[index]!)}</td>
                  {task && (
                    <td>
                      {yes(task.wanted[index]!)} {wrong.includes(index) && <Icon name="wrong" />}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
