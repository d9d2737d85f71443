/**
 * A simulation, not a measurement: how a processor works through y = a · x + b for many numbers, when each number comes from a slow
 * memory. A CPU has few lanes, and a cache that answers soon. A GPU has many lanes and waits long, but computes
 * for other groups meanwhile (Hennessy and Patterson, "Computer Architecture: A Quantitative Approach", chapter 4).
 */
export interface Processor {
  readonly name: string;
  /** Numbers that one instruction works on: a SIMD vector or a SIMT warp. */
  readonly lanes: number;
  /** Ticks from asking for a number until it is there. */
  readonly memoryLatency: number;
  /** Groups under way at the same time; while one waits, another computes. */
  readonly groupsInFlight: number;
}

/** Sizes for the picture: real chips have more of everything. */
export const cpu: Processor = { name: 'CPU, SIMD', lanes: 4, memoryLatency: 1, groupsInFlight: 1 };
export const gpu: Processor = { name: 'GPU, SIMT', lanes: 16, memoryLatency: 12, groupsInFlight: 16 };

/** What one instruction unit does with a group: ask for x, multiply by a, add b, write y back. */
export const instructions = ['load', 'multiply', 'add', 'store'] as const;

/** What a group does in one tick: an instruction's index while it runs. */
export type Activity = number | 'waiting' | undefined;

export interface Schedule {
  readonly processor: Processor;
  /** For each group of `lanes` numbers, what it does in each tick; undefined before it starts and after its end. */
  readonly groups: readonly (readonly Activity[])[];
  /** Until all is done. */
  readonly ticks: number;
}

/** One instruction is issued in each tick, for the first group that is ready. */
export function schedule(processor: Processor, numbers: number): Schedule {
  const count = Math.ceil(numbers / processor.lanes);
  const groups = Array.from({ length: count }, () => ({ activities: [] as Activity[], done: 0, readyAt: 0 }));
  let tick = 0;
  for (; groups.some(({ done }) => done < instructions.length); tick++) {
    const inFlight = groups.filter(({ done }) => done < instructions.length).slice(0, processor.groupsInFlight);
    const issued = inFlight.find(({ readyAt }) => readyAt <= tick);
    for (const group of groups) {
      if (group === issued) {
        group.activities.push(group.done);
        group.readyAt = tick + 1 + (instructions[group.done] === 'load' ? processor.memoryLatency : 0);
        group.done++;
      } else {
        const isWaiting = inFlight.includes(group) && group.done > 0;
        group.activities.push(isWaiting ? 'waiting' : undefined);
      }
    }
  }
  return { processor, groups: groups.map(({ activities }) => activities), ticks: tick };
}

/** How many numbers are done after so many ticks. */
export function numbersDone({ processor, groups }: Schedule, numbers: number, ticks: number): number {
  const done = groups.filter((activities) => activities.slice(0, ticks).includes(instructions.length - 1)).length;
  return Math.min(numbers, done * processor.lanes);
}
