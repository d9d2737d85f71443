import { classes, pixelsPerImage, type Digits } from '../digits';
import { RandomState } from '../numpyRandom';

/**
 * Synchronous data-parallel training (deck topic 8): every worker has the same weights and a share of each batch; the
 * gradients of all shares are added up, the all-reduce, before anybody takes the next step.
 * The network: 784 inputs, 100 ReLU nodes, 10 logits, softmax cross-entropy, plain loops in float64.
 */
const hidden = 100;

/** All weights and biases one after another: hidden × 784, hidden, 10 × hidden, 10. */
export const parameterCount = hidden * pixelsPerImage + hidden + classes * hidden + classes;

const offsets = {
  hiddenBiases: hidden * pixelsPerImage,
  outputWeights: hidden * pixelsPerImage + hidden,
  outputBiases: hidden * pixelsPerImage + hidden + classes * hidden,
};

/** Normally distributed weights with the standard deviation (incoming links)^−½; no biases yet. */
export function initialParameters(seed: number): Float64Array {
  const random = new RandomState(seed);
  const parameters = new Float64Array(parameterCount);
  parameters.set(random.normal(0, pixelsPerImage ** -0.5, hidden * pixelsPerImage));
  parameters.set(random.normal(0, hidden ** -0.5, classes * hidden), offsets.outputWeights);
  return parameters;
}

/**
 * Adds the gradients of these records' losses to `gradients`.
 * @param gradients as long as the parameters
 * @returns the sum of the losses
 */
export function addGradients(
  parameters: Float64Array,
  gradients: Float64Array,
  digits: Digits,
  from: number,
  to: number,
): number {
  const inputs = new Float64Array(pixelsPerImage);
  const signals = new Float64Array(hidden);
  const probabilities = new Float64Array(classes);
  const errors = new Float64Array(hidden);
  let loss = 0;
  for (let record = from; record < to; record++) {
    for (let i = 0; i < pixelsPerImage; i++) inputs[i] = digits.pixels[record * pixelsPerImage + i]! / 255;
    for (let j = 0, link = 0; j < hidden; j++) {
      let sum = parameters[offsets.hiddenBiases + j]!;
      for (let i = 0; i < pixelsPerImage; i++, link++) sum += parameters[link]! * inputs[i]!;
      signals[j] = Math.max(0, sum);
    }
    for (let k = 0, link = offsets.outputWeights; k < classes; k++) {
      let sum = parameters[offsets.outputBiases + k]!;
      for (let j = 0; j < hidden; j++, link++) sum += parameters[link]! * signals[j]!;
      probabilities[k] = sum;
    }
    softmax(probabilities);
    const label = digits.labels[record]!;
    loss -= Math.log(probabilities[label]!);

    // The slope of the cross-entropy at a logit is its probability, less one for the label's.
    probabilities[label]! -= 1;
    errors.fill(0);
    for (let k = 0, link = offsets.outputWeights; k < classes; k++) {
      const error = probabilities[k]!;
      gradients[offsets.outputBiases + k]! += error;
      for (let j = 0; j < hidden; j++, link++) {
        gradients[link]! += error * signals[j]!;
        errors[j]! += error * parameters[link]!;
      }
    }
    for (let j = 0; j < hidden; j++) {
      if (signals[j] === 0) continue;
      const error = errors[j]!;
      gradients[offsets.hiddenBiases + j]! += error;
      for (let i = 0, link = j * pixelsPerImage; i < pixelsPerImage; i++, link++)
        gradients[link]! += error * inputs[i]!;
    }
  }
  return loss;
}

function softmax(logits: Float64Array): void {
  const largest = Math.max(...logits);
  let total = 0;
  for (let k = 0; k < logits.length; k++) total += logits[k] = Math.exp(logits[k]! - largest);
  for (let k = 0; k < logits.length; k++) logits[k]! /= total;
}

