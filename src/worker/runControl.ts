import { performance } from 'node:perf_hooks';
import type { Observation } from '../../samples/observation';
import type { ParameterValues } from '../../samples/parameters';
import { RunStopped, type RunContext } from '../../samples/sample';
import type { WorkerHostFunctions } from '../protocol';

/** Twenty reports a second look continuous, and keep a stop well under 300 ms. */
const reportInterval = 50;
/** What a crash may cost, in milliseconds of training. */
const checkpointInterval = 2000;

type Host = { [Name in keyof WorkerHostFunctions]: (...args: Parameters<WorkerHostFunctions[Name]>) => Promise<void> };

/** Lets the host steer one running sample: gathers its observations, and pauses, stops and tunes it where it breathes. */
export class RunControl {
  private readonly observations: Observation[] = [];
  private lastBreath = performance.now();
  private lastCheckpoint = performance.now();
  private stopped = false;
  private isPaused = false;
  private wake: (() => void) | undefined;
  private parameters: ParameterValues = {};

  constructor(private readonly host: () => Host) {}

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.wake?.();
  }

  stop(): void {
    this.stopped = true;
    this.wake?.();
  }

  tune(parameters: ParameterValues): void {
    this.parameters = { ...this.parameters, ...parameters };
  }

  /** Sends what was observed since the last time. */
  async flush(): Promise<void> {
    if (this.observations.length > 0) await this.host().observed(this.observations.splice(0));
  }

  /** What the sample is given; parameters that were tuned while it was loading count. */
  context(given: Pick<RunContext, 'parameters' | 'seed' | 'data' | 'linearAlgebra' | 'checkpoint'>): RunContext {
    this.parameters = { ...given.parameters, ...this.parameters };
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getter below needs both
    const control = this;
    return {
      ...given,
      get parameters() {
        return control.parameters;
      },
      observe: (observation) => void this.observations.push(observation),
      now: () => performance.now(),
      isDue: () => performance.now() - this.lastBreath >= reportInterval,
      breathe: (checkpoint) => this.breathe(checkpoint),
    };
  }

  private async breathe(checkpoint: () => unknown): Promise<void> {
    await this.flush();
    await new Promise(setImmediate);
    if (!this.stopped && (this.isPaused || performance.now() - this.lastCheckpoint >= checkpointInterval)) {
      await this.host().checkpointReached(checkpoint());
      this.lastCheckpoint = performance.now();
    }
    if (this.isPaused && !this.stopped) {
      await this.host().paused();
      // Meanwhile the learner may have gone on.
      if (this.isPaused && !this.stopped) await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.stopped) throw new RunStopped();
    this.lastBreath = performance.now();
  }
}
