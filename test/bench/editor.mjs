import { openVSCode } from '../vscode/workbench.mjs';
import { insideVSCode } from './insideVSCode.mjs';
import { atMost, median } from './measure.mjs';

const rounds = 5;

/** The extension in a real VS Code: what it costs the editor, and how soon and smoothly the panel draws. */
export async function editor() {
  const host = [];
  const panel = [];
  for (let round = 0; round < rounds; round++) {
    host.push(await insideVSCode('test/bench/insideVSCode.ts'));
    panel.push(await measurePanel());
  }
  const ofPanel = (/** @type {keyof Awaited<ReturnType<typeof measurePanel>>} */ name) =>
    median(panel.map((one) => one[name]));
  const loads = host.some(({ loadsTensorFlow }) => loadsTensorFlow);
  return [
    atMost('activation', ofPanel('activation'), 30, 'ms'),
    { what: 'activation loads TensorFlow.js', measured: loads ? 'yes' : 'no', goal: 'no', reached: !loads },
    atMost(
      'host event loop while training: delay, 99th percentile',
      median(host.map(({ hostDelay }) => hostDelay)),
      20,
      'ms',
    ),
    atMost('command to first plotted point', ofPanel('firstPoint'), 1500, 'ms'),
    atMost('panel while training: longest task', ofPanel('longestTask'), 50, 'ms'),
    {
      what: 'panel while training: frames per second',
      measured: ofPanel('framesPerSecond').toFixed(0),
      goal: '≥ 50',
      reached: ofPanel('framesPerSecond') >= 50,
    },
  ];
}

/** In the webview, through the browser. */
async function measurePanel() {
  const vscode = await openVSCode();
  try {
    await vscode.runCommand('Deep Learning: Train MLP on MNIST');
    await vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: 'TensorFlow network' }).waitFor();
    const start = performance.now();
    await vscode.pick('TensorFlow network');
    const panel = await vscode.webview();
    await panel.locator('canvas[aria-label^="Line chart"]').first().waitFor();
    const firstPoint = performance.now() - start;
    const smoothness = await panel.evaluate(watchFrames, 4000);
    return { firstPoint, ...smoothness, activation: await activationTime(vscode) };
  } finally {
    await vscode.close();
  }
}

/**
 * What VS Code itself says that loading and activating the extension took, in milliseconds.
 * @param {import('../vscode/workbench.mjs').VSCode} vscode
 */
async function activationTime(vscode) {
  await vscode.runCommand('Developer: Show Running Extensions');
  const row = vscode.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: /learn.deep.learning/i });
  const text = await row.locator('.activation-time').textContent();
  return Number(/([\d.]+)\s*ms/.exec(text ?? '')?.[1]);
}

/**
 * Counts frames and long tasks, in the page.
 * @param {number} milliseconds
 * @returns {Promise<{ framesPerSecond: number, longestTask: number }>} the longest task in milliseconds, 0 if none was long
 */
function watchFrames(milliseconds) {
  return new Promise((resolve) => {
    let frames = 0;
    let longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
    }).observe({ type: 'longtask' });
    const start = performance.now();
    const count = () => {
      const elapsed = performance.now() - start;
      if (elapsed >= milliseconds) return resolve({ framesPerSecond: (frames / elapsed) * 1000, longestTask });
      frames++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
}
