/** A walkthrough as a learner follows it. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { VSCode } from '../../vscode/workbench.mjs';
import { patience, showTab } from './panel';

/** Presses one of the buttons of a step, which is opened first unless the walkthrough has done so. */
export async function press(vscode: VSCode, title: string, button: string): Promise<void> {
  const { page } = vscode;
  const step = page.locator('.getting-started-step', { has: page.getByRole('heading', { name: title, exact: true }) });
  if ((await step.getAttribute('aria-expanded')) !== 'true') await step.getByRole('heading').click();
  await untilDrawn(vscode);
  await step.getByRole('button', { name: button, exact: true }).click();
}

/** Brings the walkthrough to the front again. */
export async function backToWalkthrough(vscode: VSCode): Promise<void> {
  await showTab(vscode.page, /^Welcome/);
  await untilDrawn(vscode);
}

/** Waits for the picture beside the step: a webview that is closed while it loads would hold up the next one. */
async function untilDrawn(vscode: VSCode): Promise<void> {
  const isDrawn = async () => {
    const frame = await vscode.webview();
    return frame.locator('svg, table').first().isVisible();
  };
  // The frame of the step before goes while it is asked.
  await expect.poll(() => isDrawn().catch(() => false), patience).toBe(true);
}

/** The titles of the steps that are ticked. */
export function ticked(page: Page): Promise<string[]> {
  return page
    .getByRole('checkbox', { name: /: (Not c|C)ompleted$/, checked: true })
    .evaluateAll((ticks) => ticks.map((tick) => tick.getAttribute('aria-label')!.replace(/: .*/, '')));
}

/** Waits for these ticks, and fails should there be others. */
export function untilTicked(page: Page, steps: readonly string[]): Promise<void> {
  return expect.poll(() => ticked(page), patience).toEqual(steps);
}
