import { activate, weightedSums } from '../../forward-pass/layer';
import { checksFor } from '../check';

type Neuron = (weights: readonly number[], inputs: readonly number[], bias: number) => number;

const bySample: Neuron = (weights, inputs, bias) => {
  const layer = {
    activation: 'sigmoid',
    inputs: inputs.length,
    outputs: 1,
    weights: Float64Array.from(weights),
    biases: Float64Array.of(bias),
  } as const;
  return activate('sigmoid', weightedSums(layer, inputs))[0]!;
};
const sumOf: Neuron = (weights, inputs, bias) => weights.reduce((sum, weight, i) => sum + weight * inputs[i]!, bias);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const checks = checksFor<Neuron>({
  functionName: 'neuron',
  cases: [
    { given: [[0.9, 0.3], [1, 0.5], 0], expected: 0.7408, tolerance: 5e-5 }, // The deck's first node, to four digits
    { given: [[2], [3], -6], expected: 0.5 },
    { given: [[0.5, -1, 2], [1, 2, 0.25], 0.75], expected: bySample([0.5, -1, 2], [1, 2, 0.25], 0.75) },
    { given: [[], [], 1], expected: bySample([], [], 1) },
  ],
  mistakes: [
    { diagnosis: 'That is the sum. Put it through the sigmoid.', answer: sumOf },
    { diagnosis: 'The bias is missing.', answer: (weights, inputs) => sigmoid(sumOf(weights, inputs, 0)) },
    {
      diagnosis: 'The bias is added after the sigmoid. It belongs into the sum.',
      answer: (weights, inputs, bias) => sigmoid(sumOf(weights, inputs, 0)) + bias,
    },
    {
      diagnosis: 'You put each product through the sigmoid. Add them up first.',
      answer: (weights, inputs, bias) =>
        weights.reduce((sum, weight, i) => sum + sigmoid(weight * inputs[i]!), sigmoid(bias)),
    },
  ],
});
