import { latencyOf, type Latency } from './statistics';

/** What measuring needs of the place where it happens. */
export interface Bench {
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** Lets messages in between two steps; throws when the learner cancelled. */
  breathe(): Promise<void>;
}

/** Enough for a 95th percentile, where steps are quick. */
const maximumRepetitions = 200;
const minimumRepetitions = 3;
/** Steps after the first that may still be compiling; not counted. */
const warmUpSteps = 2;

/**
 * Times a step: once cold, then warm, as often as fits into the budget.
 * @param step resolves when its result is really there
 * @param budget milliseconds for the warm steps; a slow step is still measured three times
 */
export async function measure(step: () => Promise<void>, bench: Bench, budget: number): Promise<Latency> {
  const timed = async () => {
    await bench.breathe();
    const startedAt = bench.now();
    await step();
    return bench.now() - startedAt;
  };
  const first = await timed();
  const end = bench.now() + budget;
  for (let i = 0; i < warmUpSteps && bench.now() < end; i++) await timed();
  const warm: number[] = [];
  while (warm.length < minimumRepetitions || (bench.now() < end && warm.length < maximumRepetitions)) {
    warm.push(await timed());
  }
  return latencyOf(first, warm);
}
