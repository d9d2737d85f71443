import { classes, pixelsPerImage, type Digits } from '../digits';
import { forwardPass } from '../forward-pass/forwardPass';
import type { Layer } from '../forward-pass/layer';
import { plainLinearAlgebra } from '../linearAlgebra';
import { handMadeScaling, prepareInputs, prepareTargets } from '../mnist-mlp/prepare';
import { RandomState } from '../numpyRandom';
import { gradientHistogram, type GradientHistogram } from './gradientHistogram';
import { byExactGradient } from './hiddenErrors';
import { outputErrors } from './learnRecord';
import { slopes } from './slope';

export interface DeepShape {
  readonly hiddenLayers: number;
  readonly unitsPerLayer: number;
  /** Of the hidden layers; the outputs are sigmoids, whose targets are 0.01 and 0.99. */
  readonly activation: 'sigmoid' | 'relu';
}

/** What one step of gradient descent did. */
export interface DeepStep {
  /** ½ Σ (target − output)², mean of the batch, before the step. */
  readonly loss: number;
  /** The part of the batch, 0…1, that was read right before the step. */
  readonly accuracy: number;
  /** The gradients of each layer's weights, from the first layer after the inputs to the outputs. */
  readonly gradients: readonly GradientHistogram[];
}

/**
 * A deep network for digits that learns by the exact gradient, and shows how large the gradients are in each layer.
 * Weights start normally distributed around 0 with the standard deviation (incoming links)^−½; there are no biases. Two
 * networks with the same seed and size start with the same weights, whatever their activation.
 */
export class DeepTraining {
  readonly layers: readonly (Layer & { readonly weights: Float64Array })[];
  readonly #gradients: readonly Float64Array[];
  readonly #inputs = new Float64Array(pixelsPerImage);
  readonly #targets = new Float64Array(classes);
  #record = 0;

  constructor(
    private readonly digits: Digits,
    { hiddenLayers, unitsPerLayer, activation }: DeepShape,
    seed: number,
  ) {
    const random = new RandomState(seed);
    const nodes = [pixelsPerImage, ...Array<number>(hiddenLayers).fill(unitsPerLayer), classes];
    this.layers = nodes.slice(1).map((outputs, l) => ({
      activation: l === hiddenLayers ? 'sigmoid' : activation,
      inputs: nodes[l]!,
      outputs,
      weights: random.normal(0, nodes[l]! ** -0.5, outputs * nodes[l]!),
    }));
    this.#gradients = this.layers.map(({ weights }) => new Float64Array(weights.length));
  }

  /**
   * One step on the mean gradient of the next `batchSize` records.
   * @throws OverflowError when the network has diverged: a sum is no longer finite
   */
  step(learningRate: number, batchSize: number): DeepStep {
    for (const gradient of this.#gradients) gradient.fill(0);
    let loss = 0;
    let right = 0;
    for (let i = 0; i < batchSize; i++) {
      const record = this.#record++ % this.digits.count;
      const label = this.digits.labels[record]!;
      this.#read(record, label);
      const { outputs, errors } = this.#addGradient(1 / batchSize);
      loss += errors.reduce((sum, error) => sum + error ** 2, 0) / 2;
      if (outputs.indexOf(Math.max(...outputs)) === label) right++;
    }
    for (const [l, { weights }] of this.layers.entries()) {
      const gradient = this.#gradients[l]!;
      for (let link = 0; link < weights.length; link++) weights[link]! -= learningRate * gradient[link]!;
    }
    return { loss: loss / batchSize, accuracy: right / batchSize, gradients: this.#gradients.map(gradientHistogram) };
  }

  /** ∂loss/∂w of the record that was read, added up over the batch. */
  #addGradient(share: number) {
    const forward = forwardPass(this.layers, this.#inputs);
    const errors = outputErrors(forward, this.#targets);
    let sentBack = errors;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = this.layers[l]!;
      const slope = slopes(layer.activation, forward.sums[l]!, forward.signals[l + 1]!);
      const deltas = sentBack.map((error, node) => error * slope[node]!);
      plainLinearAlgebra.addOuterProduct(this.#gradients[l]!, -share, deltas, forward.signals[l]!);
      if (l > 0) sentBack = byExactGradient(layer, sentBack, slope);
    }
    return { outputs: forward.signals.at(-1)!, errors };
  }

  #read(record: number, label: number): void {
    const start = record * pixelsPerImage;
    prepareInputs(this.digits.pixels.subarray(start, start + pixelsPerImage), handMadeScaling, this.#inputs);
    prepareTargets(label, this.#targets);
  }
}
