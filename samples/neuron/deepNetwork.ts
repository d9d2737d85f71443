import { forwardPass } from '../forward-pass/forwardPass';
import type { SignalNetwork } from '../forward-pass/network';

/** A network of four layers, the inputs included, with weights that are short to write: to learn its names on. */
export const deepNetwork: SignalNetwork = {
  inputs: Float64Array.of(0.9, 0.1, 0.8),
  layers: [
    {
      activation: 'sigmoid',
      inputs: 3,
      outputs: 3,
      weights: Float64Array.of(0.8, -0.4, 0.5, -0.6, 0.9, 0.3, 0.2, 0.7, -0.9),
      biases: Float64Array.of(0.1, -0.2, 0.3),
    },
    {
      activation: 'sigmoid',
      inputs: 3,
      outputs: 3,
      weights: Float64Array.of(1.2, -0.7, 0.4, -0.5, 1.1, 0.6, 0.3, 0.8, -1.3),
      biases: Float64Array.of(-0.3, 0.2, 0.1),
    },
    {
      activation: 'sigmoid',
      inputs: 3,
      outputs: 2,
      weights: Float64Array.of(0.9, -1.1, 0.7, -0.8, 0.6, 1.4),
      biases: Float64Array.of(0.2, -0.1),
    },
  ],
};

/** Its signals from left to right. */
export const deepPass = forwardPass(deepNetwork.layers, deepNetwork.inputs);
