import { effect, untracked } from '@preact/signals';
import { inSlices } from './slices';

/**
 * Begins long work when it is wanted, and anew whenever what it hangs on changes.
 * @param settings all that the work hangs on, as text; undefined: it isn't wanted, or can't begin yet
 * @param begin prepares the work; what it returns does a little of it, and says whether there is more
 */
export function onDemand(settings: () => string | undefined, begin: () => () => boolean): void {
  let current: string | undefined;
  let stop: (() => void) | undefined;
  effect(() => {
    const wanted = settings();
    if (wanted === current) return;
    stop?.();
    current = wanted;
    stop = wanted === undefined ? undefined : inSlices(untracked(begin));
  });
}
