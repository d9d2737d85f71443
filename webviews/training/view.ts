import { effect, signal } from '@preact/signals';
import { scrollPosition } from '../shared/keepScroll';
import { openDisclosures } from '../shared/Numbers';
import { vscode } from '../shared/vscodeApi';

/** What the learner chose to look at. It is kept, with the run's id, so that it is still there after a reload. */

export interface Cell {
  readonly label: number;
  readonly answer: number;
}

/** One line of the pen: x, y, x, y, …, each 0…1 of the drawing area. */
export type Stroke = readonly number[];

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

/** Writing the state is a message to VS Code: often enough to lose nothing, seldom enough to cost nothing. */
const writeDelay = 250;

/** Takes up what was kept for this run, and from now on keeps every change. */
export function keepView(runId: string): void {
  const saved = vscode.getState() as ({ runId: string } & Record<string, unknown>) | undefined;
  if (saved?.runId === runId) {
    for (const [name, part] of Object.entries(parts)) {
      if (saved[name] !== undefined) part.value = saved[name] as never;
    }
  }
  let timer: number | undefined;
  let state: unknown;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    vscode.setState(state);
  };
  effect(() => {
    state = { runId, ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.value])) };
    timer ??= setTimeout(write, writeDelay);
  });
  write();
  document.addEventListener('visibilitychange', write);
}
