import { expect, test } from 'vitest';
import { choice, differences, flag, list, number, object, optional, readNumber, text } from '../../src/teaching/fields';

const rate = number('learning rate', { initial: 0.1, minimum: 1e-4, maximum: 10 });
const count = number('points', { initial: 100, minimum: 1, maximum: 500, integer: true });

test.each([
  ['', 'Learning rate is empty: type a number.'],
  ['  ', 'Learning rate is empty: type a number.'],
  ['abc', 'Learning rate is "abc", which is not a number: a number from 0.0001 to 10 is allowed.'],
  ['NaN', 'Learning rate is "NaN", which is not a number: a number from 0.0001 to 10 is allowed.'],
  ['Infinity', 'Learning rate is infinite: a number from 0.0001 to 10 is allowed.'],
  ['-inf', 'Learning rate is infinite: a number from 0.0001 to 10 is allowed.'],
  ['1e400', 'Learning rate is infinite: a number from 0.0001 to 10 is allowed.'],
  ['1e308', 'Learning rate is 1e+308, out of range: a number from 0.0001 to 10 is allowed.'],
  ['0', 'Learning rate is 0, out of range: a number from 0.0001 to 10 is allowed.'],
])('"%s" is refused at the field', (typed, reason) => {
  expect(() => readNumber(typed, rate)).toThrow(reason);
});

test('ten thousand points, and half a point, are refused at the field', () => {
  expect(() => readNumber('10000', count)).toThrow(
    'Points is 10000, out of range: a whole number from 1 to 500 is allowed.',
  );
  expect(() => readNumber('2.5', count)).toThrow('Points is 2.5, not whole');
});

test.each([
  ['0.5', 0.5],
  [' 0,5 ', 0.5],
  ['1e-3', 0.001],
  ['+2', 2],
])('"%s" is read as %d', (typed, value) => {
  expect(readNumber(typed, rate)).toBe(value);
});

test('a minus sign is one, typed or typeset', () => {
  const any = number('x', { initial: 0, minimum: -10, maximum: 10 });
  expect(readNumber('\u22122.5', any)).toBe(-2.5);
  expect(readNumber('-2.5', any)).toBe(-2.5);
});

const pair = list(number('coordinate', { initial: 0, minimum: -5, maximum: 5 }), {
  minimumLength: 2,
  maximumLength: 2,
});
const state = object({
  rate,
  kind: choice(['one', 'two'], 'one'),
  isScaled: flag(false),
  name: text(5),
  points: optional(list(pair, { maximumLength: 3 })),
});

test('what is left out takes its initial value, and what was given comes back', () => {
  expect(state.check({}, 'the state')).toEqual({ rate: 0.1, kind: 'one', isScaled: false, name: '', points: null });
  const given = { rate: 1, kind: 'two', isScaled: true, name: 'abc', points: [[1, 2]] };
  expect(state.check(given, 'the state')).toEqual(given);
});

test.each([
  [7, 'The state is 7, but must be an object.'],
  [null, 'The state is null, but must be an object.'],
  [[], 'The state is [], but must be an object.'],
  [{ speed: 1 }, 'There is no "speed" in the state. There are: rate, kind, isScaled, name, points.'],
  [{ __proto__: null, constructor: 1 }, 'There is no "constructor" in the state.'],
  [{ rate: '1' }, 'Learning rate is "1", which is not a number'],
  [{ rate: null }, 'Learning rate is null, which is not a number'],
  [{ kind: 'three' }, 'Kind is "three", but must be one of: one, two.'],
  [{ isScaled: 1 }, 'IsScaled is 1, but must be true or false.'],
  [{ name: 'abcdef' }, 'Name must be a text of at most 5 characters.'],
  [{ points: 'x'.repeat(99) }, /^Points is "x{39}…, but must be a list\.$/],
  [{ points: Array(4).fill([0, 0]) }, 'Points has 4 entries; at most 3 are allowed.'],
  [{ points: [[1, 2], [3]] }, 'Points, entry 2 has 1 entries; at least 2 are allowed.'],
  [{ points: [[1, 1e308]] }, 'Coordinate is 1e+308, out of range'],
])('%j is refused, with the reason', (given, reason) => {
  expect(() => state.check(given, 'the state')).toThrow(reason);
});

test('only what differs from the beginning needs to be said, and checking it gives the whole state back', () => {
  const shown = { ...state.initial, rate: 2, points: [[0, 1]] as const };
  expect(differences(state, shown)).toEqual({ rate: 2, points: [[0, 1]] });
  expect(differences(state, state.initial)).toEqual({});
  expect(state.check(differences(state, shown), 'the state')).toEqual(shown);
});
