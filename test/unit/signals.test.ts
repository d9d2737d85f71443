import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { downstreamOf, valueAt, withChanges, type Change, type Place } from '../../samples/forward-pass/change';
import { foldLinks, strongestNodes } from '../../samples/forward-pass/fold';
import { forwardPass, linksInto, OverflowError } from '../../samples/forward-pass/forwardPass';
import { matrixView } from '../../samples/forward-pass/matrixView';
import { randomNetwork, type SignalNetwork } from '../../samples/forward-pass/network';
import { findPreset, presets } from '../../samples/forward-pass/presets';
import { signalRows, sortRows, toCsv, toMarkdown } from '../../samples/forward-pass/signalTable';

interface Case {
  inputs: number[];
  wih: number[][];
  who: number[][];
  hidden_inputs: number[];
  hidden_outputs: number[];
  final_inputs: number[];
  final_outputs: number[];
}
const { cases } = JSON.parse(
  readFileSync(new URL('../fixtures/three-layer-network.json', import.meta.url), 'utf8'),
) as { cases: Case[] };

const sigmoidLayer = (weights: number[][]) =>
  ({
    activation: 'sigmoid',
    inputs: weights[0]!.length,
    outputs: weights.length,
    weights: Float64Array.from(weights.flat()),
  }) as const;

function expectClose(actual: ArrayLike<number>, expected: number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, number] of expected.entries()) expect(Math.abs(actual[i]! - number)).toBeLessThanOrEqual(1e-12);
}

test.each(cases.map((one, index) => [index, one] as const))('case %i: numpy’s signals', (_, one) => {
  const { signals, sums } = forwardPass([sigmoidLayer(one.wih), sigmoidLayer(one.who)], one.inputs);
  expectClose(signals[0]!, one.inputs);
  expectClose(sums[0]!, one.hidden_inputs);
  expectClose(signals[1]!, one.hidden_outputs);
  expectClose(sums[1]!, one.final_inputs);
  expectClose(signals[2]!, one.final_outputs);
});

test.each(presets)('$title: the deck’s figures, to all digits it prints', ({ inputs, layers, printed }) => {
  const { signals, sums } = forwardPass(layers, inputs);
  for (const [l, layer] of printed.entries()) {
    expect(layer.sums.map((text, node) => sums[l]![node]!.toFixed(digitsOf(text)))).toEqual(layer.sums);
    expect(layer.signals.map((text, node) => signals[l + 1]![node]!.toFixed(digitsOf(text)))).toEqual(layer.signals);
  }
});

const digitsOf = (text: string) => text.split('.')[1]!.length;

test('every activation by its definition', () => {
  const through = (activation: 'sigmoid' | 'tanh' | 'relu' | 'linear' | 'softmax') => [
    ...forwardPass([{ activation, inputs: 1, outputs: 2, weights: Float64Array.of(1, -2) }], [0.5]).signals[1]!,
  ];
  expect(through('sigmoid')).toEqual([1 / (1 + Math.exp(-0.5)), 1 / (1 + Math.E)]);
  const tanh = (x: number) => (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x));
  expect(through('tanh')[0]).toBeCloseTo(tanh(0.5), 15);
  expect(through('tanh')[1]).toBeCloseTo(tanh(-1), 15);
  expect(through('relu')).toEqual([0.5, 0]);
  expect(through('linear')).toEqual([0.5, -1]);
  expect(through('softmax')[0]).toBeCloseTo(Math.exp(0.5) / (Math.exp(0.5) + Math.exp(-1)), 15);
});

test('the links and the bias add up to the node’s sum', () => {
  const network = withChanges(ownNetwork(), [{ kind: 'bias', layer: 1, node: 2, value: -0.75 }]);
  const { signals, sums } = forwardPass(network.layers, network.inputs);
  const links = linksInto(network.layers[1]!, 2, signals[1]!);
  expect(links.map(({ from }) => from)).toEqual([0, 1, 2, 3]);
  expect(links.reduce((sum, { weight, signal }) => sum + weight * signal, 0) - 0.75).toBe(sums[1]![2]);
  expect(links[1]).toMatchObject({ signal: signals[1]![1], product: links[1]!.weight * signals[1]![1]! });
});

