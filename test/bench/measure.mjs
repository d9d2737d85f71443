import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The last line that a command prints, as JSON; undefined when the command is not there or fails.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function jsonFrom(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once('error', () => resolve(-1)).once('close', resolve));
  return code === 0 ? JSON.parse(output.trim().split('\n').at(-1)) : undefined;
}

/**
 * Trains as `npm run train` does, and returns the result line.
 * @param {string[]} args
 */
export async function train(args) {
  const result = await jsonFrom(process.execPath, ['dist/train.js', 'mnist-mlp', ...args, '--json']);
  if (!result) throw new Error(`Training failed: mnist-mlp ${args.join(' ')}`);
  return result;
}

/**
 * A figure with a goal that it must not exceed.
 * @param {string} what
 * @param {number} measured
 * @param {number} goal
 * @param {string} unit
 */
export function atMost(what, measured, goal, unit) {
  return { what, measured: `${measured.toFixed(1)} ${unit}`, goal: `≤ ${goal} ${unit}`, reached: measured <= goal };
}
