import { openVSCode } from '../vscode/workbench.mjs';
import { median } from './measure.mjs';

const rounds = 5;
const seconds = 2;

/** How often the picture of a network that trains is drawn anew, in a real VS Code. */
export async function boundary() {
  const vscode = await openVSCode();
  try {
    await vscode.runCommand('View: Close Primary Side Bar');
    await vscode.runCommand('Deep Learning: Explore a Neuron');
    const panel = await vscode.webview();
    await panel.getByRole('tab', { name: 'What it can separate' }).click();
    /** @param {number[]} units of each hidden layer */
    const measure = async (units) => {
      for (const [index, count] of units.entries()) {
        const field = panel.getByRole('textbox', { name: `units of hidden layer ${index + 1}` });
        if (!(await field.isVisible())) await panel.getByRole('button', { name: 'Add a Hidden Layer' }).click();
        await field.fill(String(count));
      }
      await panel.locator('.boundary').evaluate((element) => element.scrollIntoView());
      await panel.getByRole('button', { name: 'Train', exact: true }).click();
      const rates = [];
      for (let round = 0; round < rounds; round++) rates.push(await panel.evaluate(picturesASecond, 1000 * seconds));
      await panel.getByRole('button', { name: 'Pause', exact: true }).click();
      return median(rates);
    };
    const row = (/** @type {string} */ network, /** @type {number} */ rate) => ({
      what: `pictures a second while a network learns 120 points, ${network}, median`,
      measured: rate.toFixed(0),
      goal: '≥ 30',
      reached: rate >= 30,
    });
    return [row('4 hidden units', await measure([4])), row('4 layers of 8', await measure([8, 8, 8, 8]))];
  } finally {
    await vscode.close();
  }
}

/**
 * In the page: every picture has an epoch of its own, which is written beside it.
 * @param {number} duration in milliseconds
 * @returns {Promise<number>}
 */
function picturesASecond(duration) {
  const epoch = /** @type {Element} */ (document.querySelector('.score'));
  return new Promise((resolve) => {
    let pictures = 0;
    const start = performance.now();
    const observer = new MutationObserver(() => pictures++);
    observer.observe(epoch, { subtree: true, childList: true, characterData: true });
    setTimeout(() => {
      observer.disconnect();
      resolve((1000 * pictures) / (performance.now() - start));
    }, duration);
  });
}