/** 3-4-5-2 with biases. */
function ownNetwork(): SignalNetwork {
  return randomNetwork([3, 4, 5, 2], ['tanh', 'sigmoid', 'softmax'], { seed: 7, biases: true });
}

test('the weights of a new network are spread as the deck says, and the seed decides them', () => {
  const options = { seed: 1, biases: false };
  const { inputs, layers } = randomNetwork([12, 12, 12, 12, 12, 12], [], options);
  expect(layers).toHaveLength(5);
  expect(inputs.every((input) => input >= 0 && input < 1)).toBe(true);
  const weights = layers.flatMap((layer) => [...layer.weights]);
  const deviation = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length);
  expect(Math.abs(deviation / 12 ** -0.5 - 1)).toBeLessThan(0.1); // 720 weights: one standard error is 2.6 %.
  expect(randomNetwork([12, 12, 12, 12, 12, 12], [], options).layers[4]).toEqual(layers[4]);
  expect(randomNetwork([12, 12], [], { seed: 2, biases: false }).inputs).not.toEqual(inputs);
});

test.each([
  [[3], 'A network here has 2 to 6 layers, the inputs included, not 1.'],
  [[1, 1, 1, 1, 1, 1, 1], 'A network here has 2 to 6 layers, the inputs included, not 7.'],
  [[3, 13], 'Layer 2 has 13 nodes, but must have 1 to 12.'],
  [[0, 3], 'Layer 1 has 0 nodes, but must have 1 to 12.'],
  [[3, 1.5], 'Layer 2 has 1.5 nodes, but must have 1 to 12.'],
])('a network of %j nodes is refused', (nodes, message) => {
  expect(() => randomNetwork(nodes, [], { seed: 1, biases: false })).toThrow(message);
});

test('changes go into a copy', () => {
  const { inputs, layers } = findPreset('three-layers');
  const changed = withChanges({ inputs, layers }, [
    { kind: 'input', node: 1, value: 5 },
    { kind: 'weight', layer: 1, node: 2, from: 0, value: -6 },
    { kind: 'bias', layer: 0, node: 1, value: 7 },
  ]);
  expect([...changed.inputs]).toEqual([0.9, 5, 0.8]);
  expect(valueAt(changed, { kind: 'weight', layer: 1, node: 2, from: 0 })).toBe(-6);
  expect([...changed.layers[0]!.biases!]).toEqual([0, 7, 0]);
  expect(valueAt({ inputs, layers }, { kind: 'weight', layer: 1, node: 2, from: 0 })).toBe(0.8);
  expect(inputs[1]).toBe(0.1);
  expect(forwardPass(changed.layers, changed.inputs).sums[0]![1]).toBeCloseTo(0.2 * 0.9 + 0.8 * 5 + 0.2 * 0.8 + 7, 14);
});

test.each<[Change, string]>([
  [{ kind: 'input', node: 3, value: 1 }, 'The network has no input 4.'],
  [{ kind: 'bias', layer: 2, node: 0, value: 1 }, 'The network has no bias of layer 4, node 1.'],
  [
    { kind: 'weight', layer: 0, node: 0, from: 3, value: 1 },
    'The network has no weight from layer 1, node 4 to layer 2, node 1.',
  ],
  [{ kind: 'input', node: 0, value: NaN }, "The input 1 can't be NaN. This is not a number."],
  [
    { kind: 'input', node: 0, value: Infinity },
    "The input 1 can't be Infinity. This is infinite; take a finite number.",
  ],
])('a change that can’t be: %j', (change, message) => {
  expect(() => withChanges(findPreset('three-layers'), [change])).toThrow(message);
});

test('a weight of 1e308 is an overflow that says where, never NaN', () => {
  const enormous = (node: number, from: number): Change => ({ kind: 'weight', layer: 0, node, from, value: 1e308 });
  const { inputs, layers } = withChanges(findPreset('two-inputs'), [enormous(1, 0), enormous(1, 1)]);
  expect(() => forwardPass(layers, [2, -2])).toThrow(OverflowError); // ∞ − ∞
  expect(() => forwardPass(layers, [1, 1])).toThrow('the sum of layer 2, node 2 is beyond 1.8e308');
  expect([...forwardPass(layers, inputs).signals[1]!]).toEqual([1 / (1 + Math.exp(-1.05)), 1]);
});

