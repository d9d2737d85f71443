import { computed } from '@preact/signals';
import { closedForm } from '../../samples/linear-regression/closedForm';
import { bestConstantRate, curvature, hessian, stabilityBound } from '../../samples/linear-regression/curvature';
import { makeData, randomStart, type Point } from '../../samples/linear-regression/data';
import { descend, stepsToTolerance, type Descent } from '../../samples/linear-regression/descend';
import { cost, featuresOf, predict, type Example, type Theta } from '../../samples/linear-regression/model';
import { scaled, standardScaling } from '../../samples/linear-regression/scaling';
import type { OptimiserId } from '../../src/teaching/gradientDescentState';
import { unhurried } from './dragging';
import { lesson } from './lesson';
import { optimisers } from './optimiserChoices';

/** All that is computed from the state, by the sample's own functions; each part only when what it hangs on changes. */

const seed = lesson.part('seed');
const count = lesson.part('count');
const noise = lesson.part('noise');
const outliers = lesson.part('outliers');
const ownPoints = lesson.part('points');
const featureScale = lesson.part('featureScale');
const standardise = lesson.part('standardise');
const startOne = lesson.part('startOne');
const startTwo = lesson.part('startTwo');
export const chosenOptimisers = lesson.part('optimisers');
const batchSize = lesson.part('batchSize');
export const learningRate = lesson.part('learningRate');
export const iterations = lesson.part('iterations');
export const tolerance = lesson.part('tolerance');
export const parameters = computed<1 | 2>(() => (lesson.state.value.parameters === 'one' ? 1 : 2));

const generated = computed(() =>
  makeData({
    seed: seed.value,
    count: count.value,
    noise: noise.value,
    outliers: Math.min(outliers.value, count.value),
  }),
);

export const points = computed<readonly Point[]>(() => ownPoints.value?.map(([x, y]) => ({ x, y })) ?? generated.value);

const chosenPoint = lesson.part('chosenPoint');

export const chosenIndex = computed(() => Math.min(chosenPoint.value, points.value.length - 1));

const scaling = computed(() =>
  standardise.value ? standardScaling(points.value) : { shift: 0, factor: featureScale.value },
);

/** What the model gets for an x. */
export function featureOf(x: number): number {
  return scaled(scaling.value, x);
}

export const examples = computed<readonly Example[]>(() =>
  points.value.map(({ x, y }) => ({ features: featuresOf(featureOf(x), parameters.value), y })),
);

/** The line of these parameters, at an x of the data. */
export function lineAt(theta: Theta, x: number): number {
  return predict(theta, featuresOf(featureOf(x), parameters.value));
}

export const least = computed(() => closedForm(examples.value));
export const leastCost = computed(() => cost(least.value, examples.value));
export const bowl = computed(() => curvature(hessian(examples.value)));
/** Infinite when the cost is flat: then no rate is too high. */
export const bound = computed(() => stabilityBound(bowl.value));
export const bestRate = computed(() => bestConstantRate(bowl.value));

export const start = computed<Theta>(() => {
  const drawn = randomStart(seed.value);
  return parameters.value === 1 ? [startOne.value ?? drawn[0]] : (startTwo.value ?? drawn);
});

export interface Trail {
  readonly id: OptimiserId;
  readonly descent: Descent;
}

export const trails = computed<readonly Trail[]>(() =>
  chosenOptimisers.value.map((id) => ({
    id,
    descent: descend(
      optimisers[id].make({ batchSize: batchSize.value, seed: seed.value }),
      examples.value,
      start.value,
      learningRate.value,
      iterations.value,
    ),
  })),
);

/** The one whose lines and numbers are shown. */
export const followed = computed(
  () => trails.value.find(({ id }) => id === lesson.state.value.followed) ?? trails.value[0]!,
);

export const lastStep = computed(() => Math.max(...trails.value.map(({ descent }) => descent.path.length - 1)));
export const step = computed(() => Math.min(lesson.state.value.step, lastStep.value));

/** The followed path ends early when it diverges. */
export const shownStep = computed(() => Math.min(step.value, followed.value.descent.path.length - 1));
export const theta = computed(() => followed.value.descent.path[shownStep.value]!);

export interface Outcome extends Trail {
  /** The step at which it was close enough; undefined when it never was. */
  readonly reached: number | undefined;
  readonly evaluations: number | undefined;
}

export const outcomes = computed<readonly Outcome[]>(() =>
  trails.value.map(({ id, descent }) => {
    const reached = stepsToTolerance(descent, leastCost.value, tolerance.value);
    return { id, descent, reached, evaluations: reached === undefined ? undefined : descent.evaluations[reached] };
  }),
);

const everything = computed(() => ({
  state: lesson.state.value,
  parameters: parameters.value,
  points: points.value,
  chosenIndex: chosenIndex.value,
  examples: examples.value,
  least: least.value,
  leastCost: leastCost.value,
  bowl: bowl.value,
  bound: bound.value,
  start: start.value,
  followed: followed.value,
  step: step.value,
  shownStep: shownStep.value,
  theta: theta.value,
  outcomes: outcomes.value,
}));

/** All of the above as texts, tables and fields show it. */
export const numbers = unhurried(everything);
