import { computed, signal } from '@preact/signals';
import { DeepTraining, type DeepShape, type DeepStep } from '../../../samples/back-propagation/deepTraining';
import { OverflowError } from '../../../samples/forward-pass/forwardPass';
import { firstDigits } from '../digits';
import { lesson, state } from '../lesson';
import { onDemand } from '../onDemand';

/** Two deep networks that differ in nothing but the activation of their hidden layers, trained side by side. */

export const activations = ['sigmoid', 'relu'] as const satisfies readonly DeepShape['activation'][];
export type ActivationId = (typeof activations)[number];

export const records = 500;
export const batchSize = 10;
export const trainingSteps = 400;
const seed = 42;

export interface Watched {
  readonly steps: readonly DeepStep[];
  /** Why it ended early. */
  readonly problem?: string;
}

/** Undefined while training has not begun. */
export const watched = signal<Readonly<Record<ActivationId, Watched>> | undefined>(undefined);

const digits = computed(() => firstDigits(records));
const hiddenLayers = lesson.part('hiddenLayers');
const unitsPerLayer = lesson.part('unitsPerLayer');
const rate = lesson.part('gradientRate');

const begin = (activation: ActivationId) =>
  new DeepTraining(
    digits.value!,
    { hiddenLayers: hiddenLayers.value, unitsPerLayer: unitsPerLayer.value, activation },
    seed,
  );

/** The very first gradients of the sigmoid network: what the question is about. */
export const firstStep = computed<DeepStep | undefined>(() =>
  digits.value ? begin('sigmoid').step(0, batchSize) : undefined,
);

onDemand(
  () => {
    const isWanted = state.value.gradientsTrained && digits.value !== undefined;
    if (!isWanted) watched.value = undefined;
    return isWanted ? JSON.stringify([hiddenLayers.value, unitsPerLayer.value, rate.value]) : undefined;
  },
  () => {
    const learningRate = rate.value;
    const waiting = activations.map((id) => ({ id, training: begin(id) }));
    watched.value = { sigmoid: { steps: [] }, relu: { steps: [] } };
    return () => {
      const turn = waiting.shift()!;
      const before = watched.peek()![turn.id];
      const after = advance(turn.training, before, learningRate);
      watched.value = { ...watched.peek()!, [turn.id]: after };
      if (after.problem === undefined && after.steps.length < trainingSteps) waiting.push(turn);
      return waiting.length > 0;
    };
  },
);

function advance(training: DeepTraining, { steps }: Watched, learningRate: number): Watched {
  try {
    return { steps: [...steps, training.step(learningRate, batchSize)] };
  } catch (error) {
    if (!(error instanceof OverflowError)) throw error;
    return {
      steps,
      problem: `It diverged at step ${steps.length + 1}: a sum is no longer a finite number. Choose a smaller learning rate.`,
    };
  }
}

/** How many steps both have made. */
export const stepsDone = computed(() =>
  watched.value ? Math.max(...activations.map((id) => watched.value![id].steps.length)) : 0,
);
export const isTrained = computed(() => {
  const both = watched.value;
  return (
    both !== undefined &&
    activations.every((id) => both[id].steps.length === trainingSteps || both[id].problem !== undefined)
  );
});
