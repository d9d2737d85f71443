import { signal } from '@preact/signals';

/** How far down the page the learner has scrolled, in pixels; a panel keeps it with the rest of its state. */
export const scrollPosition = signal(0);

/** Returns to the kept position once the page is long enough, unless the learner scrolls first; then keeps every change. */
export function keepScroll(content: Element): void {
  const wanted = scrollPosition.peek();
  const giveUp = new AbortController();
  const growth = new ResizeObserver(() => {
    scrollTo({ top: wanted, behavior: 'instant' });
    if (scrollY >= wanted - 1) giveUp.abort();
  });
  giveUp.signal.addEventListener('abort', () => {
    growth.disconnect();
    addEventListener('scroll', () => (scrollPosition.value = scrollY), { passive: true });
  });
  for (const event of ['wheel', 'keydown', 'pointerdown']) {
    addEventListener(event, () => giveUp.abort(), { signal: giveUp.signal, passive: true });
  }
  growth.observe(content);
}
