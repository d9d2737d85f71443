import type { Place } from '../../samples/forward-pass/change';
import type { Achievement } from '../../src/achievements';
import { attempt } from '../shared/Messages';
import { host, state } from './lesson';
import { view } from './view';

/** What the walkthrough of topic 4 waits for. */

const granted = new Set<Achievement>();

export function achieve(achievement: Achievement): void {
  if (granted.has(achievement)) return;
  granted.add(achievement);
  attempt(() => host.achieved(achievement));
}

/** The learner went to this step. */
export function steppedTo(step: number, last: number): void {
  if (step !== last) return;
  const { source, nodes } = state.peek();
  if (source === 'three-layers') achieve('followedSignals');
  if (source === 'own' && nodes.length >= 4) achieve('builtNetwork');
  if (source === 'run') achieve('followedDigit');
}

/** The learner put another number in this place. */
export function changedAt(place: Place): void {
  const shown = view.peek();
  if (typeof shown !== 'object') return;
  if (place.kind === 'weight' && shown.changed.size > 0) achieve('changedWeight');
  const outputs = shown.pass.signals.at(-1)!;
  if (state.peek().source === 'three-layers' && outputs[1] === Math.max(...outputs)) achieve('steeredOutput');
}
