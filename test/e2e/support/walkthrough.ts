/** A walkthrough as a learner follows it. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { patience } from './panel';

/** Opens a step and presses one of its buttons. */
export async function press(page: Page, step: string, button: string): Promise<void> {
  const heading = page.getByRole('heading', { name: step, exact: true });
  await heading.click();
  const opened = page.locator('.getting-started-step', { has: heading });
  await opened.getByRole('button', { name: button, exact: true }).click();
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
