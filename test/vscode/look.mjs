/**
 * Looks at the extension in a real VS Code without opening a window: runs commands and takes a picture.
 *
 *   node test/vscode/look.mjs --command "Deep Learning: Train MLP on MNIST" --theme dark --width 700 --wait 5 --out panel.png
 *
 * --command may be repeated; --walkthrough TITLE opens a walkthrough; --panel pictures the webview alone; --wait is in seconds;
 * --theme is light, dark, high-contrast or high-contrast-light; without --out the picture is artifacts/look.png.
 * What the extension and its webviews print on their consoles is printed too.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './install.mjs';
import { openVSCode, themeNames } from './workbench.mjs';

const { values } = parseArgs({
  options: {
    command: { type: 'string', multiple: true, default: [] },
    walkthrough: { type: 'string' },
    theme: { type: 'string', default: 'light' },
    width: { type: 'string', default: '1280' },
    height: { type: 'string', default: '900' },
    wait: { type: 'string', default: '2' },
    panel: { type: 'boolean', default: false },
    out: { type: 'string', default: join(root, 'artifacts', 'look.png') },
  },
});

const theme = themeNames.find((name) => name === values.theme);
if (!theme) throw new Error(`--theme is one of ${themeNames.join(', ')}, not "${values.theme}"`);

const vscode = await openVSCode({ viewport: { width: Number(values.width), height: Number(values.height) } });
try {
  await vscode.setTheme(theme);
  if (values.walkthrough) await vscode.openWalkthrough(values.walkthrough);
  for (const command of values.command) await vscode.runCommand(command);
  await vscode.page.waitForTimeout(1000 * Number(values.wait));
  const target = values.panel ? (await vscode.webview()).locator('body') : vscode.page;
  await target.screenshot({ path: values.out });
} finally {
  await vscode.close();
  for (const line of vscode.console) console.log(line);
}
