import { forwardPass } from '../forward-pass/forwardPass';
import type { Layer } from '../forward-pass/layer';
import { sentBack } from './hiddenErrors';
import { outputErrors, type LabelledRecord } from './learnRecord';
import { slopes } from './slope';

/**
 * The other way to see what a network takes a label for: not the weights but the picture is changed, along the exact
 * gradient of −½ Σ (target − output)². Each call makes one step.
 * (Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2013.)
 * @param rate how far along the gradient
 * @returns the picture after the step, kept within what a prepared pixel can be, 0.01…1, and the loss before it
 */
export function ascend(
  layers: readonly Layer[],
  { inputs, targets }: LabelledRecord,
  rate: number,
): { readonly inputs: Float64Array; readonly loss: number } {
  const forward = forwardPass(layers, inputs);
  const errors = outputErrors(forward, targets);
  const gradient = layers.reduceRight<Float64Array>((signal, layer, l) => {
    const slope = slopes(layer.activation, forward.sums[l]!, forward.signals[l + 1]!);
    return sentBack(
      layer,
      signal.map((error, node) => error * slope[node]!),
    );
  }, errors);
  return {
    inputs: Float64Array.from(gradient, (step, i) => Math.min(Math.max(inputs[i]! + rate * step, 0.01), 1)),
    loss: errors.reduce((sum, error) => sum + error ** 2, 0) / 2,
  };
}
