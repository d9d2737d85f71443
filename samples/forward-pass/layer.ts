import type { DenseLayer } from '../observation';

export type Activation = DenseLayer['activation'] | 'tanh' | 'linear';

/** `activation(weights · signals + biases)`; the weights are outputs × inputs, row j holds the links into node j. */
export type Layer = Omit<DenseLayer, 'activation'> & { readonly activation: Activation };

/** Everything that enters each node: its row of weights times the signals, plus its bias. */
export function weightedSums(layer: Layer, signals: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const { weights, biases, inputs, outputs } = layer;
  const sums = new Float64Array(outputs);
  for (let node = 0, link = 0; node < outputs; node++) {
    let sum = 0;
    for (let from = 0; from < inputs; from++, link++) sum += weights[link]! * signals[from]!;
    sums[node] = sum + (biases?.[node] ?? 0);
  }
  return sums;
}

/** What leaves the nodes of a layer, from what entered them. */
export function activate(activation: Activation, sums: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  switch (activation) {
    case 'sigmoid':
      return sums.map((sum) => 1 / (1 + Math.exp(-sum)));
    case 'tanh':
      return sums.map(Math.tanh);
    case 'relu':
      return sums.map((sum) => Math.max(0, sum));
    case 'linear':
      return sums.slice();
    case 'softmax': {
      const largest = Math.max(...sums); // Subtracted so that no exponential overflows; the quotients stay the same.
      const exponentials = sums.map((sum) => Math.exp(sum - largest));
      const total = exponentials.reduce((a, b) => a + b);
      return exponentials.map((exponential) => exponential / total);
    }
  }
}
