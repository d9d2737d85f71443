/** Steps a second. */
export const speeds = [1, 2, 5, 10, 30] as const;

export interface Play {
  /** The step at which it was started. */
  readonly from: number;
  readonly last: number;
  /** Steps a second. */
  readonly speed: number;
  /** The learner asked for less motion: two pictures a second at most. */
  readonly calm: boolean;
}

/** Which step is shown so many seconds after Play was pressed. */
export function playedStep({ from, last, speed, calm }: Play, seconds: number): number {
  const shown = calm ? Math.floor(seconds * 2) / 2 : seconds;
  return Math.min(last, from + Math.floor(shown * speed));
}

/** Where a key leads from a step; undefined when the key isn't one of the stepper's. */
export function stepForKey(key: string, step: number, last: number): number | undefined {
  const target = { ArrowLeft: step - 1, ArrowRight: step + 1, Home: 0, End: last }[key];
  return target === undefined ? undefined : Math.max(0, Math.min(last, target));
}

/** Whether the learner asked for less motion; VS Code has a setting of its own beside the system's. */
export function wantsCalm(): boolean {
  return (
    matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion')
  );
}
