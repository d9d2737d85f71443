import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { logarithm } from '../../samples/logarithm';
import { RandomState } from '../../samples/numpyRandom';

const fixture = JSON.parse(readFileSync(new URL('../fixtures/numpy-random.json', import.meta.url), 'utf8')) as {
  seed: number;
  calls: [call: string, numbers: number[] | number[][]][];
};

const calls: Record<string, (random: RandomState) => Iterable<number>> = {
  'random_sample(5)': (random) => random.randomSample(5),
  'randn(7)': (random) => random.normal(0, 1, 7),
  'normal(0, 784**-0.5, (2,3))': (random) => random.normal(0, 784 ** -0.5, 6),
  'randint(0,10,8)': (random) => random.randint(0, 10, 8),
  'permutation(10)': (random) => random.permutation(10),
  'uniform(-1,1,3)': (random) => random.uniform(-1, 1, 3),
  'randn(3)': (random) => random.normal(0, 1, 3),
};

test('one generator gives the same bits as NumPy, call after call', () => {
  const random = new RandomState(fixture.seed);
  for (const [call, expected] of fixture.calls) {
    const ours = calls[call];
    expect(ours, `the fixture has a call that this test does not know: ${call}`).toBeDefined();
    expect([...ours!(random)], call).toEqual(expected.flat());
  }
});

test('a permutation has every number once', () => {
  const order = new RandomState(7).permutation(1000);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(new RandomState(7).permutation(0)).toHaveLength(0);
});

test('randint reaches both ends, and ranges of all 32 bits', () => {
  const random = new RandomState(1);
  expect(new Set(random.randint(-2, 3, 200))).toEqual(new Set([-2, -1, 0, 1, 2]));
  expect([...random.randint(5, 6, 3)]).toEqual([5, 5, 5]);
  const wide = random.randint(0, 2 ** 32, 100);
  expect(Math.max(...wide)).toBeGreaterThan(2 ** 31);
  expect(Math.min(...wide)).toBeGreaterThanOrEqual(0);
});

test.each([-1, 0.5, 2 ** 32, NaN])('refuses the seed %d', (seed) => {
  expect(() => new RandomState(seed)).toThrow(`A seed is a whole number from 0 to 4294967295, not ${seed}.`);
});

test.each([
  [0.6923226156693141, -0.36770322439085684],
  [0.2804439920644052, -1.2713812457411027],
  [0.019366957870297075, -3.9441868675733907],
  [0.6637946452197888, -0.40978244658660545],
])('the logarithm of %d is rounded correctly', (x, expected) => {
  expect(logarithm(x)).toBe(expected); // from Python's decimal module; V8's Math.log is wrong in the last bit
});

test('the logarithm is right at the ends', () => {
  expect(logarithm(1)).toBe(0);
  expect(logarithm(1 - 2 ** -53)).toBe(-1.1102230246251565e-16);
  expect(logarithm(0.5)).toBe(-0.6931471805599453);
  expect(logarithm(1e-300)).toBe(-690.7755278982137);
});
