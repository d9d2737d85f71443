/** Checks what a webview shows with axe-core. */
import type { AxeResults } from 'axe-core';
import { source } from 'axe-core';
import type { Frame } from 'playwright-core';

/**
 * The background must be opaque in the document itself: what lies behind the frame axe takes for white.
 * @returns the serious and the critical violations in a webview's document, each with its element and the way out
 */
export async function accessibilityProblems(frame: Frame): Promise<string[]> {
  await frame.evaluate(source);
  const { violations } = await frame.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}
