import { RandomState } from '../numpyRandom';
import { activations, type ActivationName } from './activations';
import type { LabelledPoint } from './points';

export interface NetworkShape {
  /** The units of each hidden layer, first to last; none makes a single neuron. */
  readonly hidden: readonly number[];
  /** Of the hidden layers; the output is always a sigmoid, to be read as the probability of class 1. */
  readonly activation: ActivationName;
}

/** A layer's links: `weights[unit][input]`, and a bias for each unit. */
export interface Layer {
  readonly weights: readonly Float64Array[];
  readonly biases: Float64Array;
}

export interface BoundaryNetwork extends NetworkShape {
  readonly layers: readonly Layer[];
}

export const inputs = 2;

/**
 * Weights drawn from a normal distribution around 0 with the standard deviation 1/√inputs of their layer, biases 0
 * (deck topic 4): the same seed gives the same network.
 */
export function createNetwork(shape: NetworkShape, seed: number): BoundaryNetwork {
  const random = new RandomState(seed);
  const sizes = [inputs, ...shape.hidden, 1];
  const layers = sizes.slice(1).map((units, i) => {
    const incoming = sizes[i]!;
    return {
      weights: Array.from({ length: units }, () => random.normal(0, incoming ** -0.5, incoming)),
      biases: new Float64Array(units),
    };
  });
  return { ...shape, layers };
}

/** What every unit of every layer puts out for a point; the last is the probability of class 1. */
export function signals(network: BoundaryNetwork, x: number, y: number): Float64Array[] {
  let previous = Float64Array.of(x, y);
  return network.layers.map(({ weights, biases }, index) => {
    const { value } = activations[activationOf(network, index)];
    const outputs = new Float64Array(biases.length);
    for (let unit = 0; unit < outputs.length; unit++) {
      outputs[unit] = value(dot(weights[unit]!, previous) + biases[unit]!);
    }
    return (previous = outputs);
  });
}

export function probability(network: BoundaryNetwork, x: number, y: number): number {
  return signals(network, x, y).at(-1)![0]!;
}

/** The mean cross-entropy −log p(right class) over the points, and the share of them on the right side of ½. */
export function evaluate(
  network: BoundaryNetwork,
  points: readonly LabelledPoint[],
): { loss: number; accuracy: number } {
  let loss = 0;
  let right = 0;
  for (const { x, y, label } of points) {
    const p = probability(network, x, y);
    // A saturated sigmoid is exactly 0 or 1; the logarithm of the smallest number keeps the loss finite.
    loss -= Math.log(Math.max(label === 1 ? p : 1 - p, Number.MIN_VALUE));
    if (p > 0.5 === (label === 1)) right++;
  }
  return { loss: loss / points.length, accuracy: right / points.length };
}

/** The gradient of the mean cross-entropy over the points, shaped like the network's layers, by back propagation. */
export function gradient(network: BoundaryNetwork, points: readonly LabelledPoint[]): Layer[] {
  const gradients = network.layers.map(({ weights, biases }) => ({
    weights: weights.map(({ length }) => new Float64Array(length)),
    biases: new Float64Array(biases.length),
  }));
  for (const { x, y, label } of points) {
    const outputs = [Float64Array.of(x, y), ...signals(network, x, y)];
    // Sigmoid and cross-entropy together: the derivative by the weighted sum is just p − label.
    let deltas = Float64Array.of(outputs.at(-1)![0]! - label);
    for (let index = network.layers.length - 1; index >= 0; index--) {
      const layer = network.layers[index]!;
      const incoming = outputs[index]!;
      const { weights, biases } = gradients[index]!;
      for (const [unit, delta] of deltas.entries()) {
        biases[unit]! += delta / points.length;
        for (let i = 0; i < incoming.length; i++) weights[unit]![i]! += (delta * incoming[i]!) / points.length;
      }
      if (index > 0) deltas = errorsBefore(layer, deltas, incoming, network.activation);
    }
  }
  return gradients;
}

/** One step of gradient descent on all points; changes the network. */
export function learn(network: BoundaryNetwork, points: readonly LabelledPoint[], learningRate: number): void {
  const gradients = gradient(network, points);
  for (const [index, { weights, biases }] of network.layers.entries()) {
    for (const [unit, row] of weights.entries()) {
      biases[unit]! -= learningRate * gradients[index]!.biases[unit]!;
      for (let i = 0; i < row.length; i++) row[i]! -= learningRate * gradients[index]!.weights[unit]![i]!;
    }
  }
}

/** Wᵀ · deltas, times the slope of the units that the signals came from. */
function errorsBefore(layer: Layer, deltas: Float64Array, signals: Float64Array, activation: ActivationName) {
  return signals.map((signal, i) => {
    let error = 0;
    for (const [unit, delta] of deltas.entries()) error += layer.weights[unit]![i]! * delta;
    return error * slopeFromOutput[activation](signal);
  });
}

/** The slope of an activation, from what it put out: cheaper than computing the sum again. */
const slopeFromOutput: Readonly<Record<ActivationName, (output: number) => number>> = {
  step: () => 0,
  sigmoid: (output) => output * (1 - output),
  tanh: (output) => 1 - output ** 2,
  relu: (output) => (output > 0 ? 1 : 0),
};

function activationOf({ layers, activation }: BoundaryNetwork, index: number): ActivationName {
  return index === layers.length - 1 ? 'sigmoid' : activation;
}

function dot(weights: Float64Array, signals: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * signals[i]!;
  return sum;
}
