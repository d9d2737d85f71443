import { expect, test } from 'vitest';
import { agreement } from '../../samples/back-propagation/agreement';
import { DeepTraining, type DeepShape } from '../../samples/back-propagation/deepTraining';
import { weightDerivative } from '../../samples/back-propagation/derivation';
import { centralDifference } from '../../samples/back-propagation/finiteDifference';
import { learnRecord } from '../../samples/back-propagation/learnRecord';
import { preparations } from '../../samples/back-propagation/preparations';
import { SaturationTraining } from '../../samples/back-propagation/saturation';
import { pixelsPerImage, type Digits } from '../../samples/digits';
import { randomNetwork } from '../../samples/forward-pass/network';
import { handMadeScaling, prepareInputs, prepareTargets } from '../../samples/mnist-mlp/prepare';
import { RandomState } from '../../samples/numpyRandom';

/** Digits that are told apart by where their ink is; the left half of each image stays paper. */
function easyDigits(count: number): Digits {
  const random = new RandomState(7);
  const labels = Uint8Array.from({ length: count }, (_, record) => record % 10);
  const pixels = new Uint8Array(count * pixelsPerImage);
  for (let record = 0; record < count; record++) {
    for (let pixel = 0; pixel < pixelsPerImage; pixel++) {
      const column = pixel % 28;
      const isInk = column >= 14 && Math.floor(pixel / 28 / 2.8) === labels[record];
      if (isInk) pixels[record * pixelsPerImage + pixel] = 150 + 100 * random.random();
    }
  }
  return { count, pixels, labels };
}

const shape: DeepShape = { hiddenLayers: 3, unitsPerLayer: 8, activation: 'sigmoid' };

test.each(['sigmoid', 'relu'] as const)('a deep step goes along the measured gradient (%s)', (activation) => {
  const digits = easyDigits(1);
  const training = new DeepTraining(digits, { ...shape, activation }, 3);
  const before = training.layers.map((layer) => ({ ...layer, weights: layer.weights.slice() }));
  const inputs = new Float64Array(pixelsPerImage);
  const targets = new Float64Array(10);
  prepareInputs(digits.pixels, handMadeScaling, inputs);
  prepareTargets(0, targets);
  const record = { inputs, targets };

  const rate = 0.5;
  const { loss, gradients } = training.step(rate, 1);
  expect(loss).toBeCloseTo(learnRecord(before, record, 0, 'exact gradient').loss, 12);
  expect(gradients).toHaveLength(4);
  for (const [layer, { weights, inputs: width }] of training.layers.entries()) {
    for (const link of [0, Math.floor(weights.length / 2), weights.length - 1]) {
      const place = { kind: 'weight', layer, node: Math.floor(link / width), from: link % width } as const;
      const measured = centralDifference(before, record, place, 1e-5);
      expect((before[layer]!.weights[link]! - weights[link]!) / rate).toBeCloseTo(measured, 8);
    }
  }
});

test('a batch learns from the mean of its records', () => {
  const digits = easyDigits(4);
  const [one, batch] = [new DeepTraining(digits, shape, 3), new DeepTraining(digits, shape, 3)];
  const start = one.layers.map(({ weights }) => weights.slice());
  // With a rate so small that the weights hardly move, single steps add up to the batch's.
  const rate = 1e-6;
  for (let record = 0; record < 4; record++) one.step(rate / 4, 1);
  batch.step(rate, 4);
  const moved = ({ layers }: DeepTraining, l: number, link: number) =>
    (layers[l]!.weights[link]! - start[l]![link]!) / rate;
  for (const l of [1, 2, 3]) {
    for (const link of [0, 5, 17]) expect(moved(one, l, link)).toBeCloseTo(moved(batch, l, link), 8);
  }
});

test('networks with the same seed start with the same weights, whatever their activation', () => {
  const weights = (activation: DeepShape['activation']) =>
    new DeepTraining(easyDigits(1), { ...shape, activation }, 5).layers.map((layer) => [...layer.weights.slice(0, 20)]);
  expect(weights('sigmoid')).toEqual(weights('relu'));
});