test('too few inputs are refused', () => {
  expect(() => forwardPass(findPreset('two-inputs').layers, [1])).toThrow(
    'The network takes 2 inputs, but there are 1.',
  );
});

test.each<Place>([
  { kind: 'input', node: 1 },
  { kind: 'weight', layer: 0, node: 3, from: 2 },
  { kind: 'bias', layer: 1, node: 4 },
  { kind: 'weight', layer: 2, node: 1, from: 0 },
])('what is downstream of %j is what moves when it moves', (place) => {
  const network = ownNetwork();
  const moved = withChanges(network, [{ ...place, value: valueAt(network, place) + 0.5 }]);
  const before = forwardPass(network.layers, network.inputs).signals.slice(1);
  const after = forwardPass(moved.layers, moved.inputs).signals.slice(1);
  const hasMoved = before.map((layer, l) => Array.from(layer, (signal, node) => signal !== after[l]![node]));
  expect(downstreamOf(network, place)).toEqual(hasMoved);
});

test('the weakest links are folded into one sum', () => {
  const links = linksInto(
    { activation: 'linear', inputs: 5, outputs: 1, weights: Float64Array.of(1, -4, 2, 0.5, -3) },
    0,
    [1, 1, 1, 1, 1],
  );
  const { strongest, rest } = foldLinks(links, 2);
  expect(strongest.map(({ from }) => from)).toEqual([1, 4]);
  expect(rest).toEqual({ count: 3, sum: 3.5 });
  expect(foldLinks(links, 5)).toEqual({ strongest: links });
});

test('of a large network, the nodes that send most are drawn, the strongest first', () => {
  const layers = [
    { activation: 'linear', inputs: 3, outputs: 3, weights: Float64Array.of(1, 0, 0, 0, 9, 0, 0, 0, 5) },
    { activation: 'linear', inputs: 3, outputs: 2, weights: Float64Array.of(1, 0, 2, 0, 100, 0) },
  ] as const;
  const pass = forwardPass(layers, [10, 0.1, 1]); // hidden 10, 0.9, 5; outputs 20, 90
  expect(strongestNodes(layers, pass, 1)).toEqual([[1], [1], [1]]);
  // To the outputs the hidden nodes send 10, 90 and 10; to hidden nodes 1 and 0 the inputs send 10, 0.9 and 0.
  expect(strongestNodes(layers, pass, 2)).toEqual([
    [0, 1],
    [1, 0],
    [0, 1],
  ]);
  expect(strongestNodes(layers, pass, 3)).toEqual([
    [0, 1, 2],
    [0, 1, 2],
    [0, 1],
  ]);
});

test('a step as a product of matrices', () => {
  const { inputs, layers } = findPreset('three-layers');
  const { sums } = forwardPass(layers, inputs);
  const view = matrixView(layers[0]!, inputs, sums[0]!);
  expect(view.weights).toEqual(cases[0]!.wih);
  expect(view.signals).toEqual(cases[0]!.inputs);
  expect(view.shapes).toBe('3 × 3 · 3 × 1 = 3 × 1');
  expect(view.biases).toBeUndefined();
  expectClose(view.sums, cases[0]!.hidden_inputs);
  const part = matrixView(layers[0]!, inputs, sums[0]!, { rows: [2], columns: [0, 2] });
  expect(part).toMatchObject({ weights: [[0.1, 0.6]], signals: [0.9, 0.8], sums: [sums[0]![2]] });
});

/** All rows of a network that is small enough to be shown whole. */
function rowsOf({ inputs, layers }: SignalNetwork) {
  const pass = forwardPass(layers, inputs);
  return signalRows(layers, pass, strongestNodes(layers, pass, 12), 12);
}

