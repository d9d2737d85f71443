/**
 * `npm run bench [-- NAME …]`: measures what the README promises, and prints each figure beside its goal.
 * Where two things are compared, their ratio is taken within a round, and the median over the rounds is printed.
 */
import { accuracy } from './accuracy.mjs';
import { editor } from './editor.mjs';
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

/** @type {Record<string, () => Promise<Figure[]>>} */
const benchmarks = { size, network, accuracy, editor, panels };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. Choose from: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}

for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${name}`);
  for (const { what, measured, goal, reached } of await benchmark()) {
    const mark = reached === undefined ? '–' : reached ? '✓' : '✗';
    console.log(`  ${mark} ${what.padEnd(72)} ${measured.padEnd(26)} goal: ${goal}`);
  }
}
