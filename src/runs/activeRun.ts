import { createBirpc } from 'birpc';
import type { ParameterValues } from '../../samples/parameters';
import type { EngineName, RunRequest, RunSummary, WorkerFunctions, WorkerHostFunctions } from '../protocol';
import { nativeLoadLimit } from '../native/probe';
import type { Workerish } from '../worker/startWorker';
import { positionsIn } from './codePositions';
import type { RunRecord } from './runRecord';
import { sampleOf } from './sampleOf';

/** How to start the two kinds of worker. */
export interface Workers {
  thread(): Workerish;
  /** For a learner's code; throws with the reason where that must not run. */
  isolated?: () => Workerish;
  /** Absent where native TensorFlow is not installed. */
  native?: () => Workerish;
  /** Rejects with the reason when native TensorFlow does not load here; costs nothing after the first time. */
  checkNative?: () => Promise<void>;
}

/** A worker that doesn't obey within this time is ended by force, so that a stop takes at most 300 ms. */
const stopGrace = 200;
/** Native TensorFlow ended, failed or hung before it was ready: nothing is lost by trying another engine. */
class NativeUnavailable extends Error {}

/** One run while its worker lives: everything that happens is written to the record. */
export class ActiveRun {
  private readonly host: WorkerHostFunctions;
  private worker: Workerish | undefined;
  private rpc: ReturnType<typeof createBirpc<WorkerFunctions, WorkerHostFunctions>> | undefined;
  private engineReady: (() => void) | undefined;
  private endCheck: (() => void) | undefined;
  private fallbackReason: string | undefined;
  private stopping = false;
  private startPaused = false;
  private abandoned = false;

  /** @param keep is asked before each checkpoint; false means another extension host now owns the run. */
  constructor(
    readonly record: RunRecord,
    private readonly workers: Workers,
    private readonly keep: () => Promise<boolean> = () => Promise.resolve(true),
  ) {
    this.host = {
      engineChosen: (engine) => {
        this.engineReady?.();
        const reason = this.fallbackReason ? `${this.fallbackReason}; ${engine.reason}` : engine.reason;
        record.update({ engine: { ...engine, reason } });
      },
      dataLoaded: (data) => record.update({ data, status: 'running' }),
      observed: (observations) => this.stored(record.observe(observations)),
      paused: () => {
        record.update({ status: 'paused' });
        return this.stored(record.save());
      },
      checkpointReached: async (checkpoint) => {
        if (await this.keep()) await this.stored(record.saveCheckpoint(checkpoint));
        else this.abandon();
      },
    };
  }

  /** Runs to the end, however it ends; never rejects. */
  async run(checkpoint?: unknown, paused = false): Promise<void> {
    this.startPaused = paused;
    this.record.update({ status: 'starting' });
    try {
      const { request, tuned } = this.record.summary;
      const parameters = { ...request.parameters, ...tuned };
      const outcome = await this.runOnBestEngine({ ...request, parameters }, checkpoint);
      await this.end({ status: outcome });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.end(
        this.stopping ? { status: 'stopped' } : { status: 'failed', error: reason, ...this.placeOf(error) },
      );
    } finally {
      this.worker?.terminate();
    }
  }

  pause(): void {
    this.startPaused = true;
    this.tell((rpc) => rpc.pause());
  }

  resume(): void {
    this.startPaused = false;
    if (this.record.summary.status === 'paused') this.record.update({ status: 'running' });
    this.tell((rpc) => rpc.resume());
  }

  stop(): void {
    if (this.stopping) return;
    this.stopping = true;
    this.endCheck?.();
    this.tell((rpc) => rpc.stop());
    setTimeout(() => this.worker?.terminate(), stopGrace).unref();
  }

  tune(parameters: ParameterValues): void {
    this.record.update({ tuned: { ...this.record.summary.tuned, ...parameters } });
    this.tell((rpc) => rpc.tune(parameters));
  }

  /** Ends the worker and leaves the record as it is: the run goes on elsewhere. */
  abandon(): void {
    this.abandoned = true;
    this.record.removeAllListeners();
    this.endCheck?.();
    this.worker?.terminate();
  }

