import { signal } from '@preact/signals';
import { formatDigits, formatPercent } from '../format';

/** What a learner said to a question, and about what: another state of the panel asks anew. */
export interface Given {
  readonly about: string;
  readonly answer: number | string;
}

/** By the question's id. Kept with the panel, but not in links: those are for others to answer. */
export const given = signal<Readonly<Record<string, Given>>>({});

/** What was answered to a question about this; undefined while it is open. */
export function answerTo(id: string, about: string): Given['answer'] | undefined {
  const said = given.value[id];
  return said?.about === about ? said.answer : undefined;
}

/** How far off a guess was, in a sentence. A guess within a hundredth counts as right. */
export function howFarOff(guess: number, truth: number): string {
  const difference = guess - truth;
  const size = Math.abs(difference);
  if (size <= Math.abs(truth) * 0.01) return size === 0 ? 'exactly right.' : `right, to ${formatDigits(size, 2)}.`;
  const share = truth === 0 ? '' : ` (${formatPercent(Math.round((size / Math.abs(truth)) * 100) / 100)})`;
  return `${formatDigits(size, 3)}${share} too ${difference > 0 ? 'high' : 'low'}.`;
}
