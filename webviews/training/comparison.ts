import { effect, signal } from '@preact/signals';
import type { RunSummary, Series } from '../../src/protocol';
import { attempt } from '../shared/Messages';
import { host } from './run';
import { comparedRuns } from './view';

/** The curves of other runs that are drawn beside this one's. */

export interface Compared {
  readonly run: RunSummary;
  readonly series: readonly Series[];
}

/** More lines than this can't be told apart. */
export const maximumCompared = 4;
/** Another run may be training too: milliseconds between two looks at it. */
const refreshInterval = 2000;

export const otherRuns = signal<readonly RunSummary[] | undefined>(undefined);
export const compared = signal<readonly Compared[]>([]);

export async function loadOtherRuns(): Promise<void> {
  otherRuns.value = await host.otherRuns();
}

let timer: number | undefined;

effect(() => {
  const ids = comparedRuns.value;
  clearTimeout(timer);
  if (!ids || ids.length === 0) compared.value = [];
  else attempt(() => loadCompared(ids));
});

async function loadCompared(ids: readonly string[]): Promise<void> {
  await loadOtherRuns();
  // A run may have been cleared from the history since it was chosen.
  const found = ids.flatMap((id) => otherRuns.value?.find((run) => run.id === id) ?? []);
  const runs = found.slice(0, maximumCompared);
  const loaded = await Promise.all(runs.map(async (run) => ({ run, series: await host.seriesOf(run.id) })));
  if (comparedRuns.value !== ids) return;
  compared.value = loaded;
  if (runs.some(({ status }) => status === 'starting' || status === 'running')) {
    timer = setTimeout(() => attempt(() => loadCompared(ids)), refreshInterval);
  }
}
