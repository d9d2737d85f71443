import { openVSCode } from '../vscode/workbench.mjs';
import { median } from './measure.mjs';


const moves = 200;

/** What it costs to work with the teaching panels, in a real VS Code. */
export async function panels() {
  const drag = await dragging();
  return [
    {
      what: 'dragging one of 100 points, 7 optimisers × 200 steps: a frame, median',
      measured: `${drag.toFixed(1)} ms`,
      goal: '≤ 16 ms',
      reached: drag <= 16,
    },
    
  ];
}

/** @returns the milliseconds from a move of the mouse until its frame is painted, the median of many */
async function dragging() {
  const vscode = await openVSCode();
  try {
    await vscode.runCommand('View: Close Primary Side Bar');
    await vscode.runCommand('Deep Learning: Show Gradient Descent Paths');
    const panel = await vscode.webview();
    await panel.getByRole('radio', { name: 'Two parameters' }).check();
    for (const name of ['Stochastic', 'Mini-batch', 'Momentum', 'Nesterov', 'RMSProp', 'Adam']) {
      await panel.getByRole('checkbox', { name }).check();
    }
    await panel.getByRole('textbox', { name: 'Iterations' }).fill('200');
    await panel.getByText('Show numbers of all optimisers').click();
    await panel.getByRole('slider', { name: 'Step' }).press('End');
    await panel.getByText('Step 200 of 200').waitFor();
    const point = panel.getByRole('button', { name: 'Point 12:' });
    await point.scrollIntoViewIfNeeded();
    const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await point.boundingBox());
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await panel.evaluate(watchMoves);
    await vscode.page.mouse.move(x, y);
    await vscode.page.mouse.down();
    for (let i = 1; i <= moves; i++) {
      await vscode.page.mouse.move(x + 40 * Math.sin(i / 10), y + 30 * Math.sin(i / 7));
    }
    await vscode.page.mouse.up();
    return median(await panel.evaluate(() => /** @type {any} */ (globalThis).frameDurations));
  } finally {
    await vscode.close();
  }
}

/** In the page: Chromium hands a move over at the beginning of a frame; a message sent in the frame arrives after its painting. */
function watchMoves() {
  /** @type {number[]} */
  const durations = [];
  Object.assign(globalThis, { frameDurations: durations });
  addEventListener(
    'pointermove',
    () => {
      const start = performance.now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => durations.push(performance.now() - start);
        port2.postMessage(undefined);
      });
    },
    { capture: true },
  );
}
