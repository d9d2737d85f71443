import { createBirpc, type BirpcReturn } from 'birpc';
import type { InspectorWorkerFunctions, ModelFiles, ModelOverview } from '../protocol';
import type { Workerish } from '../worker/startWorker';

type Rpc = BirpcReturn<InspectorWorkerFunctions, object>;

interface Session {
  readonly worker: Workerish;
  readonly rpc: Rpc;
  /** Rejects with the reason when the worker ends. */
  readonly ended: Promise<never>;
}

/** The worker of one inspector, started when it is first asked; one that ended is started again, with the same model. */
export class ModelWorker {
  private session: Session | undefined;
  private files: ModelFiles | undefined;
  private isClosed = false;

  constructor(private readonly start: () => Workerish) {}

  /** Starts the worker, so that it is ready when it is asked. */
  warmUp(): void {
    this.session ??= this.connect();
  }

  /** @throws Error that says what is wrong with the model; the one before stays open. */
  async open(files: ModelFiles): Promise<ModelOverview> {
    const overview = await this.race((rpc) => rpc.openModel(files));
    this.files = files;
    return overview;
  }

  async ask<T>(question: (rpc: Rpc) => Promise<T>): Promise<T> {
    const { files } = this;
    if (!this.session && files) await this.race((rpc) => rpc.openModel(files));
    return this.race(question);
  }

  close(): void {
    this.isClosed = true;
    this.session?.worker.terminate();
  }

  private race<T>(question: (rpc: Rpc) => Promise<T>): Promise<T> {
    if (this.isClosed) return Promise.reject(new Error('the panel was closed'));
    const { rpc, ended } = (this.session ??= this.connect());
    return Promise.race([question(rpc), ended]);
  }

  private connect(): Session {
    const worker = this.start();
    const rpc = createBirpc<InspectorWorkerFunctions>(
      {},
      { post: (message) => worker.post(message), on: (listener) => worker.onMessage(listener), timeout: -1 },
    );
    const ended = new Promise<never>((_, reject) =>
      worker.onExit((reason) => {
        this.session = undefined;
        rpc.$close();
        reject(reason);
      }),
    );
    ended.catch(() => undefined); // nobody may be waiting
    return { worker, rpc, ended };
  }
}
