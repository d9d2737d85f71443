import { signal } from '@preact/signals';
import type { Stroke } from '../shared/drawing/rasterise';
import { keepParts } from '../shared/keepParts';
import { scrollPosition } from '../shared/keepScroll';
import { openDisclosures } from '../shared/Numbers';

/** What the learner chose to look at. It is kept, with the run's id, so that it is still there after a reload. */

export interface Cell {
  readonly label: number;
  readonly answer: number;
}

/** The recorded step that is shown; undefined follows the newest. */
export const chosenStep = signal<number | undefined>(undefined);
/** An index into the test digits. */
export const chosenDigit = signal<number | undefined>(undefined);
export const chosenCell = signal<Cell | undefined>(undefined);
export const chosenNeuron = signal<number | undefined>(undefined);
export const neuronOrder = signal<'strength' | 'number'>('strength');
export const neuronScale = signal<'shared' | 'own'>('shared');
export const strokes = signal<readonly Stroke[]>([]);
export const skipPreparation = signal(false);
/** The ids of runs whose curves are drawn beside this one's; undefined until somebody chose. */
export const comparedRuns = signal<readonly string[] | undefined>(undefined);

const parts = {
  chosenStep,
  chosenDigit,
  chosenCell,
  chosenNeuron,
  neuronOrder,
  neuronScale,
  strokes,
  skipPreparation,
  comparedRuns,
  openDisclosures,
  scrollPosition,
};

/** Takes up what was kept for this run, and from now on keeps every change. */
export function keepView(runId: string): void {
  keepParts(runId, parts);
}
