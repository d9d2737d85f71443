import type { DenseLayer } from '../observation';

/** Guessing costs about 2.3 for each record; far beyond that the weights have run away and nothing means anything. */
const largestLoss = 1e6;

/** @throws Error that names the divergence when this loss, per record, is none that learning could have */
export function checkLoss(loss: number, step: number, learningRate: number): void {
  if (loss < largestLoss) return; // Not so for NaN.
  fail(Number.isFinite(loss) ? `grew to ${loss.toPrecision(2)}` : 'is no longer a finite number', step, learningRate);
}

/** The same for the weights: one that is not a number may hide behind a ReLU, which makes it 0. */
export function checkLayers(layers: readonly DenseLayer[], step: number, learningRate: number): void {
  for (const { weights, biases = [] } of layers) {
    if (!weights.every(Number.isFinite) || !biases.every(Number.isFinite)) {
      fail('no longer comes from finite weights', step, learningRate);
    }
  }
}

function fail(what: string, step: number, learningRate: number): never {
  throw new Error(
    `The training diverged at step ${step.toFixed(2)}: the loss ${what}. ` +
      `The learning rate of ${learningRate} is too large; try a tenth of it.`,
  );
}
