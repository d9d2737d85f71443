/**
 * `npm run bench [-- NAME …]`: measures what the README promises, and prints each figure beside its goal.
 * Where two things are compared, their ratio is taken within a round, and the median over the rounds is printed.
 * `engine` and `engine-contention` take `--only ROW` and `--rounds N`; with `--json`, `engine` prints nothing but
 * `{ "rows": … }` (engine.mjs says what is in a row).
 */
import { parseArgs } from 'node:util';
import { accuracy } from './accuracy.mjs';
import { copies } from './copies.mjs';
import { editor } from './editor.mjs';
import { inspector } from './inspector.mjs';
import { engine, engineContention, measureEngine } from './engine.mjs';
import { network } from './network.mjs';
import { panels } from './panels.mjs';
import { size } from './size.mjs';

/**
 * @typedef {object} Figure
 * @property {string} what
 * @property {string} measured with its unit, or why it could not be measured
 * @property {string} goal
 * @property {boolean} [reached] absent when it was not measured
 */

const { positionals: names, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, only: { type: 'string' }, rounds: { type: 'string', default: '11' } },
});
const engineOptions = { only: values.only, rounds: Number(values.rounds) };

/** @type {Record<string, () => Promise<Figure[]>>} */
const benchmarks = {
  size,
  network,
  engine: () => engine(engineOptions),
  'engine-contention': () => engineContention(engineOptions),
  accuracy,
  copies,
  editor,
  panels,
  inspector,
};

const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. Choose from: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}
if (values.json) {
  if (names.join() !== 'engine') {
    console.error('Only engine has --json: npm run --silent bench -- engine --json');
    process.exit(2);
  }
  console.log(JSON.stringify({ rows: await measureEngine(engineOptions) }));
  process.exit();
}

for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${name}`);
  for (const { what, measured, goal, reached } of await benchmark()) {
    const mark = reached === undefined ? '–' : reached ? '✓' : '✗';
    console.log(`  ${mark} ${what.padEnd(72)} ${measured.padEnd(26)} goal: ${goal}`);
  }
}
