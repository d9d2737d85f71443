import { build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { median, root } from './measure.mjs';

/** How many times as fast as a peer each row should be. */
const goals = {
  'mlp-50': { 'tfjs-wasm': 7, 'pytorch-1-thread': 0.45 },
  'mlp-200': { 'tfjs-wasm': 8, 'pytorch-1-thread': 0.6 },
  'cnn-64': { 'tfjs-wasm': 5, 'pytorch-1-thread': 1.2 },
  'lstm-64': { 'tfjs-wasm': 18, 'pytorch-1-thread': 0.9 },
  'gru-64': { 'tfjs-wasm': 15, 'pytorch-1-thread': 0.5 },
  'attention-32': { 'tfjs-wasm': 9, 'pytorch-1-thread': 0.6 },
  'hand-made': { numpy: 2.5 },
};
const peerNames = /** @type {const} */ (['tfjs-wasm', 'pytorch-1-thread', 'pytorch-all-threads', 'numpy']);
const sliceMilliseconds = 250;
/** Compilers and thread pools get warm, and nobody looks. */
const warmUpSlices = 4;
/** Idle threads of a pool spin for a while; nobody is measured meanwhile. */
const restMilliseconds = 50;

/** @typedef {(typeof peerNames)[number]} PeerName */
/** @typedef {{ slice(row: string): Promise<number>, close(): void }} Engine trains for a moment, and says how many records a second it learnt */
/**
 * @typedef {object} Row
 * @property {string} name
 * @property {'records/s'} unit
 * @property {number} value our records per second: the median over the rounds
 * @property {Record<PeerName, number | null>} peers `value` divided by the median of the rounds' ratios, so that
 * `value / peer` is that median: within a round a busy machine slows both alike. Null where the peer is not installed,
 * or does not do this.
 * @property {Record<PeerName, number | null>} medians the median over the rounds of what the peer itself reached
 */

/**
 * Training through the product's own loop against the peers that are installed.
 * @param {{ rounds?: number, only?: string | undefined, log?: (line: string) => void }} [options] `only` one row
 * @returns {Promise<Row[]>}
 */
export async function measureEngine({ rounds = 11, only, log = () => {} } = {}) {
  const names = Object.keys(goals).filter((name) => only === undefined || name === only);
  if (names.length === 0) throw new Error(`There is no row ${only}. Choose from: ${Object.keys(goals).join(', ')}.`);
  return withEngines(startEngines, async (engines) => {
    const rows = [];
    for (const name of names) rows.push(await measureRow(name, engines, rounds, log));
    return rows;
  });
}

/**
 * @template {Record<string, Engine>} Engines
 * @template Result
 * @param {(workerPath: string) => Engines} start is told where the bundled worker is
 * @param {(engines: Engines) => Promise<Result>} use
 */
async function withEngines(start, use) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-engine-'));
  const workerPath = join(folder, 'worker.cjs');
  await bundleWorker(workerPath);
  const engines = start(workerPath);
  try {
    return await use(engines);
  } finally {
    for (const engine of Object.values(engines)) engine.close();
    await rm(folder, { recursive: true });
  }
}

/**
 * The engine with as many threads as it takes against itself on one thread, while other processes keep all cores but one
 * busy: threads must never make it much slower.
 * @param {{ rounds?: number, only?: string | undefined }} [options] `only` one row
 */
export async function engineContention({ rounds = 11, only } = {}) {
  const names = only === undefined ? ['mlp-50', 'cnn-64', 'lstm-64', 'attention-32'] : [only];
  const hogs = Array.from({ length: availableParallelism() - 1 }, () =>
    spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
  );
  const start = (/** @type {string} */ workerPath) => ({
    adaptive: startThread(workerPath, 'product'),
    one: startThread(workerPath, 'product', 1),
  });
  try {
    return await withEngines(start, async (engines) => {
      const figures = [];
      for (const name of names) {
        const taking = Object.values(engines).map((engine) => ({ engine, speeds: /** @type {number[]} */ ([]) }));
        await takeTurns(name, taking, rounds);
        const [adaptive, one] = taking.map(({ speeds }) => speeds);
        const ratio = median(adaptive.map((speed, round) => speed / one[round]));
        const what = `${name}: against one thread, ${hogs.length} of ${availableParallelism()} cores busy`;
        const measured = `${ratio.toFixed(2)}× (${Math.round(median(one))}/s)`;
        figures.push({ what, measured, goal: '≥ 0.9×', reached: ratio >= 0.9 });
      }
      return figures;
    });
  } finally {
    for (const hog of hogs) hog.kill();
  }
}

/** The rows as figures, for people. */
export async function engine(options = {}) {
  const rows = await measureEngine({ ...options, log: (line) => console.error(line) });
  return rows.flatMap(({ name, value, peers, medians }) => {
    const speed = { what: `${name}: records per second`, measured: String(Math.round(value)), goal: 'none' };
    const goalsOfRow = /** @type {Partial<Record<PeerName, number>>} */ (
      goals[/** @type {keyof typeof goals} */ (name)]
    );
    const comparisons = peersOf(name).map((peer) => {
      const goal = goalsOfRow[peer];
      const what = `${name}: against ${peer}`;
      const text = goal === undefined ? 'none' : `≥ ${goal}×`;
      const rate = peers[peer];
      if (rate === null) return { what, measured: 'not installed', goal: text };
      const ratio = value / rate;
      const measured = `${ratio.toFixed(2)}× (${Math.round(medians[peer] ?? 0)}/s)`;
      return { what, measured, goal: text, ...(goal !== undefined && { reached: ratio >= goal }) };
    });
    return [speed, ...comparisons];
  });
}

