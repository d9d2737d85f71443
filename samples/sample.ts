import type { Observation } from './observation';
import { ParameterError, resolveParameters, type ParameterSchema, type ParameterValues } from './parameters';
import type { Digits } from './digits';
import type { LinearAlgebra } from './linearAlgebra';

/** Something a learner can open, run, watch and change. */
export interface Sample {
  /** Stable, used in commands and on the command line: "mnist-mlp". */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: ParameterSchema;
  readonly presets: readonly Preset[];
  /** Whether a run with these parameters needs TensorFlow.js; without, it starts sooner. */
  usesTensorFlow(parameters: ParameterValues): boolean;
  /** Says what is wrong with a combination of values that are each allowed. */
  check?(parameters: ParameterValues): string | undefined;
  /** Trains, reports observations, and ends when it is done; throws what `context.breathe` throws when stopped. */
  run(context: RunContext): Promise<void>;
}

/** A named choice of parameters. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: ParameterValues;
}

/** What a running sample is given. */
export interface RunContext {
  /** Checked values. Those that are `live` in the schema may change between two reads. */
  readonly parameters: ParameterValues;
  /** Same seed, same numbers on the same backend. */
  readonly seed: number;
  readonly data: { readonly train: Digits; readonly test: Digits };
  /** Plain loops, or the engine's kernels with identical results. */
  readonly linearAlgebra: LinearAlgebra;
  /** What `breathe` was last given, when the run continues after a reload; else undefined. */
  readonly checkpoint: unknown;
  observe(observation: Observation): void;
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** True a few times a second: time to report and to breathe. Cheap enough to ask for every record. */
  isDue(): boolean;
  /**
   * Lets messages in; waits while the run is paused; throws `RunStopped` when it was stopped.
   * @param checkpoint gives all that `run` needs to continue from here as if nothing had happened (structured-cloneable).
   */
  breathe(checkpoint: () => unknown): Promise<void>;
}

/** Thrown by `RunContext.breathe` to end a run that the learner stopped. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/**
 * Completes and checks what somebody chose for a sample.
 * @throws ParameterError that says which value does not fit, and what would
 */
export function parametersFor(
  sample: Pick<Sample, 'parameters' | 'check'>,
  given: Readonly<Record<string, unknown>>,
): ParameterValues {
  const parameters = resolveParameters(sample.parameters, given);
  const problem = sample.check?.(parameters);
  if (problem) throw new ParameterError(problem);
  return parameters;
}
