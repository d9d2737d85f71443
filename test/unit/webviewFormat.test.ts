import { expect, test } from 'vitest';
import {
  formatCountOf,
  formatDigits,
  formatDuration,
  formatEpoch,
  formatPercent,
  formatTwoDecimals,
  formatValue,
} from '../../webviews/shared/format';

test('counts have separators and the right form of the noun', () => {
  expect(formatCountOf(1, 'digit')).toBe('1 digit');
  expect(formatCountOf(0, 'digit')).toBe('0 digits');
  expect(formatCountOf(12_345, 'digit')).toBe('12,345 digits');
});

test('percentages keep two decimals at most', () => {
  expect([0.6, 0.9722, 1, 0].map(formatPercent)).toEqual(['60%', '97.22%', '100%', '0%']);
  expect(formatPercent(NaN)).toBe('not a number');
});

test('columns of numbers always have two decimals, and no negative zero', () => {
  expect([0.987, 0, -0.5, -0.001].map(formatTwoDecimals)).toEqual(['0.99', '0.00', '\u22120.50', '0.00']);
  expect(formatTwoDecimals(NaN)).toBe('NaN');
});

test('single numbers have three significant digits', () => {
  expect([0.012345, -1.5, 0, 123.456, 0.0000012].map(formatValue)).toEqual([
    '0.0123',
    '\u22121.5',
    '0',
    '123',
    '1.20e\u22126',
  ]);
});

test('an epoch is never ahead of what was reached', () => {
  expect([0, 2.97, 3, 2.4, 0.3, 1000].map(formatEpoch)).toEqual(['0', '2.9', '3', '2.4', '0.3', '1,000']);
});

test('durations are in the units that people use', () => {
  expect([0, 7.2, 60, 80, 7500].map(formatDuration)).toEqual(['0 s', '8 s', '1 min 0 s', '1 min 20 s', '2 h 5 min']);
});

test.each([
  [0.123456, '0.1235'],
  [-1.5, '\u22121.5'],
  [0, '0'],
  [1234567, '1.235e+6'],
  [-0.0000012345, '\u22121.234e\u22126'],
  [Infinity, '∞'],
  [-Infinity, '\u2212∞'],
  [NaN, '–'],
])('%d in four significant digits is %s', (value, text) => {
  expect(formatDigits(value)).toBe(text);
});
