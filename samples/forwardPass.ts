import type { DenseLayer, Network } from './observation';
import { prepareInputs } from './mnist-mlp/prepare';

/**
 * "Following the signals" (deck topic 4): one image through a network.
 * @param pixels 0…255, as many as the first layer has inputs
 * @returns what the nodes of each layer put out; the last are the network's answers
 */
export function forward(network: Pick<Network, 'inputScaling' | 'layers'>, pixels: ArrayLike<number>): Float64Array[] {
  let signals = new Float64Array(network.layers[0]?.inputs ?? 0);
  if (pixels.length !== signals.length) {
    throw new RangeError(`The network takes ${signals.length} pixels, but the image has ${pixels.length}.`);
  }
  prepareInputs(pixels, network.inputScaling, signals);
  return network.layers.map((layer) => (signals = activate(layer.activation, incoming(layer, signals))));
}

/** weights · signals + biases */
function incoming({ weights, biases, inputs, outputs }: DenseLayer, signals: Float64Array): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(outputs);
  for (let j = 0, link = 0; j < outputs; j++) {
    let sum = 0;
    for (let i = 0; i < inputs; i++, link++) sum += weights[link]! * signals[i]!;
    sums[j] = sum + (biases?.[j] ?? 0);
  }
  return sums;
}

function activate(activation: DenseLayer['activation'], sums: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  switch (activation) {
    case 'sigmoid':
      return sums.map((sum) => 1 / (1 + Math.exp(-sum)));
    case 'relu':
      return sums.map((sum) => Math.max(0, sum));
    case 'softmax': {
      const largest = Math.max(...sums); // Subtracted so that no exponential overflows; the quotients stay the same.
      const exponentials = sums.map((sum) => Math.exp(sum - largest));
      const total = exponentials.reduce((a, b) => a + b);
      return exponentials.map((exponential) => exponential / total);
    }
  }
}
