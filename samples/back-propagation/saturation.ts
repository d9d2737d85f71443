import { classes, pixelsPerImage, type Digits } from '../digits';
import { plainLinearAlgebra } from '../linearAlgebra';
import { HandMadeNetwork } from '../mnist-mlp/handMadeNetwork';
import { prepareInputs } from '../mnist-mlp/prepare';
import type { Preparation } from './preparations';

/** What an epoch did to the network, measured while it learnt. */
export interface SaturationReport {
  /** Σ (target − output)², mean of the records. */
  readonly loss: number;
  /** The sigmoid's slope o · (1 − o), mean of all output nodes and records; 0.25 at most. */
  readonly outputSlope: number;
  /** The same of the hidden nodes. */
  readonly hiddenSlope: number;
  /** The part of the output nodes, 0…1, whose slope is below 0.001: their weights hardly learn any more. */
  readonly saturated: number;
  /** The part of the input weights, 0…1, that have never moved since the start. */
  readonly unmoved: number;
  /** The part of these records, 0…1, that were read right. */
  readonly accuracy: number;
}

const saturatedBelow = 0.001;

/** Trains the hand-made network on digits that are prepared in one way or another, record by record. */
export class SaturationTraining {
  readonly #network: HandMadeNetwork;
  readonly #start: Float64Array;
  #record = 0;
  #sums = { loss: 0, outputSlope: 0, hiddenSlope: 0, saturated: 0, right: 0 };

  constructor(
    private readonly digits: Digits,
    private readonly preparation: Preparation,
    hidden: number,
    seed: number,
  ) {
    this.#network = new HandMadeNetwork(plainLinearAlgebra, { inputs: pixelsPerImage, hidden, outputs: classes }, seed);
    this.#start = this.#network.wih.slice();
  }

  /** Learns the next record; with the last one of an epoch, returns what the epoch did. */
  learn(learningRate: number): SaturationReport | undefined {
    const { pixels, labels, count } = this.digits;
    const { inputScaling, high, low } = this.preparation;
    const network = this.#network;
    const record = this.#record++ % count;
    const label = labels[record]!;
    prepareInputs(
      pixels.subarray(record * pixelsPerImage, (record + 1) * pixelsPerImage),
      inputScaling,
      network.inputs,
    );
    network.targets.fill(low);
    network.targets[label] = high;
    network.train(learningRate);
    this.#count(label);
    return this.#record % count === 0 ? this.#report() : undefined;
  }

  #count(label: number): void {
    const { finalOutputs, hiddenOutputs, outputErrors } = this.#network;
    const slope = (output: number) => output * (1 - output);
    this.#sums.loss += outputErrors.reduce((sum, error) => sum + error ** 2, 0);
    this.#sums.outputSlope += finalOutputs.reduce((sum, output) => sum + slope(output), 0) / classes;
    this.#sums.hiddenSlope += hiddenOutputs.reduce((sum, output) => sum + slope(output), 0) / hiddenOutputs.length;
    this.#sums.saturated += finalOutputs.filter((output) => slope(output) < saturatedBelow).length / classes;
    if (finalOutputs.indexOf(Math.max(...finalOutputs)) === label) this.#sums.right++;
  }

  #report(): SaturationReport {
    const { count } = this.digits;
    const { loss, outputSlope, hiddenSlope, saturated, right } = this.#sums;
    this.#sums = { loss: 0, outputSlope: 0, hiddenSlope: 0, saturated: 0, right: 0 };
    const unmoved = this.#network.wih.filter((weight, link) => weight === this.#start[link]).length;
    return {
      loss: loss / count,
      outputSlope: outputSlope / count,
      hiddenSlope: hiddenSlope / count,
      saturated: saturated / count,
      unmoved: unmoved / this.#start.length,
      accuracy: right / count,
    };
  }
}
