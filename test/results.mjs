/** A vitest reporter that writes to `TEST_RESULTS` what test/extension/index.ts writes too: the counts, and why a test was skipped. */
import { writeFileSync } from 'node:fs';

export default class Results {
  /** @param {readonly import('vitest/node').TestModule[]} modules */
  onTestRunEnd(modules) {
    if (!process.env.TEST_RESULTS) return;
    const results = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]) };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') results.passed++;
        if (result.state === 'failed') results.failed++;
        if (result.state === 'skipped') results.skipped.push(`${test.fullName}: ${result.note ?? 'no reason given'}`);
      }
    }
    writeFileSync(process.env.TEST_RESULTS, JSON.stringify(results));
  }
}
