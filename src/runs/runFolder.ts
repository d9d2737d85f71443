import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Images } from '../../samples/observation';
import type { Frame, RunSummary, Series } from '../protocol';

/** The light part of a run: what a list or a chart needs. */
export interface StoredRun {
  readonly summary: RunSummary;
  readonly series: readonly Series[];
  readonly frameSteps: readonly number[];
  readonly predictedAccuracy?: number;
}

/** Changed whenever what is written below changes; a folder of another version is not read. */
const version = 1;

/** One run on disk. Every file is written beside its place and then renamed, so none is ever half there. */
export class RunFolder {
  private writing = Promise.resolve();

  constructor(readonly path: string) {}

  async load(): Promise<StoredRun> {
    const stored = JSON.parse(await readFile(join(this.path, 'run.json'), 'utf8')) as StoredRun & { version: number };
    if (stored.version !== version) {
      throw new Error(
        `${this.path} was written by another version of the extension (${stored.version}, not ${version}).`,
      );
    }
    return stored;
  }

  save(run: StoredRun): Promise<void> {
    return this.write('run.json', JSON.stringify({ version, ...run }));
  }

  saveFrame(frame: Frame): Promise<void> {
    return this.write(frameFile(frame.step), serialize(frame));
  }

  loadFrame(step: number): Promise<Frame> {
    return this.read<Frame>(frameFile(step));
  }

  removeFrame(step: number): Promise<void> {
    return rm(join(this.path, frameFile(step)), { force: true });
  }

  saveTestDigits(digits: Images): Promise<void> {
    return this.write('testDigits.bin', serialize(digits));
  }

  loadTestDigits(): Promise<Images | undefined> {
    return this.readIfThere<Images>('testDigits.bin');
  }

  saveCheckpoint(checkpoint: unknown): Promise<void> {
    return this.write('checkpoint.bin', serialize(checkpoint));
  }

  loadCheckpoint(): Promise<unknown> {
    return this.readIfThere('checkpoint.bin');
  }

  removeCheckpoint(): Promise<void> {
    return rm(join(this.path, 'checkpoint.bin'), { force: true });
  }

  /** After a reload, the extension host that opened the run last owns it; the one before must let go. */
  claim(owner: string): Promise<void> {
    return this.write('owner', owner);
  }

  async isOwnedBy(owner: string): Promise<boolean> {
    return (await readFile(join(this.path, 'owner'), 'utf8')) === owner;
  }

  private async readIfThere<T>(file: string): Promise<T | undefined> {
    try {
      return await this.read<T>(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private async read<T>(file: string): Promise<T> {
    return deserialize(await readFile(join(this.path, file))) as T;
  }

  /** One after another, so that the last write of a file is the one that stays. */
  private write(file: string, content: string | Uint8Array): Promise<void> {
    const written = this.writing.then(async () => {
      const path = join(this.path, file);
      await mkdir(this.path, { recursive: true });
      await writeFile(`${path}.part`, content);
      await rename(`${path}.part`, path);
    });
    this.writing = written.catch(() => undefined);
    return written;
  }
}

const frameFile = (step: number) => `frame-${step}.bin`;
