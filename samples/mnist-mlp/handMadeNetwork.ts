import { pixelsPerImage, type Digits } from '../digits';
import type { LinearAlgebra } from '../linearAlgebra';
import { RandomState } from '../numpyRandom';
import type { DenseLayer } from '../observation';
import type { Classifier } from './classifier';
import { handMadeScaling, prepareInputs, prepareTargets } from './prepare';

/**
 * The network of deck topic 5: three layers, sigmoid nodes, no biases, and nothing but loops and matrix products.
 * It learns record by record. Put a record into `inputs` and `targets`, then call `query` or `train`.
 */
export class HandMadeNetwork implements Classifier {
  readonly inputScaling = handMadeScaling;
  /** Each record is a step of its own; a few at once save passes over the weights, and still let a stop in at once. */
  readonly recordsAtOnce = 16;

  /** Weights input → hidden (hidden × inputs) and hidden → output (outputs × hidden). */
  readonly wih: Float64Array;
  readonly who: Float64Array;

  readonly inputs: Float64Array;
  readonly hiddenOutputs: Float64Array;
  readonly finalOutputs: Float64Array;

  readonly targets: Float64Array;
  readonly outputErrors: Float64Array;
  readonly hiddenErrors: Float64Array;

  /** Errors times the sigmoid's slope: how far each node's incoming signal should move. */
  readonly #outputDeltas: Float64Array;
  readonly #hiddenDeltas: Float64Array;
  /** The inputs of the record before, while the next one's are already in `inputs`. */
  readonly #inputsBefore: Float64Array;
  readonly #linearAlgebra: LinearAlgebra;
  #loss = 0;

  /** Weights start normally distributed around 0 with the standard deviation (incoming links)^−½ (deck topic 4). */
  constructor(linearAlgebra: LinearAlgebra, nodes: { inputs: number; hidden: number; outputs: number }, seed: number) {
    const { inputs, hidden, outputs } = nodes;
    const zeros = (length: number) => linearAlgebra.zeros(length);
    this.#linearAlgebra = linearAlgebra;
    this.wih = zeros(hidden * inputs);
    this.who = zeros(outputs * hidden);
    this.inputs = zeros(inputs);
    this.hiddenOutputs = zeros(hidden);
    this.finalOutputs = zeros(outputs);
    this.targets = zeros(outputs);
    this.outputErrors = zeros(outputs);
    this.hiddenErrors = zeros(hidden);
    this.#outputDeltas = zeros(outputs);
    this.#hiddenDeltas = zeros(hidden);
    this.#inputsBefore = zeros(inputs);

    const random = new RandomState(seed);
    this.wih.set(random.normal(0, inputs ** -0.5, this.wih.length));
    this.who.set(random.normal(0, hidden ** -0.5, this.who.length));
  }

  /** From `inputs` to `finalOutputs`. */
  query(): void {
    this.#linearAlgebra.matrixVector(this.wih, this.inputs, this.hiddenOutputs);
    this.#fromHiddenSums();
  }

