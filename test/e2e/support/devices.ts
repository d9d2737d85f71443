/** The devices panel as a learner finds its parts. */
import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { devices } from '../../../samples/devices/results';
import type { VSCode } from '../../vscode/workbench.mjs';
import { panelShownBy, patience } from './panel';

export const openDevices = (vscode: VSCode): Promise<Frame> =>
  panelShownBy(vscode, () => vscode.runCommand('Deep Learning: Benchmark This Device'));

/** The WebAssembly devices are on every machine, and quick. */
export const quickDevices = ['WebAssembly, one thread', 'WebAssembly, threads'];

/** Has the next benchmark measure these only. */
export async function chooseDevices(panel: Frame, chosen: readonly string[]): Promise<void> {
  const first = panel.getByRole('checkbox', { name: devices[0].title });
  if (!(await first.isVisible())) await panel.getByText('The next benchmark measures').click();
  for (const { title } of devices) {
    await panel.getByRole('checkbox', { name: title, exact: true }).setChecked(chosen.includes(title));
  }
}

export const run = (panel: Frame) => panel.getByRole('button', { name: 'Run the Benchmark' }).click();
export const progressBar = (panel: Frame) => panel.getByRole('progressbar', { name: 'Progress of the benchmark' });

/** Waits for the end of a benchmark that is going on. */
export async function untilMeasured(panel: Frame): Promise<void> {
  await progressBar(panel).waitFor();
  await expect.poll(() => progressBar(panel).isVisible(), { ...patience, timeout: 240_000 }).toBe(false);
}

/** The section with this heading. */
export const section = (panel: Frame, heading: string | RegExp): Locator =>
  panel.getByRole('region', { name: heading }).filter({ has: panel.getByRole('heading', { level: 2 }) });

/** Types a guess and presses Enter. */
export async function guess(panel: Frame, question: RegExp, value: string): Promise<void> {
  const field = panel.getByRole('textbox', { name: question });
  await field.fill(value);
  await field.press('Enter');
}
