import { expect, test } from 'vitest';
import { howFarOff } from '../../webviews/shared/teaching/predictions';
import { playedStep, stepForKey } from '../../webviews/shared/teaching/stepping';

test('playing takes so many steps a second, from where it was started, and stops at the last', () => {
  const play = { from: 10, last: 40, speed: 5, calm: false };
  expect([0, 0.1, 0.2, 1, 5.9, 6, 100].map((seconds) => playedStep(play, seconds))).toEqual([
    10, 10, 11, 15, 39, 40, 40,
  ]);
});

test('whoever asked for less motion gets the same speed in two pictures a second', () => {
  const play = { from: 0, last: 1000, speed: 30, calm: true };
  expect([0.1, 0.4, 0.5, 0.9, 1].map((seconds) => playedStep(play, seconds))).toEqual([0, 0, 15, 15, 30]);
});

test('keys step, jump, and stay within bounds', () => {
  const at = (key: string) => [stepForKey(key, 0, 9), stepForKey(key, 5, 9), stepForKey(key, 9, 9)];
  expect(at('ArrowLeft')).toEqual([0, 4, 8]);
  expect(at('ArrowRight')).toEqual([1, 6, 9]);
  expect(at('Home')).toEqual([0, 0, 0]);
  expect(at('End')).toEqual([9, 9, 9]);
  expect(at('x')).toEqual([undefined, undefined, undefined]);
});

test.each([
  [3, 2, '1 (50%) too high.'],
  [1.5, 2, '0.5 (25%) too low.'],
  [2, 2, 'exactly right.'],
  [1.99, 2, 'right, to 0.01.'],
  [-1, -2, '1 (50%) too high.'],
  [0.5, 0, '0.5 too high.'],
])('a guess of %d for %d is %s', (guess, truth, verdict) => {
  expect(howFarOff(guess, truth)).toBe(verdict);
});