test('gradients vanish towards the inputs of a deep sigmoid network, and ReLU learns what it does not', () => {
  const run = (activation: DeepShape['activation']) => {
    const training = new DeepTraining(easyDigits(20), { hiddenLayers: 5, unitsPerLayer: 20, activation }, 42);
    const steps = Array.from({ length: 300 }, () => training.step(0.5, 10));
    const sizes = steps[0]!.gradients.map(({ rootMeanSquare }) => rootMeanSquare);
    return { sizes, accuracy: (steps.at(-1)!.accuracy + steps.at(-2)!.accuracy) / 2 };
  };
  const [sigmoid, relu] = [run('sigmoid'), run('relu')];
  for (let l = 1; l < 6; l++) expect(sigmoid.sizes[l - 1]).toBeLessThan(sigmoid.sizes[l]!);
  expect(sigmoid.sizes[0]! / sigmoid.sizes[5]!).toBeLessThan(1e-3);
  expect(relu.sizes[0]! / relu.sizes[5]!).toBeGreaterThan(0.05);
  expect(sigmoid.accuracy).toBeLessThan(0.5);
  expect(relu.accuracy).toBeGreaterThan(0.8);
});

test('a network that diverges says so instead of going on with numbers that are none', () => {
  const training = new DeepTraining(easyDigits(10), { hiddenLayers: 3, unitsPerLayer: 8, activation: 'relu' }, 1);
  expect(() => {
    for (let step = 0; step < 300; step++) training.step(1e200, 1);
  }).toThrow('Overflow');
});

function saturate(id: keyof typeof preparations, epochs: number) {
  const digits = easyDigits(20);
  const training = new SaturationTraining(digits, preparations[id], 12, 42);
  const reports = [];
  for (let i = 0; i < epochs * digits.count; i++) {
    const report = training.learn(1);
    expect(report !== undefined).toBe((i + 1) % digits.count === 0);
    if (report) reports.push(report);
  }
  return reports;
}

test('weights on inputs of 0 never move, and all of them do with 0.01', () => {
  const neverInk = 14 / 28; // the left half of every image, and no more
  expect(saturate('zeroAndOne', 3).at(-1)!.unmoved).toBeCloseTo(neverInk, 12);
  expect(saturate('deck', 3).at(-1)!.unmoved).toBe(0);
});

test('with targets 0 and 1 the slope goes on falling; with 0.01 and 0.99 it comes to rest near 0.0099', () => {
  const [deck, one] = [saturate('deck', 400), saturate('zeroAndOne', 400)];
  const restingSlope = 0.99 * 0.01;
  for (const { outputSlope } of deck) expect(outputSlope).toBeGreaterThan(restingSlope);
  expect(one.at(-1)!.outputSlope).toBeLessThan(restingSlope);
  expect(one.at(-1)!.outputSlope).toBeLessThan(0.9 * one[299]!.outputSlope);
  expect([deck.at(-1)!.accuracy, one.at(-1)!.accuracy]).toEqual([1, 1]);
});

test('pixels as they are saturate the hidden nodes at once', () => {
  expect(saturate('raw', 1)[0]!.hiddenSlope).toBeLessThan(0.02);
  expect(saturate('deck', 1)[0]!.hiddenSlope).toBeGreaterThan(0.05);
});

test('the derivative of a hidden weight, line by line, is the measured one', () => {
  const { inputs, layers } = randomNetwork([3, 4, 2], [], { seed: 11, biases: false });
  const record = { inputs, targets: [0.2, 0.9] };
  const { errors, forward } = learnRecord(layers, record, 0, 'exact gradient');
  const [node, from] = [2, 1];
  const steps = weightDerivative(
    { error: errors[0]![node]!, sum: forward.sums[0]![node]!, signal: inputs[from]! },
    0.3,
  );
  const measured = centralDifference(layers, record, { kind: 'weight', layer: 0, node, from }, 1e-5);
  expect(steps[4]!.value).toBeCloseTo(measured, 9); // of the half squared error
  expect(steps[3]!.value).toBeCloseTo(2 * measured, 9);
  expect(steps[5]!.value).toBeCloseTo(-0.3 * measured, 9);
});

test('the agreement of two steps is a cosine, and below a right angle the loss falls', () => {
  const { inputs, layers } = randomNetwork([3, 4, 2], [], { seed: 2, biases: false });
  const record = { inputs, targets: [0.01, 0.99] };
  const by = (rule: Parameters<typeof learnRecord>[3], rate = 1e-3) => learnRecord(layers, record, rate, rule);
  const exact = by('exact gradient');
  expect(agreement(exact, exact)).toBeCloseTo(1, 12);
  const opposite = { ...exact, weightSteps: exact.weightSteps.map((steps) => steps.map((step) => -step)) };
  expect(agreement(exact, opposite)).toBeCloseTo(-1, 12);
  const nothing = { ...exact, weightSteps: exact.weightSteps.map((steps) => steps.map(() => 0)) };
  expect(agreement(exact, nothing)).toBe(0);

  for (const rule of ['transposed weights', 'weight shares'] as const) {
    const step = by(rule);
    const { loss } = learnRecord(step.after, record, 0, rule);
    expect(loss < step.loss).toBe(agreement(step, exact) > 0);
  }
});
