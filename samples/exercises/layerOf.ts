import type { Layer } from '../forward-pass/layer';

/** A sigmoid layer as the samples have it, from a row of weights for each node. */
export const layerOf = (weights: readonly (readonly number[])[]): Layer => ({
  activation: 'sigmoid',
  inputs: weights[0]!.length,
  outputs: weights.length,
  weights: Float64Array.from(weights.flat()),
});
