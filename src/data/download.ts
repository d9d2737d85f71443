import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DataError } from './dataError';
import { fileError } from './fileError';

/** A file of known length and SHA-256, so that it does not matter who delivers it. */
export interface RemoteFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The complete MNIST: 60,000 digits for training, 10,000 for testing (Y. LeCun, C. Cortes, C. J. C. Burges). */
export const mnistFiles: readonly RemoteFile[] = [
  {
    name: 'train-images-idx3-ubyte.gz',
    bytes: 9_912_422,
    sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
  },
  {
    name: 'train-labels-idx1-ubyte.gz',
    bytes: 28_881,
    sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
  },
  {
    name: 't10k-images-idx3-ubyte.gz',
    bytes: 1_648_877,
    sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
  },
  {
    name: 't10k-labels-idx1-ubyte.gz',
    bytes: 4_542,
    sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
  },
];

export interface DownloadOptions {
  /** Made when it is missing. */
  readonly folder: string;
  /** Addresses of folders with these files, ending with a slash; tried in this order. */
  readonly mirrors: readonly string[];
  readonly files?: readonly RemoteFile[];
  /** Bytes of all files; `received` goes back when a part proves to be useless. */
  readonly onProgress: (received: number, total: number) => void;
  /** Cancels; what was received is kept for the next time. */
  readonly signal: AbortSignal;
  /** Milliseconds without a byte after which a mirror is given up. */
  readonly stallTimeout?: number;
}

const remedy = 'Start the download again: it continues where it ended.';

/**
 * Downloads the files into the folder and returns its path. A file gets its name only after its SHA-256 was checked;
 * until then it is a part, which the next download continues from whichever mirror answers. Files already there are
 * checked, not fetched.
 * @throws DataError when no mirror delivers a file (with each one's reason) or when the disk refuses; the signal's
 * reason when cancelled.
 */
export async function downloadMnist({
  folder,
  mirrors,
  files = mnistFiles,
  onProgress,
  signal,
  stallTimeout = 30_000,
}: DownloadOptions): Promise<string> {
  await onDisk(folder, mkdir(folder, { recursive: true }));
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let finished = 0;
  for (const file of files) {
    signal.throwIfAborted();
    const path = join(folder, file.name);
    const part = await claimPart(folder, file.name);
    try {
      if (await isIntact(path, file)) {
        await onDisk(part, rm(part, { force: true }));
      } else {
        const report = (received: number) => onProgress(finished + received, total);
        const mirror = await fetchFromFirst(mirrors, { file, part, report, signal, stallTimeout });
        await onDisk(path, rename(part, path));
        // The one that works is asked first for the other files.
        mirrors = [mirror, ...mirrors.filter((other) => other !== mirror)];
      }
    } finally {
      await releasePart(part, folder, file.name);
    }
    finished += file.bytes;
    onProgress(finished, total);
  }
  return folder;
}

/** Whether all files are there with the right content. */
export async function isComplete(folder: string, files: readonly RemoteFile[] = mnistFiles): Promise<boolean> {
  const intact = await Promise.all(files.map((file) => isIntact(join(folder, file.name), file)));
  return intact.every(Boolean);
}

/** One file on its way. */
interface Transfer {
  readonly file: RemoteFile;
  /** Path of what was received. */
  readonly part: string;
  readonly report: (received: number) => void;
  readonly signal: AbortSignal;
  readonly stallTimeout: number;
}

/** @returns the mirror that completed the part. */
async function fetchFromFirst(mirrors: readonly string[], transfer: Transfer): Promise<string> {
  const reasons: string[] = [];
  for (const mirror of mirrors) {
    try {
      await complete(mirror, transfer);
      return mirror;
    } catch (error) {
      transfer.signal.throwIfAborted();
      if (error instanceof DataError) throw error;
      reasons.push(`${mirror}: ${describe(error)}`);
    }
  }
  throw new DataError({
    file: transfer.file.name,
    expected: `one of ${mirrors.length} mirrors to deliver it`,
    found: `no success (${reasons.join('; ')})`,
    remedy: `Check the network connection. ${remedy} Or get the four files another way and choose their folder.`,
  });
}

/** Fetches what the part lacks and checks the whole. */
async function complete(mirror: string, transfer: Transfer): Promise<void> {
  const { file, part } = transfer;
  const start = (await stat(part).catch(() => undefined))?.size ?? 0;
  if (start < file.bytes) await receive(new URL(file.name, mirror), start, transfer);
  const fault = await findFault(part, file);
  if (fault === undefined) return;
  await onDisk(part, rm(part));
  if (start === 0) throw new Error(fault);
  // The mirror may be right, and what was there before it wrong.
  await complete(mirror, transfer);
}

