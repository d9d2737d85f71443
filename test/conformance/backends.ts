import { setTimeout as wait } from 'node:timers/promises';
import { build, type BuildOptions } from 'esbuild';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { installedModules } from '../../src/native/installation';
import { nativeModules } from '../../src/worker/nativeModules';
import { launchChromium } from '../vscode/chromium.mjs';
import type { Outcome } from './train';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a backend answers: what became of each case, and of the rest; or why it is not there. */
export type Answer = { outcomes: Outcome[]; unfinished?: string } | { error: string };

const node: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  logLevel: 'warning',
};

/** Our engines in a worker thread, bundled as in the product; `npm run build` makes their assets. */
export async function onThread(engine: 'cpu' | 'wasm', folder: string): Promise<Answer> {
  const outfile = join(folder, `${engine}.cjs`);
  await build({
    ...node,
    entryPoints: ['test/conformance/inThread.ts'],
    mainFields: ['module', 'main'],
    alias: { '@tensorflow/tfjs': './src/engine/tensorflow.ts' },
    outfile,
  });
  const worker = new Worker(outfile, { workerData: { engine, assets: join(root, 'dist') } });
  try {
    return await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  } finally {
    await worker.terminate();
  }
}

/** Native TensorFlow in a process of its own, from `NODE_PATH`, from what `npm run native` installed, or this checkout. */
export async function onNative(folder: string): Promise<Answer> {
  const modules = nativeModules([
    ...(process.env.NODE_PATH ?? '').split(':'),
    installedModules(join(root, '.native')),
    join(root, 'node_modules'),
  ]);
  if (modules === undefined) return { error: '@tensorflow/tfjs-node is not installed; npm run native tries to' };
  const outfile = join(folder, 'native.cjs');
  await build({ ...node, entryPoints: ['test/conformance/inProcess.ts'], external: ['@tensorflow/*'], outfile });
  const child = fork(outfile, [], {
    serialization: 'advanced',
    env: { ...process.env, NODE_PATH: modules, TF_CPP_MIN_LOG_LEVEL: '2' },
    execArgv: [],
  });
  try {
    return await new Promise((resolve) => {
      child.once('message', (answer: Answer) => resolve(answer));
      child.once('exit', (code, signal) => resolve({ error: `native TensorFlow ended (${signal ?? `code ${code}`})` }));
    });
  } finally {
    child.kill('SIGKILL');
  }
}

/** What a browser may take, in milliseconds; without a graphics card it can be very slow. */
const patience = 60_000;

/**
 * WebGL or WebGPU in a Chromium without a window, which computes in software where there is no graphics card: as many
 * cases as it gets done in time.
 */
export async function inBrowser(backend: 'webgl' | 'webgpu', folder: string): Promise<Answer> {
  const outfile = join(folder, `${backend}.js`);
  await build({
    absWorkingDir: root,
    entryPoints: ['test/conformance/inBrowser.ts'],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    outfile,
    logLevel: 'error',
  });
  let browser;
  try {
    browser = await launchChromium(graphics[backend]);
  } catch (error) {
    return { error: (error as Error).message.split('\n')[0]! };
  }
  try {
    const page = await browser.newPage();
    // A page of its own address, for WebGPU is only there in a secure context.
    await page.route('https://conformance.invalid/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Conformance</title>' }),
    );
    await page.goto('https://conformance.invalid/');
    const outcomes: Outcome[] = [];
    await page.exposeFunction('report', (outcome: Outcome) => void outcomes.push(outcome));
    await page.addScriptTag({ path: outfile });
    const late = `not reached within ${patience / 1000} seconds, for it computes in software here`;
    const { error, unfinished } = await Promise.race([
      page.evaluate((backend) => trainOn(backend), backend).then(({ error }) => ({ error, unfinished: undefined })),
      wait(patience, { error: undefined, unfinished: late }, { ref: false }),
    ]);
    if (error !== undefined) return { error };
    return { outcomes: [...outcomes], ...(unfinished !== undefined && { unfinished }) };
  } finally {
    await browser.close();
  }
}

/** Chromium's switches for computing in software. */
const graphics = {
  webgl: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  webgpu: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'],
};