  private placeOf(error: unknown): Pick<RunSummary, 'failedAt'> {
    const { copy } = this.record.summary.request;
    const failedAt = copy ? positionsIn(copy.folder, error) : [];
    return failedAt.length > 0 ? { failedAt } : {};
  }

  private startThread({ copy }: RunRequest): Workerish {
    if (!copy) return this.workers.thread();
    if (!this.workers.isolated) throw new Error("A learner's code runs only in the editor.");
    return this.workers.isolated();
  }

  private async runOnBestEngine(request: RunRequest, checkpoint: unknown): Promise<'finished' | 'stopped'> {
    const wanted: EngineName | 'auto' = request.engine;
    if (!sampleOf(request)?.usesTensorFlow(request.parameters)) {
      return this.runIn(this.startThread(request), request, checkpoint);
    }
    if (wanted === 'native' && !this.workers.native) {
      throw new Error(
        'Native TensorFlow is not installed. Set the engine to "auto", or run the command "Install Native TensorFlow" ' +
          '(in a checkout: npm run native).',
      );
    }
    if (this.workers.native && (wanted === 'native' || wanted === 'auto')) {
      try {
        await this.checkNative();
        return await this.runIn(this.workers.native(), request, checkpoint, nativeLoadLimit);
      } catch (error) {
        if (!(error instanceof NativeUnavailable) || this.stopping || this.abandoned) throw error;
        if (wanted === 'native')
          throw new Error(`Native TensorFlow does not start: ${error.message}`, { cause: error });
        this.fallbackReason = `native TensorFlow does not start: ${error.message}`;
      }
    } else if (wanted === 'auto') this.fallbackReason = 'native TensorFlow is not installed';
    return this.runIn(this.startThread(request), request, checkpoint);
  }

  /** A stop does not wait for it. */
  private async checkNative(): Promise<void> {
    try {
      await Promise.race([
        this.workers.checkNative?.(),
        new Promise<never>((_, reject) => (this.endCheck = () => reject(new Error('the run was stopped')))),
      ]);
    } catch (error) {
      throw new NativeUnavailable((error as Error).message, { cause: error });
    }
  }

  private async runIn(
    worker: Workerish,
    request: RunRequest,
    checkpoint: unknown,
    loadLimit?: number,
  ): Promise<'finished' | 'stopped'> {
    let ready = loadLimit === undefined;
    this.worker = worker;
    const rpc = (this.rpc = createBirpc<WorkerFunctions, WorkerHostFunctions>(this.host, {
      post: (message) => worker.post(message),
      on: (listener) => worker.onMessage(listener),
      timeout: -1,
    }));
    if (this.startPaused) this.tell((started) => started.pause());
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        rpc.start(request, checkpoint),
        new Promise<never>((_, reject) => worker.onExit(reject)),
        new Promise<never>((_, reject) => {
          this.engineReady = () => {
            ready = true;
            clearTimeout(timer);
          };
          if (loadLimit !== undefined) {
            timer = setTimeout(() => reject(new Error(`it was not ready after ${loadLimit / 1000} s`)), loadLimit);
          }
        }),
      ]);
    } catch (error) {
      worker.terminate();
      if (ready) throw error;
      throw new NativeUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
    } finally {
      clearTimeout(timer);
      rpc.$close();
    }
  }

  /** A message to a worker that has just ended is no fault. */
  private tell(message: (rpc: NonNullable<typeof this.rpc>) => Promise<void>): void {
    if (this.rpc && !this.rpc.$closed) message(this.rpc).catch(() => undefined);
  }

  private async end(outcome: Pick<RunSummary, 'status' | 'error' | 'failedAt'>): Promise<void> {
    if (this.abandoned) return;
    this.record.update({ ...outcome, secondsLeft: 0 });
    await this.stored(this.record.removeCheckpoint().then(() => this.record.save()));
  }

  private async stored(writing: Promise<void>): Promise<void> {
    try {
      await writing;
    } catch (error) {
      this.record.abandonStorage(error as Error);
    }
  }
}
