/** Checks what a webview shows with axe-core. */
import type { AxeResults } from 'axe-core';
import { source } from 'axe-core';
import type { Frame } from 'playwright-core';

/**
 * The background must be opaque in the document itself: what lies behind the frame axe takes for white.
 * @param rules the only ones to check, by axe's names; absent: all
 * @returns the serious and the critical violations in a webview's document, each with its element and the way out
 */
export async function accessibilityProblems(frame: Frame, rules?: readonly string[]): Promise<string[]> {
  await frame.evaluate(source);
  const { violations } = await frame.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(rules ? { runOnly: rules } : {})})`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}
