/**
 * `npm test`: all checks and all tests, each to its end even when an earlier one failed. The last line counts the tests; a check
 * that failed, and a suite that broke without a failed test, count as one failure each.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const artifacts = join(import.meta.dirname, '..', 'artifacts');
rmSync(artifacts, { recursive: true, force: true });
mkdirSync(artifacts);

const total = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]) };
for (const script of ['typecheck', 'lint', 'test:unit', 'test:conformance', 'test:extension', 'test:e2e']) {
  console.log(`\n===== npm run ${script} =====\n`);
  const file = join(artifacts, `${script.replace('test:', '')}.json`);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_RESULTS: file },
    shell: process.platform === 'win32', // where npm is a .cmd file, which only a shell starts
    timeout: 30 * 60_000,
  });
  const { passed, failed, skipped } = script.startsWith('test:') ? read(file) : { passed: 0, failed: 0, skipped: [] };
  total.passed += passed;
  total.failed += status !== 0 && failed === 0 ? 1 : failed;
  total.skipped.push(...skipped);
  console.log(status === 0 ? `\n${script}: passed` : `\n${script}: FAILED`);
}

console.log('\n===== Summary =====\n');
for (const test of total.skipped) console.log(`skipped: ${test}`);
const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * @param {string} file
 * @returns {typeof total} what the suite counted; nothing if it did not get that far
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: [] };
  }
}
