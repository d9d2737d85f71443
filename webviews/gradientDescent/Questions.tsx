import { stepFactor } from '../../samples/linear-regression/curvature';
import { gradient } from '../../samples/linear-regression/model';
import { coordinate } from '../../src/teaching/gradientDescentState';
import { formatDigits } from '../shared/format';
import { Prediction } from '../shared/teaching/Prediction';
import { achieve } from './achieve';
import { numbers } from './descent';
import { optimisers } from './optimiserChoices';
import { thetaName } from './texts';

/** Where is the parameter after the next update? */
export function NextUpdate() {
  const { followed, shownStep, parameters, theta, examples, state } = numbers.value;
  const { id, descent } = followed;
  const next = descent.path[shownStep + 1];
  if (!next || id !== 'batch') return null;
  const j = parameters - 1;
  const name = thetaName(parameters, j);
  const slope = gradient(theta, examples)[j]!;
  const now = theta[j]!;
  const [shownNow, shownSlope, rate] = [formatDigits(now), formatDigits(slope), formatDigits(state.learningRate)];
  return (
    <Prediction
      id="next-update"
      about={[shownStep, now, slope, state.learningRate].join()}
      question={
        <>
          Step {shownStep}: {name} is {shownNow}, the slope ∂J/∂{name} is {shownSlope}, the learning rate α is {rate}.
          What is {name} after the next update?
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
  const { state, bowl, bound } = numbers.value;
  const rate = state.learningRate;
  const steepest = bowl.eigenvalues[0]!;
  // Where the cost is flat there is nothing to predict.
  if (steepest === 0) return null;
  const factor = stepFactor(rate, steepest);
  const truth = factor >= 0 ? behaviours.creeps : factor >= -1 ? behaviours.jumps : behaviours.diverges;
  return (
    <Prediction
      id="rate"
      about={[rate, formatDigits(steepest)].join()}
      question={
        <>
          Batch gradient descent with α = {formatDigits(rate)}, where the stability bound is {formatDigits(bound)}: how
          does it move along the steepest direction?
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
  const { outcomes: all, state } = numbers.value;
  if (all.length < 2) return null;
  const cheapest = all.reduce((best, next) =>
    (next.evaluations ?? Infinity) < (best.evaluations ?? Infinity) ? next : best,
  );
  const truth = cheapest.evaluations === undefined ? none : optimisers[cheapest.id].title;
  const ids = all.map(({ id }) => id);
  return (
    <Prediction
      id="cheapest"
      about={[state.tolerance, ...all.map(({ id, evaluations }) => `${id} ${evaluations}`)].join()}
      question={
        <>
          Which of these needs the fewest gradients of single examples until {formatDigits(100 * state.tolerance)} % of
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
        ? `At α = ${formatDigits(state.learningRate)} none gets there in the steps that are computed. Try another rate, or more iterations.`
        : `${truth} gets there in ${cheapest.reached} steps with ${cheapest.evaluations} gradients. A batch step costs one for every example, a stochastic step just one.`}
    </Prediction>
  );
}
