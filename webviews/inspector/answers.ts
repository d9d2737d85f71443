import { batch, computed, effect, signal } from '@preact/signals';
import type { ModelAnswer } from '../../src/protocol';
import { announce } from '../shared/Announcer';
import { formatValue } from '../shared/format';
import { host, model, opening } from './host';
import { questionInputs } from './inputs';
import { target } from './view';

/** What the model makes of the input, asked for again whenever that changes. */

export const answer = signal<ModelAnswer | undefined>(undefined);
export const answerProblem = signal<string | undefined>(undefined);
export const isComputing = signal(false);
/** Tells one answer from the next, whose activations differ. */
export const answerNumber = signal(0);

/** Up to here a model computes at once; a larger one, whose weights take a while to load, when it is asked to. */
const quickParameters = 5_000_000;
/** The opening that the learner asked a large model to compute in. */
const asked = signal(-1);
export const waitsToBeAsked = computed(
  () => (model.value?.parameters.total ?? 0) > quickParameters && asked.value !== opening.value,
);

export function askNow(): void {
  asked.value = opening.peek();
}

/** One question at a time: who changes the input quickly skips those in between. */
export function computeAnswers(): void {
  let isOutdated = false;
  const compute = async () => {
    isOutdated = true;
    if (isComputing.peek()) return;
    isComputing.value = true;
    while (isOutdated) {
      isOutdated = false;
      const inputs = questionInputs.peek();
      if (!inputs) break;
      const wanted = target.peek();
      try {
        const plain = inputs.map(({ shape, values }) => ({ shape, values }));
        const given = await host.askModel({ inputs: plain, ...(wanted && { target: wanted }) });
        batch(() => {
          answer.value = given;
          answerProblem.value = undefined;
          answerNumber.value++;
        });
        announce(`Output ${given.target.index} is ${formatValue(given.target.value)}`);
      } catch (error) {
        answerProblem.value = (error as Error).message;
      }
    }
    isComputing.value = false;
  };
  effect(() => {
    // Whatever changes any of these changes the answer.
    const isReady = opening.value > 0 && questionInputs.value !== undefined && !waitsToBeAsked.value;
    void target.value;
    if (isReady) void compute();
  });
}
