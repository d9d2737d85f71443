/** What a neuron does with its weighted sum, and how steeply: h = f(w·x + b) (deck topic 3). */
export interface Activation {
  readonly title: string;
  value(sum: number): number;
  /** df/dsum. */
  slope(sum: number): number;
}

const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));

export const activations = {
  step: {
    title: 'Step',
    value: (sum) => (sum > 0 ? 1 : 0),
    // Flat on both sides, and without a slope at the jump: nothing to learn from.
    slope: () => 0,
  },
  sigmoid: {
    title: 'Sigmoid',
    value: sigmoid,
    slope: (sum) => sigmoid(sum) * (1 - sigmoid(sum)),
  },
  tanh: {
    title: 'Tanh',
    value: Math.tanh,
    slope: (sum) => 1 - Math.tanh(sum) ** 2,
  },
  relu: {
    title: 'ReLU',
    value: (sum) => Math.max(0, sum),
    slope: (sum) => (sum > 0 ? 1 : 0),
  },
} as const satisfies Record<string, Activation>;

export type ActivationName = keyof typeof activations;

/** A neuron with one input. */
export interface Neuron {
  readonly activation: ActivationName;
  readonly weight: number;
  readonly bias: number;
}

/** h = f(w·x + b) */
export function output({ activation, weight, bias }: Neuron, input: number): number {
  return activations[activation].value(weight * input + bias);
}

/** What a small change of the weight does to the output: as it really is, and as the tangent foretells, ∂h/∂w · change. */
export function smallChange(neuron: Neuron, input: number, change: number): { real: number; foretold: number } {
  const sum = neuron.weight * input + neuron.bias;
  return {
    real: output({ ...neuron, weight: neuron.weight + change }, input) - output(neuron, input),
    foretold: activations[neuron.activation].slope(sum) * input * change,
  };
}
