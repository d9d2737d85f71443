import { expect, test } from 'vitest';
import { backPropagationState } from '../../src/teaching/backPropagationState';

test.each([
  [{ view: 'none' }, 'View is "none", but must be one of: record, derivation, data, backQuery, gradients.'],
  [{ nodes: [3, 7, 2] }, 'Nodes is 7, out of range: a whole number from 1 to 6 is allowed.'],
  [{ nodes: [1, 1, 1, 1, 1] }, 'Nodes has 5 entries; at most 4 are allowed.'],
  [{ targets: [1.5] }, 'Target is 1.5, out of range: a number from 0 to 1 is allowed.'],
  [{ learningRate: 1e308 }, 'Learning rate is 1e+308, out of range'],
  [{ changes: [{ value: 1e308 }] }, 'Value is 1e+308, out of range'],
  [{ rule: 'guess' }, 'Rule is "guess", but must be one of: weight shares, transposed weights, exact gradient.'],
  [{ pixel: 784 }, 'Pixel is 784, out of range'],
  [{ first: 10 }, 'Label is 10, out of range: a whole number from 0 to 9 is allowed.'],
  [{ hiddenLayers: 9 }, 'Hidden layers is 9, out of range: a whole number from 1 to 8 is allowed.'],
])('a link with %j is refused', (state, reason) => {
  expect(() => backPropagationState.check(state, 'the state')).toThrow(reason);
});

test('a link brings back every part of the panel', () => {
  const state = {
    view: 'backQuery',
    network: 'random',
    nodes: [2, 3, 3, 2],
    changes: [{ kind: 'weight', layer: 1, node: 2, from: 0, value: -0.5 }],
    targets: [0.2, 0.8],
    repeats: 7,
    step: 12,
    weight: { layer: 1, node: 0, from: 2 },
    pixel: 300,
    epoch: 2,
    share: 0.5,
    gradientsTrained: true,
  };
  expect(backPropagationState.check(state, 'the state')).toEqual({ ...backPropagationState.initial, ...state });
});