  /** The rest of `query`, once `hiddenOutputs` holds the sums that reach the hidden nodes. */
  #fromHiddenSums(): void {
    applySigmoid(this.hiddenOutputs);
    this.#linearAlgebra.matrixVector(this.who, this.hiddenOutputs, this.finalOutputs);
    applySigmoid(this.finalOutputs);
  }

  /**
   * One step on one record by the deck's rule. The hidden errors are whoᵀ · outputErrors, with the weights that made
   * the errors, and without the output's slope: simpler than the exact gradient.
   */
  train(learningRate: number): void {
    this.query();
    this.#sendErrorsBack(learningRate);
    this.#changeHiddenWeights(learningRate);
  }

  /** All of a step after `query` but the change of `wih`. */
  #sendErrorsBack(learningRate: number): void {
    for (let k = 0; k < this.targets.length; k++) this.outputErrors[k] = this.targets[k]! - this.finalOutputs[k]!;
    this.#linearAlgebra.transposedMatrixVector(this.who, this.outputErrors, this.hiddenErrors);

    multiplyBySlope(this.outputErrors, this.finalOutputs, this.#outputDeltas);
    multiplyBySlope(this.hiddenErrors, this.hiddenOutputs, this.#hiddenDeltas);
    this.#linearAlgebra.addOuterProduct(this.who, learningRate, this.#outputDeltas, this.hiddenOutputs);
  }

  #changeHiddenWeights(learningRate: number): void {
    this.#linearAlgebra.addOuterProduct(this.wih, learningRate, this.#hiddenDeltas, this.inputs);
  }

  /** As they come: the deck's network reads its file from top to bottom. */
  order(_epoch: number, count: number): Uint32Array {
    return Uint32Array.from({ length: count }, (_, i) => i);
  }

  /** `train` on one record after the other, except that one pass over `wih` learns a record and multiplies the next one. */
  trainBatch(digits: Digits, records: Uint32Array, learningRate: number): void {
    for (const [i, record] of records.entries()) {
      this.#inputsBefore.set(this.inputs);
      this.#read(digits, record);
      if (i === 0) this.query();
      else this.#changeHiddenWeightsAndQuery(learningRate);
      this.#sendErrorsBack(learningRate);
      this.#loss += this.#squaredError();
    }
    if (records.length > 0) this.#changeHiddenWeights(learningRate);
  }

  /** `#changeHiddenWeights` with the record before, then `query`. */
  #changeHiddenWeightsAndQuery(learningRate: number): void {
    const { wih, inputs, hiddenOutputs } = this;
    const [deltas, before] = [this.#hiddenDeltas, this.#inputsBefore];
    this.#linearAlgebra.addOuterProductThenMultiply(wih, learningRate, deltas, before, inputs, hiddenOutputs);
    this.#fromHiddenSums();
  }

  takeLoss(): Promise<number> {
    const loss = this.#loss;
    this.#loss = 0;
    return Promise.resolve(loss);
  }

  answer(digits: Digits, from: number, to: number) {
    const outputs = new Float64Array((to - from) * this.finalOutputs.length);
    let loss = 0;
    for (let record = from; record < to; record++) {
      this.#read(digits, record);
      this.query();
      outputs.set(this.finalOutputs, (record - from) * this.finalOutputs.length);
      loss += this.#squaredError();
    }
    return { outputs, loss };
  }

  layers(): DenseLayer[] {
    const [inputs, hidden, outputs] = [this.inputs.length, this.hiddenOutputs.length, this.finalOutputs.length];
    return [
      { activation: 'sigmoid', inputs, outputs: hidden, weights: this.wih.slice() },
      { activation: 'sigmoid', inputs: hidden, outputs, weights: this.who.slice() },
    ];
  }

  restore([inputToHidden, hiddenToOutput]: readonly DenseLayer[]): void {
    this.wih.set(inputToHidden!.weights);
    this.who.set(hiddenToOutput!.weights);
  }

  #read(digits: Digits, record: number): void {
    const start = record * pixelsPerImage;
    prepareInputs(digits.pixels.subarray(start, start + pixelsPerImage), this.inputScaling, this.inputs);
    prepareTargets(digits.labels[record]!, this.targets);
  }

  #squaredError(): number {
    let sum = 0;
    for (let k = 0; k < this.targets.length; k++) sum += (this.targets[k]! - this.finalOutputs[k]!) ** 2;
    return sum;
  }
}

function applySigmoid(signals: Float64Array): void {
  for (let i = 0; i < signals.length; i++) signals[i] = 1 / (1 + Math.exp(-signals[i]!));
}

/** deltas = errors · σ′, where the sigmoid's slope is σ′ = output · (1 − output). */
function multiplyBySlope(errors: Float64Array, outputs: Float64Array, deltas: Float64Array): void {
  for (let i = 0; i < errors.length; i++) deltas[i] = errors[i]! * outputs[i]! * (1 - outputs[i]!);
}
