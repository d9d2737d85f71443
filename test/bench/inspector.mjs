import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openVSCode } from '../vscode/workbench.mjs';
import { insideVSCode } from './insideVSCode.mjs';
import { atMost, median } from './measure.mjs';

const rounds = 5;
const shardBytes = 4 * 2 ** 20;
/** Nodes of each layer: 50.4 million parameters. */
const nodes = [4096, 8192, 2048, 10];

/** The inspector with a model of 50 million parameters, in a real VS Code. */
export async function inspector() {
  const panel = await inPanel();
  const host = await insideVSCode('test/bench/inspectorInsideVSCode.ts', (folder) => writeModel(folder));
  return [
    atMost('50.4 M parameters: from choosing the file to its graph, median', median(panel.shown), 2000, 'ms'),
    atMost('  the slowest of the rounds', Math.max(...panel.shown), 2000, 'ms'),
    atMost(
      '  longest task of the panel until then, and while it reads a weight of 33.6 M',
      panel.longestTask,
      50,
      'ms',
    ),
    atMost("  longest delay of the extension host's event loop, all the while", host.longestDelay, 100, 'ms'),
    figure('  heatmap and histogram of the weight of 33.6 M, median', median(panel.read)),
    figure('  all weights loaded, every output and gradient computed', panel.computed),
  ];
}

/**
 * @param {string} what
 * @param {number} milliseconds
 */
function figure(what, milliseconds) {
  return { what, measured: `${milliseconds.toFixed(0)} ms`, goal: 'none' };
}

/** In the webview, through the browser. All in milliseconds. */
async function inPanel() {
  const vscode = await openVSCode();
  try {
    await writeModel(join(vscode.folder, 'large'));
    const shown = [];
    const read = [];
    let longestTask = 0;
    let computed = NaN;
    for (let round = 0; round < rounds; round++) {
      await vscode.runCommand('View: Close All Editors');
      await vscode.runCommand('Deep Learning: Inspect Model…');
      await vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: 'large/model.json' }).waitFor();
      const start = performance.now();
      await vscode.pick('large/model.json');
      const panel = await vscode.webview('Inspect model.json');
      await panel.locator('#graph .node').first().waitFor();
      shown.push(performance.now() - start);
      const reading = performance.now();
      await panel.getByText('33,554,432').waitFor({ timeout: 60_000 });
      read.push(performance.now() - reading);
      if (round === rounds - 1) {
        const computing = performance.now();
        await panel.getByRole('button', { name: 'Compute' }).first().click();
        await panel.getByText('Computed with').waitFor({ timeout: 120_000 });
        computed = performance.now() - computing;
      }
      longestTask = Math.max(longestTask, await panel.evaluate(longestTaskSoFar));
    }
    return { shown, read, computed, longestTask };
  } finally {
    await vscode.close();
  }
}

/** In the page. @returns {Promise<number>} milliseconds, 0 if no task was long */
function longestTaskSoFar() {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) =>
      resolve(Math.max(...list.getEntries().map(({ duration }) => duration))),
    );
    observer.observe({ type: 'longtask', buffered: true });
    setTimeout(() => resolve(0), 200);
  });
}

/**
 * A Sequential of dense layers with made-up weights, in shards of 4 MB, as TensorFlow.js writes it.
 * @param {string} folder
 */
export async function writeModel(folder) {
  await mkdir(folder, { recursive: true });
  const layers = nodes.slice(1).map((units, i) => ({
    class_name: 'Dense',
    config: {
      name: `dense_${i + 1}`,
      ...{ units, use_bias: true, activation: i === nodes.length - 2 ? 'softmax' : 'relu' },
      ...(i === 0 && { batch_input_shape: [null, nodes[0]] }),
    },
  }));
  const weights = nodes.slice(1).flatMap((units, i) => [
    { name: `dense_${i + 1}/kernel`, shape: [nodes[i], units], dtype: 'float32' },
    { name: `dense_${i + 1}/bias`, shape: [units], dtype: 'float32' },
  ]);
  const count = weights.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  const values = Float32Array.from({ length: count }, (_, i) => 0.02 * Math.sin(i * 1.37));
  const bytes = new Uint8Array(values.buffer);
  const shards = Math.ceil(bytes.length / shardBytes);
  const paths = Array.from({ length: shards }, (_, i) => `group1-shard${i + 1}of${shards}.bin`);
  for (const [i, path] of paths.entries()) {
    await writeFile(join(folder, path), bytes.subarray(i * shardBytes, (i + 1) * shardBytes));
  }
  const modelTopology = { class_name: 'Sequential', config: { name: 'large', layers } };
  const json = { format: 'layers-model', modelTopology, weightsManifest: [{ paths, weights }] };
  await writeFile(join(folder, 'model.json'), JSON.stringify(json));
}
