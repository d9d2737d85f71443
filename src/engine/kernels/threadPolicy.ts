/** What a call took, by the number of threads, in milliseconds: smoothed, and 0 while unknown. */
interface Durations {
  one: number;
  several: number;
  calls: number;
}

/** Enough work to judge by, in milliseconds on one thread. */
const window = 10;
/** How much may be lost on a trial before it ends early, in milliseconds. */
const patience = 3;
/** How long to stay with fewer threads before trying more again, in milliseconds; doubled with each failure. */
const [shortestRest, longestRest] = [100, 3000];
/** Every so manieth call runs with the other number of threads, so that both durations stay known. */
const comparisonInterval = 24;

/**
 * Decides how many threads a call gets, from what earlier calls took: on a busy machine two threads are often slower
 * than one, because the main thread waits for a helper that another process has put off its core.
 *
 * All threads are taken at first. Every further thread must make the calls at least a tenth faster than one thread; if it
 * does not, half of them go to sleep, and more are tried again after a rest. A kind of call that gains nothing (too small,
 * say) keeps to one thread by itself.
 */
export class ThreadPolicy {
  private readonly kinds = new Map<string, Durations>();
  private threads: number;
  private rest = shortestRest;
  private restLeft = 0;
  /** Sums over the present window: what its calls would have taken on one thread, and what they took. */
  private expected = 0;
  private actual = 0;

  constructor(private readonly maximum: number) {
    this.threads = maximum;
  }

  /** The number of threads that is worth having awake now. */
  get awake(): number {
    return this.threads;
  }

  /** @param kind the same for calls of the same kernel and size */
  threadsFor(kind: string): number {
    let durations = this.kinds.get(kind);
    if (!durations) this.kinds.set(kind, (durations = { one: 0, several: 0, calls: 0 }));
    durations.calls++;
    if (this.threads === 1 || durations.one === 0) return 1;
    const pays = durations.several < 0.95 * durations.one;
    const compares = durations.calls % comparisonInterval === 0;
    return pays === compares ? 1 : this.threads;
  }

  record(kind: string, threads: number, milliseconds: number): void {
    const durations = this.kinds.get(kind)!;
    if (threads === 1) {
      durations.one = smoothed(durations.one, milliseconds);
      if (this.threads < this.maximum) this.endRest(milliseconds);
      return;
    }
    durations.several = smoothed(durations.several, milliseconds);
    this.expected += durations.one;
    this.actual += milliseconds;
    if (this.actual > this.expected + patience) this.sendToSleep();
    else if (this.expected >= window) this.judge();
    else if (this.threads < this.maximum) this.endRest(milliseconds);
  }

  private judge(): void {
    const speedUp = this.expected / this.actual;
    this.expected = this.actual = 0;
    if (speedUp < 1 + 0.1 * (this.threads - 1)) this.sendToSleep();
    else if (this.restLeft <= 0) this.rest = shortestRest;
  }

  private sendToSleep(): void {
    this.threads = Math.max(1, this.threads >> 1);
    this.restLeft = this.rest;
    this.rest = Math.min(2 * this.rest, longestRest);
    this.startWindow();
  }

  private endRest(milliseconds: number): void {
    this.restLeft -= milliseconds;
    if (this.restLeft > 0) return;
    this.threads = Math.min(2 * this.threads, this.maximum);
    this.startWindow();
  }

  private startWindow(): void {
    this.expected = this.actual = 0;
    // What several threads took under other circumstances says nothing now.
    for (const durations of this.kinds.values()) durations.several = 0;
  }
}

/** A moving average that one interruption, of a call that takes much less, doesn't spoil. */
function smoothed(average: number, value: number): number {
  return average === 0 ? value : average + 0.2 * (Math.min(value, 4 * average) - average);
}
