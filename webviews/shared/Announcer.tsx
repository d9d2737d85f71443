import { signal } from '@preact/signals';

/** A screen reader needs time to finish a sentence. */
const pause = 3000;

const spoken = signal('');
let waiting: string | undefined;
let silentUntil = 0;

/** Has a screen reader say this when it is free; of several within three seconds, only the newest. */
export function announce(text: string): void {
  const delay = silentUntil - performance.now();
  if (waiting === undefined) setTimeout(speak, Math.max(0, delay));
  waiting = text;
}

function speak(): void {
  spoken.value = waiting ?? '';
  waiting = undefined;
  silentUntil = performance.now() + pause;
}

export function Announcer() {
  return (
    <div class="visually-hidden" role="status">
      {spoken.value}
    </div>
  );
}
