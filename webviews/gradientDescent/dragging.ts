import { effect, signal, type ReadonlySignal } from '@preact/signals';

/** While something is dragged the axes stay, so that it is the picture that moves and not the paper under it. */
export const isDragging = signal(false);

/** Milliseconds; nobody reads numbers that change more often. */
const pause = 200;

/** Follows at once, but during a drag only now and then: a frame has time for the pictures, not for tables too. */
export function unhurried<T>(source: ReadonlySignal<T>): ReadonlySignal<T> {
  const shown = signal(source.peek());
  let timer: number | undefined;
  const follow = () => {
    clearTimeout(timer);
    timer = undefined;
    shown.value = source.peek();
  };
  effect(() => {
    void source.value;
    if (isDragging.value) timer ??= setTimeout(follow, pause);
    else follow();
  });
  return shown;
}
