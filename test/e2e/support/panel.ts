/** The training panel as a learner finds its parts: by what they are called. */
import type { Frame, Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { VSCode } from '../../vscode/workbench.mjs';

/** Something that takes a moment, on a machine that is busy with other things. */
export const patience = { timeout: 120_000, interval: 100 };

/** Trains with one of the presets; returns the panel that opens. */
export function train(vscode: VSCode, preset: string): Promise<Frame> {
  return panelShownBy(vscode, async () => {
    await vscode.runCommand('Deep Learning: Train MLP on MNIST');
    await vscode.pick(preset);
  });
}

/** Trains with parameters typed in one by one; what is not given keeps the suggested value. */
export function trainWith(vscode: VSCode, values: Readonly<Record<string, string>>): Promise<Frame> {
  return panelShownBy(vscode, async () => {
    await vscode.runCommand('Deep Learning: Train MLP on MNIST');
    await vscode.pick('Own parameters…');
    await dialogTitled(vscode.page, 'MLP on MNIST: model');
    const { model = 'hand-made' } = values;
    await vscode.pick(model);
    const batchSize = model === 'tensorflow' ? ['batch size'] : []; // the hand-made network learns record by record
    for (const name of ['hidden units', 'learning rate', 'epochs', ...batchSize, 'training records']) {
      const input = await dialogTitled(vscode.page, `MLP on MNIST: ${name}`);
      if (values[name] !== undefined) await input.fill(values[name]);
      await input.press('Enter');
    }
  });
}

/** The text field of the quick input, once it has this title. */
export async function dialogTitled(page: Page, title: string): Promise<Locator> {
  const dialog = page.locator('.quick-input-widget').filter({ has: page.getByText(title, { exact: true }) });
  await dialog.waitFor();
  return dialog.locator('input.input');
}

/** The panel that `action` brings to the front. */
export async function panelShownBy(vscode: VSCode, action: () => Promise<void>): Promise<Frame> {
  const earlier = [...(await panels(vscode.page)).keys()];
  await action();
  return vi.waitFor(async () => {
    const shown = [...(await panels(vscode.page))].find(([id]) => !earlier.includes(id));
    if (!shown) throw new Error('No panel was shown');
    return shown[1];
  }, patience);
}

/** The visible panels of a window, by the id of their run. */
export async function panels(page: Page): Promise<Map<string, Frame>> {
  const found = new Map<string, Frame>();
  for (const frame of page.frames()) {
    try {
      // VS Code loads a webview's page in a "pending-frame", which may still be replaced.
      const isLoaded = (await (await frame.frameElement()).getAttribute('id')) === 'active-frame';
      const id = isLoaded && (await frame.evaluate(() => document.getElementById('root')?.dataset.runId));
      if (id) found.set(id, frame);
    } catch {
      // The main frame has no element; others come and go while a panel opens or closes.
    }
  }
  return found;
}

export type Status = 'Starting' | 'Training' | 'Paused' | 'Finished' | 'Stopped' | 'Failed';

export function untilStatus(panel: Frame, status: Status): Promise<void> {
  return panel.locator('header').getByText(status, { exact: true }).waitFor({ timeout: patience.timeout });
}

/** How far the run is, in epochs. */
export function epoch(panel: Frame): Promise<number> {
  return panel.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value);
}

export function untilEpoch(panel: Frame, reached: number): Promise<void> {
  return expect.poll(() => epoch(panel), patience).toBeGreaterThanOrEqual(reached);
}

/** One of the numbers below the title, such as "Test accuracy". */
export function fact(panel: Frame, name: string): Promise<string> {
  return panel.locator(`header dt:text-is("${name}") + dd`).innerText();
}

/** "94.2%" → 0.942 */
export const fraction = (percent: string) => Number(percent.replace('%', '')) / 100;

/** The table behind a chart: its rows as the cells' texts, the heading first. */
export async function numbers(panel: Frame, chart: 'Loss' | 'Accuracy'): Promise<string[][]> {
  const table = panel.getByRole('region', { name: chart });
  if (!(await table.isVisible())) {
    const summaries = panel.getByRole('region', { name: 'Learning curves' }).getByText('Show numbers');
    await summaries.nth(chart === 'Loss' ? 0 : 1).click();
    await table.waitFor();
  }
  return rowsOf(table);
}

/** The rows of a table's body, once it is there. */
export async function rowsOf(table: Locator): Promise<string[][]> {
  const rows = table.locator('tbody tr');
  await rows.first().waitFor();
  return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
}

/** Brings an editor to the front. */
export async function showTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

export function closeEditors(vscode: VSCode): Promise<void> {
  return vscode.runCommand('View: Close All Editors');
}

/** Makes the window as large as the panel needs to have this size. */
export async function resize({ page }: VSCode, panel: Frame, width: number, height: number): Promise<void> {
  const window = page.viewportSize()!;
  const inner = await panel.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await page.setViewportSize({
    width: window.width + width - inner.width,
    height: window.height + height - inner.height,
  });
  await expect.poll(() => panel.evaluate(() => innerWidth), patience).toBe(width);
}
