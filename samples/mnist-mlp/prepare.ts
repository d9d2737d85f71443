import type { Network } from '../observation';

type InputScaling = Network['inputScaling'];

/** 0.01…1 (deck topic 5): an input of 0 would leave its weights without any change. */
export const handMadeScaling: InputScaling = { scale: 0.99, offset: 0.01 };

/** 0…1 */
export const tensorflowScaling: InputScaling = { scale: 1, offset: 0 };

/** Turns an image's pixels, 0…255, into what enters the network. */
export function prepareInputs(
  pixels: ArrayLike<number>,
  { scale, offset }: InputScaling,
  inputs: Float64Array | Float32Array,
): void {
  for (let i = 0; i < inputs.length; i++) inputs[i] = (pixels[i]! / 255) * scale + offset;
}

/** What the output nodes should say (deck topic 5): 0.99 for the label and 0.01 for the rest, for a sigmoid never reaches 0 or 1. */
export function prepareTargets(label: number, targets: Float64Array): void {
  targets.fill(0.01);
  targets[label] = 0.99;
}
