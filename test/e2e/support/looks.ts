/** Looks at a panel as people do: in every theme, and in a narrow column. */
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../../vscode/install.mjs';
import { themeNames, type VSCode } from '../../vscode/workbench.mjs';
import { accessibilityProblems } from './accessibility';
import { resize } from './panel';

const screenshots = join(root, 'artifacts', 'screenshots');

/**
 * Expects nothing serious of axe-core in each of the four themes and at 700 pixels, and nothing wider than 400 pixels there.
 * Leaves the pictures `name-theme-width.png` in artifacts/screenshots, and the panel 1280 pixels wide.
 * @param height of the panel for the pictures, in pixels
 */
export async function expectGoodLooks(vscode: VSCode, panel: Frame, name: string, height = 4000): Promise<void> {
  const look = async (theme: string, width: number) => {
    await resize(vscode, panel, width, height);
    await photograph(vscode, panel, `${name}-${theme}-${width}`);
    expect(await accessibilityProblems(panel), `${name}, ${theme}, ${width} pixels`).toEqual([]);
  };
  for (const theme of themeNames) {
    await vscode.setTheme(theme);
    await look(theme, 1280);
  }
  // A width changes places only, so that one theme stands for all.
  await look(themeNames.at(-1)!, 700);

  await resize(vscode, panel, 400, height);
  await photograph(vscode, panel, `${name}-400`);
  expect(await panel.evaluate(() => document.documentElement.scrollWidth), `${name}, 400 pixels`).toBe(400);
  await resize(vscode, panel, 1280, 900);
}

/** The part of the panel that is in the window: for a taller picture playwright would make the window taller than VS Code bears. */
async function photograph({ page }: VSCode, panel: Frame, name: string): Promise<void> {
  const body = (await panel.locator('body').boundingBox())!;
  const clip = { ...body, height: Math.min(body.height, page.viewportSize()!.height - body.y) };
  await page.screenshot({ clip, path: join(screenshots, `${name}.png`) });
}
