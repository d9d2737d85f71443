import { expect, test, vi } from 'vitest';
import { RunStopped, type RunContext } from '../../samples/sample';
import { learnEpoch } from '../../samples/trainingLoop';
import { RunControl } from '../../src/worker/runControl';
import { easyDigits } from '../fixtures/easyDigits';
import { plainLinearAlgebra } from '../../samples/linearAlgebra';

const never = { isDue: () => false, rest: () => Promise.resolve() };

/** The batches of an epoch over these records. */
async function batches(epoch: { order: number[]; learnt: number; batchSize: number }): Promise<number[][]> {
  const seen: number[][] = [];
  await learnEpoch({ ...epoch, order: Uint32Array.from(epoch.order) }, (batch) => seen.push([...batch]), never);
  return seen;
}

test('an epoch is learnt in its order; the last batch may be smaller', async () => {
  const order = [4, 2, 0, 1, 3];
  expect(await batches({ order, learnt: 0, batchSize: 2 })).toEqual([[4, 2], [0, 1], [3]]);
  expect(await batches({ order, learnt: 0, batchSize: 10 })).toEqual([order]);
  expect(await batches({ order, learnt: 2, batchSize: 2 })).toEqual([[0, 1], [3]]);
  expect(await batches({ order, learnt: 5, batchSize: 2 })).toEqual([]);
});

test('the loop rests after a step when that is due, and only then', async () => {
  const happened: string[] = [];
  let steps = 0;
  await learnEpoch(
    { order: new Uint32Array(4), learnt: 0, batchSize: 1 },
    () => void happened.push(`step ${++steps}`),
    { isDue: () => steps === 2, rest: async () => void happened.push(await Promise.resolve('rest')) },
  );
  expect(happened).toEqual(['step 1', 'step 2', 'rest', 'step 3', 'step 4']);
});

test('what a rest throws ends the loop', async () => {
  let steps = 0;
  const rest = () => Promise.reject(new RunStopped());
  const loop = learnEpoch({ order: new Uint32Array(9), learnt: 0, batchSize: 1 }, () => steps++, {
    isDue: () => steps === 3,
    rest,
  });
  await expect(loop).rejects.toThrow(RunStopped);
  expect(steps).toBe(3);
});

/** A loop that never ends, on a clock of its own: each step takes so long. */
class EndlessRun {
  readonly happened: [what: string, at: number][] = [];
  readonly control: RunControl;
  time = 0;
  #alarms: [at: number, ring: () => void][] = [];

  constructor(readonly stepMilliseconds: number) {
    vi.spyOn(performance, 'now').mockImplementation(() => this.time);
    const note = (what: string) => () => {
      this.happened.push([what, this.time]);
      return Promise.resolve();
    };
    this.control = new RunControl(() => ({
      engineChosen: note('engine'),
      dataLoaded: note('data'),
      observed: note('observed'),
      paused: note('paused'),
      checkpointReached: note('checkpoint'),
    }));
  }

  at(time: number, ring: () => void): void {
    this.#alarms.push([time, ring]);
  }

  async run(): Promise<void> {
    const digits = easyDigits(1, 1);
    const context: RunContext = this.control.context({
      parameters: {},
      seed: 1,
      data: { train: digits, test: digits },
      linearAlgebra: plainLinearAlgebra,
      checkpoint: undefined,
    });
    const step = () => {
      this.time += this.stepMilliseconds;
      for (const alarm of this.#alarms.splice(0)) {
        if (alarm[0] > this.time) this.#alarms.push(alarm);
        else setImmediate(alarm[1]); // As a message: it is heard when the loop lets it in.
      }
    };
    const pauses = { isDue: () => context.isDue(), rest: () => context.breathe(() => 'here') };
    for (;;) await learnEpoch({ order: new Uint32Array(1000), learnt: 0, batchSize: 1 }, step, pauses);
  }
}

test.each([0.1, 7, 49, 120, 240])('steps of %d ms: a stop takes at most 300 ms', async (stepMilliseconds) => {
  const run = new EndlessRun(stepMilliseconds);
  run.at(1000, () => run.control.stop());
  await expect(run.run()).rejects.toThrow(RunStopped);
  expect(run.time).toBeGreaterThanOrEqual(1000);
  expect(run.time).toBeLessThanOrEqual(1000 + 300);
});

test.each([0.1, 7, 49, 120, 240])('steps of %d ms: a pause takes at most 300 ms', async (stepMilliseconds) => {
  const run = new EndlessRun(stepMilliseconds);
  run.at(1000, () => run.control.pause());
  const ended = run.run().catch((error: unknown) => error);
  await vi.waitFor(() => expect(run.happened.map(([what]) => what)).toContain('paused'));
  const [, pausedAt] = run.happened.find(([what]) => what === 'paused')!;
  expect(pausedAt).toBeGreaterThanOrEqual(1000);
  expect(pausedAt).toBeLessThanOrEqual(1000 + 300);
  expect(run.happened.at(-2)![0]).toBe('checkpoint');
  run.control.stop();
  expect(await ended).toBeInstanceOf(RunStopped);
  expect(run.time).toBe(pausedAt);
});
