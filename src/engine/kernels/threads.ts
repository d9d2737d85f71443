import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ThreadPolicy } from './threadPolicy';
import type { Heap } from './heap';

/** How one call of a kernel can be split. */
export interface Work {
  /** How many independent items (rows, images, columns …) there are. */
  readonly count: number;
  /** Parts have a multiple of this number of items (the last one may have fewer); 1 when left out. */
  readonly grain?: number;
  /** About how many floating-point operations all items take together. */
  readonly flops: number;
  /** Bytes that each thread may use at `scratch()` during the call; none when left out. */
  readonly scratch?: number;
}

/** Below this, waking a helper takes longer than it saves. */
const leastFlops = 500_000;
/** Parts are claimed, so that a thread that is late leaves its share to the others. */
const partsPerThread = 3;
/** More threads need more memory than they bring speed here. */
const mostThreads = 8;
/** What a helper may spin for while it has nothing to do: about as long as the pause between two kernels. */
const helperSpins = 20_000;
const mainSpins = 2_000;
const mostArguments = 32;

/** The cells of the control block: int32, read and written atomically. After the last come those of the other helpers. */
const cell = {
  /** (number of the call << 8) + parts claimed so far. One cell, so that a late helper can't claim a part of another call. */
  claims: 0,
  parts: 1,
  kernel: 2,
  items: 3,
  itemsPerPart: 4,
  arguments: 5,
  /** Helpers with a higher number leave the work alone. */
  awakeHelpers: 6,
  /** Parts that helpers have finished. */
  finished: 7,
  failed: 8,
  ready: 9,
  /** 1 while that helper sleeps, or is about to. */
  sleeping: 10,
};
/** Instead of a number of parts: nothing to claim. */
const allClaimed = 255;
const controlBytes = 4 * (cell.sleeping + mostThreads);

/** What a helper gets. */
interface HelperData {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  control: SharedArrayBuffer;
  kernels: string[];
  index: number;
}

/**
 * Runs kernels of the module on this thread, and on helpers where the memory is shared and that pays.
 *
 * A kernel that can be split is `name(from, to, ...args)`. The main thread writes the call into a control block, and then
 * main thread and helpers claim parts of it until none is left; a helper that isn't scheduled claims none, and costs
 * nothing. The main thread waits only for parts that were claimed.
 */
export class Threads {
  private readonly kernels: Record<string, (...args: number[]) => void>;
  private readonly kernelNumbers: Map<string, number>;
  private readonly control = new SharedArrayBuffer(controlBytes + 8 * (mostArguments + mostThreads));
  private readonly cells = new Int32Array(this.control, 0, controlBytes / 4);
  private readonly args = new Float64Array(this.control, controlBytes, mostArguments);
  private readonly scratchAddresses = new Float64Array(this.control, controlBytes + 8 * mostArguments, mostThreads);
  private readonly helpers: Worker[] = [];
  private scratchBytes = 0;
  private freeScratch: (() => void)[] = [];
  private policy: ThreadPolicy;
  private fixed: number | undefined;
  private call = 0;

  /**
   * @param module the kernels, compiled for this memory
   * @param mostWanted threads at most, this one included
   */
  constructor(
    private readonly heap: Heap,
    module: WebAssembly.Module,
    mostWanted = availableParallelism(),
  ) {
    const { memory } = heap;
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    this.kernels = exports as typeof this.kernels;
    const names = Object.keys(exports);
    this.kernelNumbers = new Map(names.map((name, number) => [name, number]));
    const isShared = (memory.buffer as unknown) instanceof SharedArrayBuffer;
    const threads = isShared ? Math.min(mostWanted, mostThreads) : 1;
    this.policy = new ThreadPolicy(threads);
    for (let index = 0; index < threads - 1; index++) {
      const data: HelperData = { module, memory, control: this.control, kernels: names, index };
      const source = `(${help.toString()})(require('node:worker_threads').workerData, ${JSON.stringify(settings)})`;
      const helper = new Worker(source, { eval: true, workerData: data, execArgv: [], name: 'training kernels' });
      helper.unref(); // The process ends without asking.
      helper.on('error', () => Atomics.store(this.cells, cell.failed, 1));
      this.helpers.push(helper);
    }
  }

  /** How many threads there are when all helpers have started. */
  get maximum(): number {
    return 1 + this.helpers.length;
  }

  /** How many threads can take part by now; helpers need some milliseconds to start. */
  get available(): number {
    return 1 + Atomics.load(this.cells, cell.ready);
  }

