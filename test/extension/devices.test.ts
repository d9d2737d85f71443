import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isMeasured } from '../../samples/devices/results';
import { measureScaling } from '../../src/devices/scaling';
import { describeMachine } from '../../src/devices/machine';
import type { Services } from '../../src/services';

const extension = vscode.extensions.getExtension<Services>('learn-deep-learning.learn-deep-learning')!;
const services = async () => extension.activate();

const devicesTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('.devices'));

const machine = () => describeMachine({ isRemote: false, vscode: vscode.version, extension: '0' });
const notInPanel = () => Promise.reject(new Error('there is no panel in this test'));

describe('devices in a real VS Code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('the command opens one panel, however often it is called', async () => {
    await services();
    const opened = new Promise((resolve) => vscode.window.tabGroups.onDidChangeTabs(resolve));
    for (const section of [undefined, 'systolic', 'roofline']) {
      await vscode.commands.executeCommand('learnDeepLearning.benchmarkDevice', { section });
    }
    await opened;
    assert.equal(devicesTabs().length, 1);
  });

  it('a benchmark measures WebAssembly in workers, on one thread and on several', async () => {
    const { benchmarks } = await services();
    const here = await machine();
    const record = await benchmarks.run(here, ['wasm', 'wasmThreads'], notInPanel, () => undefined);
    const [javascript, oneThread, threads] = record!.outcomes;
    assert.deepEqual(javascript, { device: 'javascript', missing: 'It was not chosen for this benchmark.' });
    assert.ok(oneThread && isMeasured(oneThread));
    assert.match(oneThread.engine, /WebAssembly with SIMD, one thread$/);
    assert.deepEqual(
      oneThread.workloads.map(({ id }) => id),
      ['matrixProduct', 'convolution', 'mlp', 'cnn', 'lstm', 'attention'],
    );
    for (const workload of oneThread.workloads)
      assert.ok('latency' in workload && workload.latency.p50 > 0, workload.id);
    assert.deepEqual(
      oneThread.batches.slice(0, 3).map(({ size }) => size),
      [1, 4, 16],
    );
    assert.ok(threads);
    if (here.cores === 1)
      assert.deepEqual(threads, { device: 'wasmThreads', missing: 'This machine offers one core only.' });
    else assert.match(isMeasured(threads) ? threads.engine : threads.missing, /up to \d threads$/);
    assert.equal((await benchmarks.history())[0]?.id, record!.id);
  }).timeout(180_000);

  it('a cancelled benchmark ends at once, while plain JavaScript is busy', async () => {
    const { benchmarks } = await services();
    const before = await benchmarks.history();
    const measured: string[] = [];
    const record = await benchmarks.run(await machine(), ['javascript', 'wasm'], notInPanel, (progress) => {
      if (progress) measured.push(`${progress.device}: ${progress.what}`);
      if (measured.length === 2) benchmarks.cancel();
    });
    assert.equal(record, undefined);
    assert.deepEqual(measured, ['javascript: Loading', 'javascript: Matrix product, 512 × 512']);
    assert.deepEqual(await benchmarks.history(), before);
  }).timeout(60_000);

  it('one, two and four workers train to the same weights', async () => {
    const { workers } = await services();
    const { results } = await measureScaling(() => workers().thread(), new AbortController().signal);
    assert.deepEqual(
      results.map((result) => result.workers),
      [1, 2, 4],
    );
    for (const { gradient, allReduce, furthestWeight } of results) {
      assert.ok(gradient > 0 && allReduce > 0);
      assert.ok(furthestWeight < 1e-12, `weights differ by ${furthestWeight}`);
    }
  });
});
