import { expect, test } from 'vitest';
import { forwardPassState } from '../../src/teaching/forwardPassState';

test.each([
  [{ source: 'none' }, 'Source is "none", but must be one of: two-inputs, three-layers, own, run.'],
  [{ nodes: [3, 13] }, 'Nodes is 13, out of range: a whole number from 1 to 12 is allowed.'],
  [{ nodes: [3] }, 'Nodes has 1 entries; at least 2 are allowed.'],
  [{ nodes: [1, 1, 1, 1, 1, 1, 1] }, 'Nodes has 7 entries; at most 6 are allowed.'],
  [{ activations: ['step'] }, 'but must be one of: sigmoid, tanh, relu, linear, softmax.'],
  [{ changes: [{ value: 1e308 }] }, 'Value is 1e+308, out of range: a number from -1000 to 1000 is allowed.'],
  [{ changes: [{ kind: 'node' }] }, 'Kind is "node", but must be one of: input, weight, bias.'],
  [{ changes: Array(201).fill({}) }, 'Changes has 201 entries; at most 200 are allowed.'],
])('a link with %j is refused', (state, reason) => {
  expect(() => forwardPassState.check(state, 'the state')).toThrow(reason);
});

test('a link brings back every change', () => {
  const changes = [
    { kind: 'weight', layer: 1, node: 2, from: 0, value: -0.5 },
    { kind: 'input', layer: 0, node: 1, from: 0, value: 0.25 },
  ];
  expect(forwardPassState.check({ source: 'three-layers', step: 4, changes }, 'the state')).toEqual({
    ...forwardPassState.initial,
    ...{ source: 'three-layers', step: 4, changes },
  });
});