  /** Resolves when all helpers have started. */
  async ready(): Promise<void> {
    while (this.available < this.maximum) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Fixes the number of threads, whether it pays or not; `undefined` leaves it to the engine again. */
  use(threads: number | undefined): void {
    this.fixed = threads;
    this.policy = new ThreadPolicy(this.maximum);
  }

  /** Calls a kernel that can't be split: its result. */
  run(kernel: string, ...args: number[]): number {
    return this.kernels[kernel]!(...args) as unknown as number;
  }

  /**
   * Calls `kernel(from, to, ...args)` for parts that together are all items from 0 to `work.count`.
   * @throws Error when the kernel fails in a helper
   */
  parallel(kernel: string, work: Work, ...args: number[]): void {
    if (work.count <= 0) return;
    if (work.scratch) this.reserveScratch(work.scratch);
    if (this.helpers.length === 0 || (work.flops < leastFlops && this.fixed === undefined)) {
      this.kernels[kernel]!(0, work.count, ...args);
      return;
    }
    if (this.fixed !== undefined) {
      this.split(kernel, work, args, Math.min(this.fixed, this.available));
      return;
    }
    const kind = `${kernel} ${work.count} ${work.flops}`;
    const threads = Math.min(this.policy.threadsFor(kind), this.available);
    const start = performance.now();
    this.split(kernel, work, args, threads);
    const end = performance.now();
    this.policy.record(kind, threads, end - start, end);
  }

  /** Ends the helpers and gives the scratch memory back. */
  async dispose(): Promise<void> {
    await Promise.all(this.helpers.splice(0).map((helper) => helper.terminate()));
    for (const free of this.freeScratch) free();
    this.freeScratch = [];
    this.scratchBytes = 0;
  }

  private split(kernel: string, { count, grain = 1 }: Work, args: number[], threads: number): void {
    const { cells } = this;
    const grains = Math.ceil(count / grain);
    const parts = Math.min(grains, threads * partsPerThread);
    if (threads === 1 || parts === 1) {
      this.kernels[kernel]!(0, count, ...args);
      return;
    }
    const itemsPerPart = Math.ceil(grains / parts) * grain;
    const partsNeeded = Math.ceil(count / itemsPerPart);
    // A helper that reads these too early finds nothing to claim.
    Atomics.store(cells, cell.parts, partsNeeded);
    Atomics.store(cells, cell.kernel, this.kernelNumbers.get(kernel)!);
    Atomics.store(cells, cell.items, count);
    Atomics.store(cells, cell.itemsPerPart, itemsPerPart);
    Atomics.store(cells, cell.arguments, args.length);
    this.args.set(args);
    Atomics.store(cells, cell.awakeHelpers, threads - 1);
    Atomics.store(cells, cell.finished, 0);
    this.call = (this.call + 1) & 0x7fffff;
    const claimsAtStart = this.call << 8;
    Atomics.store(cells, cell.claims, claimsAtStart);
    for (let helper = 0; helper < threads - 1; helper++) {
      const sleeping = cell.sleeping + helper;
      if (Atomics.compareExchange(cells, sleeping, 1, 0) === 1) Atomics.notify(cells, sleeping);
    }

    let ours = 0;
    for (;;) {
      const part = Atomics.add(cells, cell.claims, 1) - claimsAtStart;
      if (part >= partsNeeded) break;
      this.kernels[kernel]!(part * itemsPerPart, Math.min((part + 1) * itemsPerPart, count), ...args);
      ours++;
    }
    Atomics.store(cells, cell.claims, claimsAtStart | allClaimed);
    this.waitFor(partsNeeded - ours);
    if (Atomics.load(cells, cell.failed)) throw new Error(`The kernel ${kernel} failed in a helper thread.`);
  }

  private waitFor(finished: number): void {
    for (let spin = 0; Atomics.load(this.cells, cell.finished) < finished; spin++) {
      if (Atomics.load(this.cells, cell.failed)) return;
      // A helper off its core may need this one.
      if (spin > mainSpins) Atomics.wait(this.cells, cell.finished, Atomics.load(this.cells, cell.finished), 1);
    }
  }

  private reserveScratch(bytes: number): void {
    if (bytes <= this.scratchBytes) return;
    for (const free of this.freeScratch) free();
    this.scratchBytes = bytes;
    const blocks = Array.from({ length: this.maximum }, () => this.heap.allocate(bytes));
    this.freeScratch = blocks.map((block) => () => block.free());
    this.scratchAddresses.set(blocks.map(({ address }) => address));
    this.kernels.setScratch!(blocks[0]!.address);
  }
}

/** What `help` needs of this file, handed over by value, for its text is all that a helper has. */
const settings = { cell, controlBytes, mostArguments, helperSpins };

/** A helper thread's whole program. It runs from its own text: nothing outside it can be named here. */
function help({ module, memory, control, kernels: names, index }: HelperData, fixed: typeof settings): void {
  const { cell, controlBytes, mostArguments, helperSpins } = fixed;
  const cells = new Int32Array(control, 0, controlBytes / 4);
  const sharedArguments = new Float64Array(control, controlBytes, mostArguments);
  const scratchAddresses = new Float64Array(control, controlBytes + 8 * mostArguments);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = exports as Record<string, (...args: number[]) => void>;
  let scratch = 0;

  /** Takes parts of the present call while there are any. */
  const work = () => {
    let claims = Atomics.load(cells, cell.claims);
    if (index >= Atomics.load(cells, cell.awakeHelpers) || (claims & 255) >= cells[cell.parts]!) return false;
    const kernel = kernels[names[cells[cell.kernel]!]!]!;
    const [items, itemsPerPart] = [cells[cell.items]!, cells[cell.itemsPerPart]!];
    const args = [...sharedArguments.subarray(0, cells[cell.arguments])];
    const parts = cells[cell.parts]!;
    const call = claims >> 8;
    if (scratch !== scratchAddresses[index + 1]) kernels.setScratch!((scratch = scratchAddresses[index + 1]!));
    while (claims >> 8 === call && (claims & 255) < parts) {
      const part = claims & 255;
      const found = Atomics.compareExchange(cells, cell.claims, claims, claims + 1);
      if (found === claims) {
        kernel(part * itemsPerPart, Math.min((part + 1) * itemsPerPart, items), ...args);
        Atomics.add(cells, cell.finished, 1);
        Atomics.notify(cells, cell.finished);
      }
      claims = Atomics.load(cells, cell.claims);
    }
    return true;
  };

  const sleeping = cell.sleeping + index;
  Atomics.add(cells, cell.ready, 1);
  try {
    for (;;) {
      for (let spin = 0; spin < helperSpins; spin++) if (work()) spin = 0;
      Atomics.store(cells, sleeping, 1);
      // Work that came before the line above is done now; what comes after it wakes this thread.
      work();
      Atomics.wait(cells, sleeping, 1);
      Atomics.store(cells, sleeping, 0);
    }
  } catch (error) {
    Atomics.store(cells, cell.failed, 1);
    throw error;
  }
}