/** What all workers see: views on shared memory. */
export interface SharedTraining {
  readonly parameters: Float64Array;
  /** One gradient for each worker, one after another. */
  readonly gradients: Float64Array;
  /** How many have arrived at the barrier, and how often it has opened. */
  readonly barrier: Int32Array;
}

export function shareTraining(workers: number, seed: number): SharedTraining {
  const numbers = (length: number) => new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
  const parameters = numbers(parameterCount);
  parameters.set(initialParameters(seed));
  return {
    parameters,
    gradients: numbers(workers * parameterCount),
    barrier: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)),
  };
}

export interface SharePlan {
  /** 0…workers − 1 */
  readonly rank: number;
  readonly workers: number;
  readonly steps: number;
  /** Records of all workers together. */
  readonly batchSize: number;
  readonly learningRate: number;
}

/** Milliseconds of one step as one worker saw it. */
export interface StepTimes {
  /** Its own gradient. */
  readonly gradient: number;
  /** Until the slowest worker had its gradient too. */
  readonly waiting: number;
  /** Adding up the gradients and changing the weights. */
  readonly allReduce: number;
}

/**
 * One worker's part in all steps; every worker of `plan.workers` must run it at the same time, for it blocks until the others arrive.
 * In the all-reduce, each worker adds up its own slice of the gradients, and what it writes all see.
 */
export function trainShare(plan: SharePlan, shared: SharedTraining, digits: Digits, now: () => number): StepTimes[] {
  const { rank, workers, steps, batchSize, learningRate } = plan;
  const { parameters, gradients, barrier } = shared;
  const own = gradients.subarray(rank * parameterCount, (rank + 1) * parameterCount);
  const [firstRecord, endOfRecords] = sliceOf(batchSize, rank, workers);
  const [firstParameter, endOfParameters] = sliceOf(parameterCount, rank, workers);
  const batches = Math.floor(digits.count / batchSize);
  return Array.from({ length: steps }, (_, step) => {
    const startedAt = now();
    own.fill(0);
    const start = (step % batches) * batchSize;
    addGradients(parameters, own, digits, start + firstRecord, start + endOfRecords);
    const computedAt = now();
    meet(barrier, workers);
    const metAt = now();
    for (let i = firstParameter; i < endOfParameters; i++) {
      let sum = 0;
      for (let worker = 0; worker < workers; worker++) sum += gradients[worker * parameterCount + i]!;
      parameters[i]! -= (learningRate / batchSize) * sum;
    }
    meet(barrier, workers);
    return { gradient: computedAt - startedAt, waiting: metAt - computedAt, allReduce: now() - metAt };
  });
}

/** The contiguous part of 0…length − 1 that falls to this worker: [first, end). */
function sliceOf(length: number, rank: number, workers: number): [number, number] {
  return [Math.floor((length * rank) / workers), Math.floor((length * (rank + 1)) / workers)];
}

/** Blocks until all workers are here. */
function meet(barrier: Int32Array, workers: number): void {
  const [arrived, opened] = [0, 1];
  const generation = Atomics.load(barrier, opened);
  if (Atomics.add(barrier, arrived, 1) === workers - 1) {
    Atomics.store(barrier, arrived, 0);
    Atomics.add(barrier, opened, 1);
    Atomics.notify(barrier, opened);
  } else {
    while (Atomics.load(barrier, opened) === generation) Atomics.wait(barrier, opened, generation);
  }
}

/** How long a step takes with so many workers. */
export interface ScalingResult extends StepTimes {
  readonly workers: number;
}

/** The median step, so that its parts add up to its whole; the first ones, while the code is still being compiled, don't count. */
export function medianStep(steps: readonly StepTimes[], warmUp: number): StepTimes {
  const sorted = steps.slice(warmUp).sort((a, b) => stepTime(a) - stepTime(b));
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

export function stepTime({ gradient, waiting, allReduce }: StepTimes): number {
  return gradient + waiting + allReduce;
}
