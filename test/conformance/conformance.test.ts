/**
 * The same models, optimisers and losses on every backend: twenty steps from the same seed give the losses that plain
 * JavaScript gives.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inBrowser, onNative, onThread, type Answer } from './backends';
import type { Outcome } from './train';

/** How far a loss may be from cpu's after up to twenty steps in float32: this part of it, or this much where it is below 1. */
const tolerance = 1e-4;

const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
afterAll(() => rm(folder, { recursive: true }));

// Asked before the tests are known, so that a backend that is not there is one skipped test with one reason.
const cpu = await onThread('cpu', folder);
if ('error' in cpu) throw new Error(`Plain JavaScript does not run: ${cpu.error}`);
const reference = cpu.outcomes;

describe('cpu', () => {
  test.each(reference.map((outcome) => [outcome.name, outcome] as const))('%s', (_, outcome) => {
    expect(outcome.error).toBeUndefined();
    expect(outcome.losses.every(Number.isFinite)).toBe(true);
    // Two batches take turns, so every second loss is of the same records: they must have been learnt.
    expect(outcome.losses.at(-2)!).toBeLessThan(outcome.losses[0]! * 0.9995);
    expectNoLeaks(outcome);
  });
});

const others: [name: string, answer: Answer, mayBeMissing: boolean][] = [
  ['wasm', await onThread('wasm', folder), false],
  ['native', await onNative(folder), true],
  ['webgl', await inBrowser('webgl', folder), true],
  ['webgpu', await inBrowser('webgpu', folder), true],
];

describe.each(others)('%s', (_, answer, mayBeMissing) => {
  if ('error' in answer) {
    test('starts', ({ skip }) => {
      if (mayBeMissing) skip(answer.error);
      expect.fail(answer.error);
    });
    return;
  }
  const found = new Map(answer.outcomes.map((outcome) => [outcome.name, outcome]));
  test.each(reference.map((outcome) => [outcome.name, outcome] as const))('%s', (name, { losses }) => {
    const outcome = found.get(name)!;
    expect(outcome.error).toBeUndefined();
    const distances = outcome.losses.map((loss, step) => Math.abs(loss - losses[step]!) / Math.max(1, losses[step]!));
    expect(distances).toHaveLength(losses.length);
    expect(Math.max(...distances)).toBeLessThan(tolerance);
    expectNoLeaks(outcome);
  });
});

function expectNoLeaks({ leaks }: Outcome): void {
  expect(leaks).toEqual({ perStep: 0, atEnd: 0 });
}
