/**
 * The same models, optimisers and losses on every backend: twenty steps from the same seed give the losses that plain
 * JavaScript gives.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inBrowser, onNative, onThread, type Answer } from './backends';

/**
 * How far each of the twenty losses may be from cpu's: this part of it, or this much where it is below 1. Rounding makes
 * less than a millionth.
 */
const tolerance = 1e-5;

const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
afterAll(() => rm(folder, { recursive: true }));

// Asked before the tests are known, so that a backend that is not there is one skipped test with one reason.
const [cpu, wasm, native, webgl, webgpu] = await Promise.all([
  onThread('cpu', folder),
  onThread('wasm', folder),
  onNative(folder),
  inBrowser('webgl', folder),
  inBrowser('webgpu', folder),
]);
if ('error' in cpu) throw new Error(`Plain JavaScript does not run: ${cpu.error}`);
const reference = cpu.outcomes;

describe('cpu', () => {
  test.each(reference.map((outcome) => [outcome.name, outcome] as const))('%s', (_, outcome) => {
    expect(outcome.error).toBeUndefined();
    expect(outcome.losses.every(Number.isFinite)).toBe(true);
    // Two batches take turns, so every second loss is of the same records: they must have been learnt.
    expect(outcome.losses.at(-2)!).toBeLessThan(outcome.losses[0]! - 0.001);
    expect(outcome.leaks.perStep).toBe(0);
    // The momentum optimiser of TensorFlow.js itself never gives back one constant.
    expect(outcome.leaks.atEnd).toBe(/momentum$|Nesterov/.test(outcome.name) && !/RMSProp/.test(outcome.name) ? 1 : 0);
  });
});

const others: [name: string, answer: Answer, mayBeMissing: boolean][] = [
  ['wasm', wasm, false],
  ['native', native, true],
  ['webgl', webgl, true],
  ['webgpu', webgpu, true],
];

describe.each(others)('%s', (_, answer, mayBeMissing) => {
  if ('error' in answer) {
    test('starts', ({ skip }) => {
      if (mayBeMissing) skip(answer.error);
      expect.fail(answer.error);
    });
    return;
  }
  if (answer.unfinished !== undefined) {
    test(`after ${answer.outcomes.at(-1)?.name ?? 'none'}`, ({ skip }) => skip(answer.unfinished));
  }
  test.each(answer.outcomes.map((outcome) => [outcome.name, outcome] as const))('%s', (name, outcome) => {
    const expected = reference.find((outcome) => outcome.name === name)!;
    expect(outcome.error).toBeUndefined();
    expect(outcome.losses).toHaveLength(expected.losses.length);
    for (const [step, loss] of expected.losses.entries()) {
      const distance = Math.abs(outcome.losses[step]! - loss) / Math.max(1, loss);
      expect(distance, `step ${step}: ${outcome.losses[step]} instead of ${loss}`).toBeLessThan(tolerance);
    }
    expect(outcome.leaks).toEqual(expected.leaks);
  });
});
