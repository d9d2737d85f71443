import type { Achievement } from '../../src/achievements';
import { attempt } from '../shared/Messages';
import { host } from './lesson';

const told = new Set<Achievement>();

/** Says once that the learner has done what a step of the walkthrough waits for. */
export function achieve(achievement: Achievement): void {
  if (told.has(achievement)) return;
  told.add(achievement);
  attempt(() => host.achieved(achievement));
}