/** Adds the bytes from `start` on to the part, or begins it anew where the server sends them all. */
async function receive(url: URL, start: number, { file, part, report, signal, stallTimeout }: Transfer): Promise<void> {
  const stall = new AbortController();
  const stalled = () => stall.abort(new Error(`no answer for ${stallTimeout / 1000} seconds`));
  const timer = setTimeout(stalled, stallTimeout);
  try {
    // The files are gzip; without "identity", a server may unpack them on the way.
    const headers = { 'Accept-Encoding': 'identity', ...(start > 0 && { Range: `bytes=${start}-` }) };
    const response = await fetch(url, { headers, signal: AbortSignal.any([signal, stall.signal]) });
    // The part already holds as much as the server has; its checksum tells what it is worth.
    if (response.status === 416 && start > 0) return;
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status} ${response.statusText}`);
    const resumes = response.status === 206;
    let received = resumes ? start : 0;
    const length = response.headers.get('Content-Length');
    if (length !== null && received + Number(length) !== file.bytes) {
      throw new Error(`a file of ${received + Number(length)} bytes instead of ${file.bytes}`);
    }
    const output = await onDisk(part, open(part, resumes ? 'a' : 'w'));
    try {
      report(received);
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        timer.refresh();
        await onDisk(part, output.writeFile(chunk));
        received += chunk.length;
        if (received > file.bytes) return;
        report(received);
      }
    } finally {
      await onDisk(part, output.close());
    }
    if (received < file.bytes) throw new Error(`the connection ended after ${received} of ${file.bytes} bytes`);
  } finally {
    clearTimeout(timer);
    stall.abort();
  }
}

// #region Parts

/*
 * While a download writes a part, the part bears the number of its process, so that two downloads at once never write
 * to one file. Afterwards it is NAME.part, free to be taken, as are the parts of processes that have died. Renaming is
 * what takes it: of two who try, one succeeds.
 */

let claims = 0;

/** @returns the path of our own part; the longest free one is there, if there was any, and the others are gone. */
async function claimPart(folder: string, name: string): Promise<string> {
  const own = join(folder, `${name}.${process.pid}-${++claims}.part`);
  const free = (await onDisk(folder, readdir(folder))).filter((entry) => isFreePart(entry, name));
  const sizes = new Map<string, number>();
  for (const entry of free) sizes.set(entry, (await stat(join(folder, entry)).catch(() => undefined))?.size ?? 0);
  free.sort((one, other) => sizes.get(one)! - sizes.get(other)!);
  for (const entry of free) await onDisk(own, renameIfThere(join(folder, entry), own));
  return own;
}

function isFreePart(entry: string, name: string): boolean {
  if (entry === `${name}.part`) return true;
  const owner = entry.startsWith(name) && /^\.(\d+)-\d+\.part$/.exec(entry.slice(name.length))?.[1];
  return Boolean(owner) && !isRunning(Number(owner));
}

function isRunning(processId: number): boolean {
  try {
    // Signal 0 only asks whether the process is there.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function releasePart(part: string, folder: string, name: string): Promise<void> {
  await onDisk(part, renameIfThere(part, join(folder, `${name}.part`)));
}

async function renameIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

// #endregion

async function isIntact(path: string, file: RemoteFile): Promise<boolean> {
  return (await findFault(path, file)) === undefined;
}

/** @returns what is wrong with the file at `path`, if anything. */
async function findFault(path: string, file: RemoteFile): Promise<string | undefined> {
  const size = (await stat(path).catch(() => undefined))?.size;
  if (size !== file.bytes) return `a file of ${size ?? 0} bytes instead of ${file.bytes}`;
  const hash = createHash('sha256');
  await onDisk(path, pipeline(createReadStream(path), hash));
  const sha256 = hash.digest('hex');
  return sha256 === file.sha256 ? undefined : `a file with SHA-256 ${sha256} instead of ${file.sha256}`;
}

/** `fetch` puts the reason into the cause, at times without a message. */
function describe(error: unknown): string {
  const { message, cause } = error as Error;
  if (!(cause instanceof Error)) return message;
  return `${message}: ${cause.message || (cause as NodeJS.ErrnoException).code}`;
}

async function onDisk<T>(path: string, operation: Promise<T>): Promise<T> {
  return operation.catch((cause: unknown) => {
    throw fileError(path, cause, remedy);
  });
}
