/** Checks what a webview shows with axe-core. */
import type { AxeResults } from 'axe-core';
import { source } from 'axe-core';
import type { Frame } from 'playwright-core';

/** @returns the serious and the critical violations in a webview's document, each with the elements it is about */
export async function accessibilityProblems(frame: Frame): Promise<string[]> {
  await frame.evaluate(source);
  const { violations } = await frame.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join('\n')}`);
}
