import type { Activation } from '../forward-pass/layer';

/**
 * The derivative of an activation at each node, from what entered it and what left it.
 * @throws RangeError for softmax, whose outputs depend on all sums of the layer at once
 */
export function slopes(activation: Activation, sums: Float64Array, outputs: Float64Array): Float64Array {
  switch (activation) {
    case 'sigmoid':
      return outputs.map((output) => output * (1 - output));
    case 'tanh':
      return outputs.map((output) => 1 - output ** 2);
    case 'relu':
      return sums.map((sum) => (sum > 0 ? 1 : 0));
    case 'linear':
      return sums.map(() => 1);
    case 'softmax':
      throw new RangeError('A softmax node has no slope of its own: choose another activation to step through.');
  }
}