test('the signal table has a row for each signal, with all that it is made of', () => {
  const rows = rowsOf(findPreset('three-layers'));
  expect(rows.map(({ layer, node }) => [layer, node])).toEqual(
    [0, 1, 2].flatMap((layer) => [0, 1, 2].map((node) => [layer, node])),
  );
  expect(rows[1]).toEqual({ layer: 0, node: 1, signal: 0.1 });
  expectClose([rows[8]!.signal, rows[8]!.incoming!.sum], [cases[0]!.final_outputs[2]!, cases[0]!.final_inputs[2]!]);
  expect(rows[8]!.incoming).toMatchObject({ activation: 'sigmoid' });
  expect(rows[8]!.incoming).not.toHaveProperty('bias');
  expect(rows[8]!.incoming!.links.strongest.map(({ weight }) => weight)).toEqual([0.8, 0.1, 0.9]);
});

test('links of a large node stay in their order while a weight of theirs is changed', () => {
  const layer = { activation: 'linear', inputs: 4, outputs: 1, weights: Float64Array.of(1, 4, 3, 2) } as const;
  const before = { inputs: Float64Array.of(1, 1, 1, 1), layers: [layer] };
  const after = withChanges(before, [{ kind: 'weight', layer: 0, node: 0, from: 0, value: 9 }]);
  const pass = forwardPass(after.layers, after.inputs);
  const ranking = { layers: before.layers, pass: forwardPass(before.layers, before.inputs) };
  const { links } = signalRows(after.layers, pass, [[], [0]], 2, ranking)[0]!.incoming!;
  expect(links.strongest.map(({ from }) => from)).toEqual([1, 2]);
  expect(links.rest).toEqual({ count: 2, sum: 11 });
  expect(signalRows(after.layers, pass, [[], [0]], 2)[0]!.incoming!.links.strongest.map(({ from }) => from)).toEqual([
    0, 1,
  ]);
});

test('rows are sorted by sum, inputs last, or by signal', () => {
  const rows = rowsOf(findPreset('two-inputs'));
  const order = (...how: [Parameters<typeof sortRows>[1], boolean]) =>
    sortRows(rows, ...how).map(({ layer, node }) => `${layer}.${node}`);
  expect(order('order', false)).toEqual(['0.0', '0.1', '1.0', '1.1']);
  expect(order('order', true)).toEqual(['1.1', '1.0', '0.1', '0.0']);
  expect(order('sum', false)).toEqual(['1.1', '1.0', '0.0', '0.1']);
  expect(order('sum', true)).toEqual(['1.0', '1.1', '0.0', '0.1']);
  expect(order('signal', true)).toEqual(['0.0', '1.0', '1.1', '0.1']);
});

test('the table as CSV keeps every digit; as Markdown it has as many as asked for', () => {
  const network = withChanges(findPreset('two-inputs'), [{ kind: 'bias', layer: 0, node: 0, value: -1 }]);
  const rows = rowsOf(network);
  const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));
  expect(toCsv(rows).split('\n')).toEqual([
    'layer,node,weight × signal,bias,sum,activation,signal',
    '1,1,,,,input,1',
    '1,2,,,,input,0.5',
    `2,1,0.9 × 1 + 0.3 × 0.5,-1,${0.9 + 0.15 - 1},sigmoid,${sigmoid(0.9 + 0.15 - 1)}`,
    `2,2,0.2 × 1 + 0.8 × 0.5,0,${0.2 + 0.4},sigmoid,${sigmoid(0.2 + 0.4)}`,
    '',
  ]);
  expect(toMarkdown(rows, (value) => value.toFixed(2)).split('\n')).toEqual([
    '| layer | node | weight × signal | bias | sum | activation | signal |',
    '| --- | --- | --- | ---: | ---: | --- | ---: |',
    '| 1 | 1 |  |  |  | input | 1.00 |',
    '| 1 | 2 |  |  |  | input | 0.50 |',
    '| 2 | 1 | 0.90 × 1.00 + 0.30 × 0.50 | -1.00 | 0.05 | sigmoid | 0.51 |',
    '| 2 | 2 | 0.20 × 1.00 + 0.80 × 0.50 | 0.00 | 0.60 | sigmoid | 0.65 |',
    '',
  ]);
});
