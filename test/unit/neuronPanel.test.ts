import { expect, test } from 'vitest';
import { createNetwork, signals } from '../../samples/neuron/boundaryNetwork';
import { deepNetwork, deepPass } from '../../samples/neuron/deepNetwork';
import { limits, neuronState } from '../../src/teaching/neuronState';
import { linkPlaces, linksOf, nameOfLink, withLinks } from '../../webviews/neuron/links';

test('links are taken from a network and put back where they were', () => {
  const network = createNetwork({ hidden: [3, 2], activation: 'tanh' }, 9);
  const links = linksOf(network);
  const places = linkPlaces([2, 3, 2, 1]);
  expect(places.map(({ index }) => index)).toEqual(links.map((_, index) => index));
  for (const { index, layer, to, from } of places) {
    const { weights, biases } = network.layers[layer]!;
    expect(links[index]).toBe(from === undefined ? biases[to] : weights[to]![from]);
  }
  const other = createNetwork({ hidden: [3, 2], activation: 'tanh' }, 10);
  const copy = withLinks(other, links);
  expect(signals(copy, 0.3, -0.7)).toEqual(signals(network, 0.3, -0.7));
  expect(linksOf(other), 'the one that was copied stays').not.toEqual(links);
});

test('links are named by where they lead', () => {
  const sizes = [2, 3, 1];
  expect(linkPlaces(sizes).map((place) => nameOfLink(sizes, place))).toEqual([
    'weight from x to unit 1 of layer 1',
    'weight from y to unit 1 of layer 1',
    'weight from x to unit 2 of layer 1',
    'weight from y to unit 2 of layer 1',
    'weight from x to unit 3 of layer 1',
    'weight from y to unit 3 of layer 1',
    'bias of unit 1 of layer 1',
    'bias of unit 2 of layer 1',
    'bias of unit 3 of layer 1',
    'weight from unit 1 of layer 1 to the output',
    'weight from unit 2 of layer 1 to the output',
    'weight from unit 3 of layer 1 to the output',
    'bias of the output',
  ]);
});

test('a state with the links of another network is refused, one with its own comes back', () => {
  const hidden = Array.from({ length: limits.hiddenLayers }, () => limits.unitsPerLayer);
  const links = linksOf(createNetwork({ hidden, activation: 'relu' }, 1));
  const state = { ...neuronState.initial, hidden, links, epoch: 12, seed: 1 };
  expect(neuronState.check(JSON.parse(JSON.stringify(state)), 'the state')).toEqual(state);
  expect(() => neuronState.check({ hidden, links: links.slice(1) }, 'the state')).toThrow(
    `Links has ${links.length - 1} entries, but this network has ${links.length} weights and biases.`,
  );
});

test('the network whose names are learnt: each node is f of its formula', () => {
  const { signals: outputs } = deepPass;
  for (const [l, { weights, biases, inputs }] of deepNetwork.layers.entries()) {
    for (const [node, output] of outputs[l + 1]!.entries()) {
      let sum = biases![node]!;
      for (let from = 0; from < inputs; from++) sum += weights[node * inputs + from]! * outputs[l]![from]!;
      expect(output).toBeCloseTo(1 / (1 + Math.exp(-sum)), 14);
    }
  }
});
