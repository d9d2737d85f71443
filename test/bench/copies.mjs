import { build } from 'esbuild';
import { join } from 'node:path';
import { jsonFrom, median, root } from './measure.mjs';

const rounds = 5;

/** A learner's copy of a sample: what it costs to run the learner's code instead of the sample that was shipped. */
export async function copies() {
  const bundle = join(root, 'dist', 'test', 'copyRun.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/bench/copyRun.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  const measured = [];
  for (let round = 0; round < rounds; round++) measured.push(await jsonFrom(process.execPath, [bundle]));
  const of = (/** @type {string} */ name) => median(measured.map((one) => one[name]));
  const stop = Math.max(...measured.map((one) => one.stop));
  return [
    {
      what: 'endless loop: from Stop to stopped, longest',
      measured: `${stop.toFixed(0)} ms`,
      goal: '≤ 300 ms',
      reached: stop <= 300,
    },
    { what: 'loading a copy in its process, median', measured: `${of('load').toFixed(0)} ms`, goal: 'none' },
    {
      what: 'records per second, TensorFlow network: copy against original',
      measured: `${of('speed').toFixed(2)}×`,
      goal: 'none',
    },
  ];
}
