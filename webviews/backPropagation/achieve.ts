import type { Achievement } from '../../src/achievements';
import { attempt } from '../shared/Messages';
import { host } from './lesson';

const granted = new Set<Achievement>();

/** The learner did what a step of the walkthrough waits for. */
export function achieve(achievement: Achievement): void {
  if (granted.has(achievement)) return;
  granted.add(achievement);
  attempt(() => host.achieved(achievement));
}