/**
 * @param {string} name
 * @returns {PeerName[]} who does the same
 */
function peersOf(name) {
  return name === 'hand-made' ? ['numpy'] : ['tfjs-wasm', 'pytorch-1-thread', 'pytorch-all-threads'];
}

/**
 * @param {string} name
 * @param {Partial<Record<PeerName | 'product', Engine>>} engines
 * @param {number} rounds
 * @param {(line: string) => void} log
 * @returns {Promise<Row>}
 */
async function measureRow(name, engines, rounds, log) {
  const taking = ['product', ...peersOf(name)].flatMap((id) => {
    const engine = engines[/** @type {PeerName | 'product'} */ (id)];
    return engine ? [{ id, engine, speeds: /** @type {number[]} */ ([]) }] : [];
  });
  await takeTurns(name, taking, rounds, (round) =>
    log(`${name}, round ${round}: ${taking.map(({ id, speeds }) => `${id} ${speeds.at(-1)?.toFixed(0)}`).join(', ')}`),
  );
  const ours = taking[0].speeds;
  const value = median(ours);
  const empty = () =>
    /** @type {Record<PeerName, number | null>} */ (Object.fromEntries(peerNames.map((id) => [id, null])));
  const [peers, medians] = [empty(), empty()];
  for (const { id, speeds } of taking.slice(1)) {
    peers[/** @type {PeerName} */ (id)] = value / median(ours.map((speed, round) => speed / speeds[round]));
    medians[/** @type {PeerName} */ (id)] = median(speeds);
  }
  return { name, unit: 'records/s', value, peers, medians };
}

/**
 * All engines take turns, each round another one first.
 * @param {string} name
 * @param {{ engine: Engine, speeds: number[] }[]} taking get their records per second of each round
 * @param {number} rounds
 * @param {(round: number) => void} [finished] is told the number of each round, from 1
 */
async function takeTurns(name, taking, rounds, finished = () => {}) {
  for (let i = 0; i < warmUpSlices; i++) for (const { engine } of taking) await engine.slice(name);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < taking.length; turn++) {
      const { engine, speeds } = taking[(round + turn) % taking.length];
      await setTimeout(restMilliseconds);
      speeds.push(await engine.slice(name));
    }
    finished(round + 1);
  }
}

/** @param {string} workerPath where the bundled worker goes */
async function bundleWorker(workerPath) {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/bench/engineWorker.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    alias: { '@tensorflow/tfjs': './src/engine/tensorflow.ts' },
    outfile: workerPath,
    logLevel: 'warning',
  });
}

/**
 * @param {string} workerPath
 * @returns {Partial<Record<PeerName | 'product', Engine>>}
 */
function startEngines(workerPath) {
  const [torchPython, numpyPython] = ['torch', 'numpy'].map(findPython);
  return {
    product: startThread(workerPath, 'product'),
    'tfjs-wasm': startThread(workerPath, 'stock'),
    ...(torchPython && {
      'pytorch-1-thread': startPython(torchPython, ['torch', '1']),
      'pytorch-all-threads': startPython(torchPython, ['torch', String(availableParallelism())]),
    }),
    ...(numpyPython && { numpy: startPython(numpyPython, ['numpy']) }),
  };
}

/**
 * @param {string} module
 * @returns the first Python that has it
 */
function findPython(module) {
  return ['python3', '/usr/bin/python3', 'python'].find(
    (python) => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
  );
}

/**
 * A worker thread, as the product has it.
 * @param {string} workerPath
 * @param {'product' | 'stock'} engine
 * @param {number} [mostThreads] as many as pay when left out
 * @returns {Engine}
 */
function startThread(workerPath, engine, mostThreads) {
  const worker = new Worker(workerPath, { workerData: { engine, assets: join(root, 'dist'), mostThreads } });
  return {
    async slice(row) {
      worker.postMessage({ row, milliseconds: sliceMilliseconds });
      const [{ error, records, seconds }] = await once(worker, 'message'); // Rejects when the worker throws.
      if (error) throw new Error(`${engine}, ${row}: ${error}`);
      return records / seconds;
    },
    close: () => void worker.terminate(),
  };
}

/**
 * @param {string} python
 * @param {string[]} args
 * @returns {Engine}
 */
function startPython(python, args) {
  const env = { ...process.env, ...(args[1] && { OMP_NUM_THREADS: args[1] }) };
  // These two slow a current numpy down.
  delete env.OPENBLAS_CORETYPE;
  delete env.OPENBLAS_L2_SIZE;
  const script = join(root, 'test', 'bench', 'enginePeers.py');
  const child = spawn(python, [script, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`${args.join(' ')} ended with code ${code}.`);
  });
  ended.catch(() => {}); // Heard in slice().
  return {
    async slice(row) {
      child.stdin.write(`${JSON.stringify({ row, milliseconds: sliceMilliseconds })}\n`);
      const [line] = await Promise.race([once(lines, 'line'), ended]);
      const { records, seconds } = JSON.parse(line);
      return records / seconds;
    },
    close: () => void child.kill(),
  };
}
