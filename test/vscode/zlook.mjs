// usage: zlook.mjs themes widths ; env RUN=1 runs the benchmark
import { openVSCode } from './workbench.mjs';
import { mkdir, copyFile, access } from 'node:fs/promises';
import { join } from 'node:path';
const vscode = await openVSCode({ viewport: { width: 1280, height: 900 } });
const storage = join(vscode.folder, '..', 'data', 'User', 'globalStorage', 'learn-deep-learning.learn-deep-learning');
const { page } = vscode;
try {
  await mkdir(storage, { recursive: true });
  if (!process.env.RUN) await copyFile('/tmp/bm.json', join(storage, 'benchmarks.json'));
  await vscode.runCommand('View: Close Primary Side Bar');
  if (process.env.TRAIN) {
    await vscode.runCommand('Deep Learning: Train MLP on MNIST');
    await vscode.pick('100 records');
    await page.waitForTimeout(5000);
    await vscode.runCommand('View: Close All Editors');
  }
  await vscode.runCommand('Deep Learning: Benchmark This Device');
  const panel = await vscode.webview();
  await panel.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(1500);
  await panel.getByLabel('asked one digit at a time').selectOption('wasm');
  await panel.getByLabel('asked 1,024 at once').selectOption('webgl');
  if (process.env.RUN) await panel.getByRole('button', { name: 'Run the Benchmark' }).click();
  await panel.getByRole('heading', { name: /Latency: how/ }).waitFor({ timeout: 200000 });
  if (process.env.RUN) await copyFile(join(storage, 'benchmarks.json'), '/tmp/bm.json');
  await panel.getByRole('button', { name: 'Train on 1, 2 and 4 Workers' }).click();
  if (process.env.TRAIN) {
    await panel.getByRole('button', { name: 'Round Its Weights' }).click();
  }
  await panel.locator('#guess-group').fill('9');
  await panel.locator('#guess-group').press('Enter');
  await panel.locator('#guess-result').fill('4');
  await panel.locator('#guess-result').press('Enter');
  await panel.getByRole('slider', { name: 'Step of the two processors' }).fill('9');
  await panel.getByRole('slider', { name: 'Step of the array' }).fill('4');
  await panel.getByRole('slider', { name: 'Faster memory' }).fill('2');
  await panel.getByText('All end with the same').waitFor({ timeout: 60000 });
  if (process.env.TRAIN) await panel.getByText('8-bit whole numbers').waitFor();
  for (const theme of process.argv[2].split(',')) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await vscode.setTheme(theme);
    for (const width of process.argv[3].split(',')) {
      await page.setViewportSize({ width: Number(width) + 70, height: 9000 });
      await page.waitForTimeout(900);
      const root = panel.locator('#root');
      const box = await root.boundingBox();
      const n = Number(process.argv[4] ?? 3);
      const h = Math.ceil(box.height / n);
      for (let i = 0; i < n; i++)
        await page.screenshot({
          path: `/tmp/shots/${theme}-${width}-${i}.png`,
          clip: { x: box.x, y: box.y + i * h, width: box.width, height: Math.min(h, box.height - i * h) },
        });
      console.log(
        theme,
        width,
        await panel.evaluate(() => [
          innerWidth,
          document.documentElement.scrollWidth,
          document.getElementById('root').scrollHeight,
        ]),
      );
    }
  }
} catch (e) {
  console.log(e);
  await page.screenshot({ path: '/tmp/shots/fail.png' });
} finally {
  await vscode.close();
  for (const line of vscode.console) console.log(line.slice(0, 400));
}
