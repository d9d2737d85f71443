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
/**
 * How long to stay with fewer threads before trying more again, in milliseconds; doubled with each failure. A trial that
 * fails costs about `patience` and a time slice of the system's, so that even the longest one loses some percent at most.
 */
const [shortestRest, longestRest] = [50, 400];
/** Every so manieth call runs with the other number of threads, so that both durations stay known. */
const comparisonInterval = 32;

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
  private restEnd = 0;
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

  /**
   * @param milliseconds what the call took
   * @param now when it ended, in milliseconds: rests end by the clock, for a core becomes free while nobody computes too
   */
  record(kind: string, threads: number, milliseconds: number, now: number): void {
    const durations = this.kinds.get(kind)!;
    if (threads === 1) durations.one = smoothed(durations.one, milliseconds);
    else {
      durations.several = smoothed(durations.several, milliseconds);
      this.expected += durations.one;
      this.actual += milliseconds;
      if (this.actual > this.expected + patience) return this.sendToSleep(now);
      if (this.expected >= window) return this.judge(now);
    }
    if (this.threads < this.maximum && now >= this.restEnd) this.wakeUp();
  }

  private judge(now: number): void {
    const speedUp = this.expected / this.actual;
    this.expected = this.actual = 0;
    if (speedUp < 1 + 0.1 * (this.threads - 1)) this.sendToSleep(now);
    else if (this.threads === this.maximum) this.rest = Math.max(shortestRest, this.rest / 2);
  }

  private sendToSleep(now: number): void {
    this.threads = Math.max(1, this.threads >> 1);
    this.restEnd = now + this.rest;
    this.rest = Math.min(2 * this.rest, longestRest);
    this.startWindow();
  }

  private wakeUp(): void {
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
