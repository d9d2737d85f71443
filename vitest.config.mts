import { defineConfig } from 'vitest/config';
import { excerptsForVite } from './webviews/excerpts.mjs';

export default defineConfig({
  test: {
    reporters: ['default', './test/results.mjs'],
    projects: [
      // On a busy machine everything takes ten times as long; only what hangs should fail.
      {
        plugins: [excerptsForVite],
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 },
      },
      { test: { name: 'conformance', include: ['test/conformance/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
