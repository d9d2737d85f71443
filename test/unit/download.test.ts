import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataError } from '../../src/data/dataError';
import { downloadMnist, isComplete } from '../../src/data/download';
import type { DownloadOptions } from '../../src/data/download';

/** Longer than one chunk of a stream. */
const first = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251));
const second = Buffer.from('the second file');
const contents: Record<string, Buffer> = { first, second };
const files = Object.entries(contents).map(([name, content]) => ({
  name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
}));
const total = first.length + second.length;

let folder: string;
let servers: Server[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'download-'));
  servers = [];
});
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

interface Mirror {
  readonly address: string;
  /** Path and range of each request. */
  readonly requests: string[];
}

type Answer = (content: Buffer, request: IncomingMessage, response: ServerResponse) => void;

async function mirror(answer: Answer): Promise<Mirror> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const name = request.url!.replace('/mnist/', '');
    requests.push([name, request.headers.range].filter(Boolean).join(' '));
    answer(contents[name]!, request, response);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mnist/`, requests };
}

const rangeStart = (request: IncomingMessage) => Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);

/** A good server that knows ranges. */
const complete: Answer = (content, request, response) => {
  const start = rangeStart(request);
  if (start > 0) response.writeHead(206, { 'Content-Range': `bytes ${start}-${content.length - 1}/${content.length}` });
  response.end(content.subarray(start));
};
const withoutRanges: Answer = (content, _, response) => response.end(content);
const notFound: Answer = (_, _request, response) => response.writeHead(404).end('no such page');
const wrongContent: Answer = (content, _, response) => response.end(Buffer.alloc(content.length, 'x'));
/** Sends the first half, then hangs up. */
const cut: Answer = (content, _, response) => {
  response.writeHead(200, { 'Content-Length': content.length });
  response.write(content.subarray(0, content.length / 2), () => response.destroy());
};
/** Sends the first half, then nothing more. */
const stall: Answer = (content, _, response) => {
  response.writeHead(200, { 'Content-Length': content.length });
  response.write(content.subarray(0, content.length / 2));
};

function download(mirrors: readonly Mirror[], options: Partial<DownloadOptions> = {}): Promise<string> {
  return downloadMnist({
    folder,
    mirrors: mirrors.map(({ address }) => address),
    files,
    onProgress: () => {},
    signal: new AbortController().signal,
    ...options,
  });
}

async function failure(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

async function expectComplete(): Promise<void> {
  expect((await readdir(folder)).sort()).toEqual(['first', 'second']);
  expect((await readFile(join(folder, 'first'))).equals(first)).toBe(true);
  expect(await isComplete(folder, files)).toBe(true);
}

const part = () => join(folder, 'first.part');

test('fetches all files, and reports progress to the end', async () => {
  const server = await mirror(complete);
  const progress: [number, number][] = [];
  const made = join(folder, 'made', 'on the way');
  expect(await isComplete(made, files)).toBe(false);
  expect(await download([server], { folder: made, onProgress: (...of) => progress.push(of) })).toBe(made);
  expect(await isComplete(made, files)).toBe(true);
  expect((await readdir(made)).sort()).toEqual(['first', 'second']);
  expect(progress.at(-1)).toEqual([total, total]);
  expect(progress.map(([received]) => received)).toEqual(progress.map(([received]) => received).sort((a, b) => a - b));
  expect(new Set(progress.map(([received]) => received)).size).toBeGreaterThan(3);
});

test('files that are there and right are not fetched again; damaged ones are', async () => {
  const server = await mirror(complete);
  await download([server]);
  await download([server]);
  expect(server.requests).toEqual(['first', 'second']);
  const damaged = Buffer.from(first);
  damaged[1000]! ^= 1;
  await writeFile(join(folder, 'first'), damaged);
  expect(await isComplete(folder, files)).toBe(false);
  await download([server]);
  expect(server.requests).toEqual(['first', 'second', 'first']);
  await expectComplete();
});

test('continues a part, and asks only for the rest', async () => {
  const server = await mirror(complete);
  await writeFile(part(), first.subarray(0, 100_000));
  const progress: number[] = [];
  await download([server], { onProgress: (received) => progress.push(received) });
  expect(server.requests).toEqual(['first bytes=100000-', 'second']);
  expect(progress[0]).toBe(100_000);
  await expectComplete();
});

test('starts anew where the server ignores the range', async () => {
  const server = await mirror(withoutRanges);
  await writeFile(part(), first.subarray(0, 100_000));
  await download([server]);
  expect(server.requests[0]).toBe('first bytes=100000-');
  await expectComplete();
});

test('a part that holds everything needs no request', async () => {
  const server = await mirror(complete);
  await writeFile(part(), first);
  await download([server]);
  expect(server.requests).toEqual(['second']);
  await expectComplete();
});

test('a part that is too long, or full but wrong, is fetched anew', async () => {
  for (const useless of [Buffer.concat([first, second]), Buffer.alloc(first.length)]) {
    const server = await mirror(complete);
    await rm(join(folder, 'first'), { force: true });
    await writeFile(part(), useless);
    await download([server]);
    expect(server.requests[0]).toBe('first');
    await expectComplete();
  }
});

test('a wrong part is not blamed on the mirror that continues it', async () => {
  const server = await mirror(complete);
  await writeFile(part(), Buffer.alloc(1000));
  await download([server]);
  expect(server.requests).toEqual(['first bytes=1000-', 'first', 'second']);
  await expectComplete();
});

test('a server that cannot continue (416) is asked for the whole', async () => {
  const server = await mirror((content, request, response) => {
    if (request.headers.range) response.writeHead(416).end();
    else response.end(content);
  });
  await writeFile(part(), first.subarray(0, 1000));
  await download([server]);
  expect(server.requests).toEqual(['first bytes=1000-', 'first', 'second']);
  await expectComplete();
});

test.each<[string, Answer]>([
  ['does not have it (404)', notFound],
  ['has other content', wrongContent],
  ['sends too little', (_, _request, response) => response.end('<html>please log in</html>')],
  [
    'sends too little without saying how much',
    (_, _request, response) => void response.write('<html>', () => response.end()),
  ],
  ['sends too much', (content, _, response) => void response.write(content, () => response.end('and more'))],
  ['hangs up in the middle', cut],
])('goes to the next mirror when one %s, and stays there', async (_, answer) => {
  const [bad, good] = [await mirror(answer), await mirror(complete)];
  await download([bad, good]);
  expect(bad.requests).toEqual(['first']);
  expect(good.requests.at(-1)).toBe('second');
  await expectComplete();
});

test('a second mirror continues what the first one began', async () => {
  const [bad, good] = [await mirror(cut), await mirror(complete)];
  await download([bad, good]);
  expect(good.requests[0]).toMatch(/^first bytes=[1-9]\d*-$/);
  await expectComplete();
});

test('gives up a mirror that stays silent', async () => {
  const silent = await mirror(() => {});
  const [stalled, good] = [await mirror(stall), await mirror(complete)];
  await download([silent, stalled, good], { stallTimeout: 500 });
  expect([silent.requests.length, stalled.requests.length]).toEqual([1, 1]);
  expect(good.requests[0]).toBe('first bytes=150000-');
  await expectComplete();
});

test('when all mirrors fail, the error names each with its reason, and no file bears the name', async () => {
  const [missing, wrong] = [await mirror(notFound), await mirror(wrongContent)];
  const gone = await mirror(complete);
  await new Promise((closed) => servers.at(-1)!.close(closed));
  const message = await failure(download([missing, wrong, gone]));
  for (const words of [
    'first: expected one of 3 mirrors',
    `${missing.address}: HTTP 404 Not Found`,
    `${wrong.address}: a file with SHA-256 `,
    `instead of ${files[0]!.sha256}`,
    `${gone.address}: fetch failed: `,
    'ECONNREFUSED',
    'Check the network connection.',
  ]) {
    expect(message).toContain(words);
  }
  expect(await readdir(folder)).toEqual([]);
});

test('cancelling keeps what was received, and the next download continues it', async () => {
  const server = await mirror(stall);
  const cancel = new AbortController();
  const cancelled = download([server], {
    signal: cancel.signal,
    onProgress: (received) => received >= first.length / 2 && cancel.abort(),
  });
  await expect(cancelled).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(server.requests).toEqual(['first']);
  expect(await readdir(folder)).toEqual(['first.part']);

  const good = await mirror(complete);
  await download([good]);
  expect(good.requests).toEqual(['first bytes=150000-', 'second']);
  await expectComplete();
});

test('does nothing when it is cancelled before it begins', async () => {
  const server = await mirror(complete);
  await expect(download([server], { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  expect(server.requests).toEqual([]);
});

test('two downloads at once into one folder do not disturb each other', async () => {
  const [server, other] = [await mirror(complete), await mirror(wrongContent)];
  await writeFile(part(), first.subarray(0, 100_000));
  await Promise.all([download([server]), download([other, server]), download([server])]);
  // Only one of them can take the part.
  const requests = [...server.requests, ...other.requests];
  expect(requests.filter((request) => request === 'first bytes=100000-')).toHaveLength(1);
  await expectComplete();
});

test('takes over the part of a process that died, not that of one that lives', async () => {
  const server = await mirror(complete);
  const [living, dead] = [`first.${process.ppid}-1.part`, 'first.999999999-1.part'];
  await writeFile(join(folder, living), first.subarray(0, 3000));
  await writeFile(join(folder, dead), first.subarray(0, 2000));
  await writeFile(part(), first.subarray(0, 1000));
  await download([server]);
  expect(server.requests[0]).toBe('first bytes=2000-');
  expect((await readdir(folder)).sort()).toEqual(['first', living, 'second']);
});

test('a folder that cannot be made, or is a file', async () => {
  const server = await mirror(complete);
  await writeFile(join(folder, 'file'), '');
  const message = await failure(download([server], { folder: join(folder, 'file') }));
  expect(message).toContain(`${join(folder, 'file')}: expected a folder, found a file. `);
  const below = join(folder, 'file', 'below');
  expect(await failure(download([server], { folder: below }))).toContain(below);
  await mkdir(join(folder, 'first'));
  expect(await failure(download([server]))).toContain(join(folder, 'first'));
  expect(server.requests).toEqual(['first']);
});

test('no rights to write', async ({ skip }) => {
  if (process.platform === 'win32') skip('Windows keeps rights in another way');
  const server = await mirror(complete);
  const asRoot = process.geteuid!() === 0;
  // Root may write everywhere, so it becomes nobody; to others the folder is closed.
  if (asRoot) process.seteuid!(65534);
  const closed = asRoot ? folder : '/';
  const message = await failure(download([server], { folder: join(closed, 'mnist') })).finally(
    () => asRoot && process.seteuid!(0),
  );
  for (const words of [join(closed, 'mnist'), 'the right to use it', 'denied', 'permissions'])
    expect(message).toContain(words);
});

test('a full disk ends the download; other mirrors cannot help', async ({ skip }) => {
  if (process.platform !== 'linux') skip('only Linux has /dev/full');
  const [server, other] = [await mirror(complete), await mirror(complete)];
  await symlink('/dev/full', part());
  const message = await failure(download([server, other]));
  for (const words of ['first.', '.part: expected room on the disk', 'the disk is full', 'Make some room']) {
    expect(message).toContain(words);
  }
  expect(other.requests).toEqual([]);
});
