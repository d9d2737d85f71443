import { stepFactor } from '../../samples/linear-regression/curvature';
import { gradient } from '../../samples/linear-regression/model';
import { coordinate } from '../../src/teaching/gradientDescentState';
import { formatDigits } from '../shared/format';
import { Prediction } from '../shared/teaching/Prediction';
import { achieve } from './achieve';
import {
  bound,
  bowl,
  examples,
  followed,
  learningRate,
  outcomes,
  parameters,
  shownStep,
  theta,
  tolerance,
} from './descent';
import { optimisers } from './optimiserChoices';
import { thetaName } from './texts';

/** Where is the parameter after the next update? */
export function NextUpdate() {
  const { id, descent } = followed.value;
  const next = descent.path[shownStep.value + 1];
  if (!next || id !== 'batch') return null;
  const j = parameters.value - 1;
  const name = thetaName(parameters.value, j);
  const slope = gradient(theta.value, examples.value)[j]!;
  const now = theta.value[j]!;
  const [shownNow, shownSlope, rate] = [formatDigits(now), formatDigits(slope), formatDigits(learningRate.value)];
  return (
    <Prediction
      id="next-update"
      about={[shownStep.value, now, slope, learningRate.value].join()}
      question={
        <>
          Step {shownStep.value}: {name} is {shownNow}, the slope ∂J/∂{name} is {shownSlope}, the learning rate α is{' '}
          {rate}. What is {name} after the next update?
        </>
      }
      field={coordinate(name)}
      truth={next[j]!}
      onAnswered={() => achieve('predictedUpdate')}
    >
      The update goes against the slope: {name} − α · ∂J/∂{name} = {shownNow} − {rate} ·{' '}
      {slope < 0 ? `(${shownSlope})` : shownSlope} = {formatDigits(next[j]!)}. A {slope < 0 ? 'negative' : 'positive'}{' '}
      slope makes {name} {slope < 0 ? 'grow' : 'shrink'}.
    </Prediction>
  );
}

const behaviours = {
  creeps: 'It comes closer from one side',
  jumps: 'It jumps across, but comes closer',
  diverges: 'It jumps across, further away each time',
};

/** What does this learning rate do? */
export function RateQuestion() {
  const rate = learningRate.value;
  const steepest = bowl.value.eigenvalues[0]!;
  const factor = stepFactor(rate, steepest);
  const truth = factor >= 0 ? behaviours.creeps : factor >= -1 ? behaviours.jumps : behaviours.diverges;
  return (
    <Prediction
      id="rate"
      about={formatDigits(rate, 3)}
      question={
        <>
          Batch gradient descent with α = {formatDigits(rate)}, where the stability bound is {formatDigits(bound.value)}
          : how does it move along the steepest direction?
        </>
      }
      options={Object.values(behaviours)}
      truth={truth}
      onAnswered={() => {
        if (factor < -1) achieve('crossedBound');
      }}
    >
      Each step multiplies the distance with 1 − αλmax = 1 − {formatDigits(rate)} · {formatDigits(steepest)} ={' '}
      {formatDigits(factor)}. A negative factor changes the side; one beyond −1 makes the distance grow.
    </Prediction>
  );
}

const none = 'None of them';

/** Which optimiser is cheapest? */
export function CheapestQuestion() {
  const all = outcomes.value;
  if (all.length < 2) return null;
  const cheapest = all.reduce((best, next) =>
    (next.evaluations ?? Infinity) < (best.evaluations ?? Infinity) ? next : best,
  );
  const truth = cheapest.evaluations === undefined ? none : optimisers[cheapest.id].title;
  const ids = all.map(({ id }) => id);
  return (
    <Prediction
      id="cheapest"
      about={[...ids, learningRate.value, tolerance.value].join()}
      question={
        <>
          Which of these needs the fewest gradients of single examples until {formatDigits(100 * tolerance.value)} % of
          the avoidable cost is left?
        </>
      }
      options={[...ids.map((id) => optimisers[id].title), none]}
      truth={truth}
      onAnswered={() => {
        if (ids.length >= 3) achieve('comparedOptimisers');
      }}
    >
      {cheapest.evaluations === undefined
        ? `At α = ${formatDigits(learningRate.value)} none gets there in the steps that are computed. Try another rate, or more iterations.`
        : `${truth} gets there in ${cheapest.reached} steps with ${cheapest.evaluations} gradients. A batch step costs one for every example, a stochastic step just one.`}
    </Prediction>
  );
}
