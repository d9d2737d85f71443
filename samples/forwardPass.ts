import { activate, weightedSums } from './forward-pass/layer';
import type { Network } from './observation';
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
  return network.layers.map((layer) => (signals = activate(layer.activation, weightedSums(layer, signals))));
}
