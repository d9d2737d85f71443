import { answersOf, scorecard, sum } from '../classification';
import { classes, pixelsPerImage, type Digits } from '../digits';
import { forward } from '../forwardPass';
import type { Network } from '../observation';
import { quantiseLayers, type Precision } from './quantise';

/** What keeping a trained network's weights in fewer bits does to its answers. */
export interface PrecisionResult {
  readonly precision: Precision;
  /** Of all weights and biases. */
  readonly bytes: number;
  /** The share of the digits that are read right, 0…1. */
  readonly accuracy: number;
  /** Digits that are answered differently than with the original weights. */
  readonly changedAnswers: number;
}

export const precisions: readonly Precision[] = ['original', 'float16', 'int8'];

/** Asks the network about every digit in each precision; it computes as before, only its weights are rounded. */
export function measurePrecision(
  { inputScaling, layers }: Pick<Network, 'inputScaling' | 'layers'>,
  { labels, pixels }: Pick<Digits, 'labels' | 'pixels'>,
): PrecisionResult[] {
  let original: Uint8Array | undefined;
  return precisions.map((precision) => {
    const quantised = quantiseLayers(layers, precision);
    const outputs = new Float64Array(labels.length * classes);
    for (let record = 0; record < labels.length; record++) {
      const image = pixels.subarray(record * pixelsPerImage, (record + 1) * pixelsPerImage);
      outputs.set(forward({ inputScaling, layers: quantised.layers }, image).at(-1)!, record * classes);
    }
    const answers = answersOf(outputs, classes);
    original ??= answers;
    return {
      precision,
      bytes: quantised.bytes,
      accuracy: sum(scorecard(answers, labels)) / labels.length,
      changedAnswers: labels.length - sum(scorecard(answers, original)),
    };
  });
}
