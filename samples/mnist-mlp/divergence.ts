import type { DenseLayer } from '../observation';

/** Guessing costs about 2.3 for each record; far beyond that the weights have run away and nothing means anything. */
const largestLoss = 1e6;

/** @throws Error that names the divergence when this loss, per record, is none that learning could have */
export function checkLoss(loss: number, step: number, learningRate: number): void {
  if (loss < largestLoss) return; // Not so for NaN.
  fail(
    Number.isFinite(loss) ? `grew to ${loss.toPrecision(2)}` : 'is no longer a finite number',
    step,
    learningRate,
    checkLoss,
  );
}

/** The same for the weights: one that is not a number may hide behind a ReLU, which makes it 0. */
export function checkLayers(layers: readonly DenseLayer[], step: number, learningRate: number): void {
  for (const { weights, biases = [], outputs, inputs } of layers) {
    if (!weights.every(Number.isFinite) || !biases.every(Number.isFinite)) {
      fail(`no longer comes from finite weights, ${outputs} × ${inputs} of them`, step, learningRate, checkLayers);
    }
  }
}

function fail(what: string, step: number, learningRate: number, above: object): never {
  const error = new Error(
    `The training diverged at step ${step.toFixed(2)}: the loss ${what}. ` +
      `The learning rate of ${learningRate} is too large; try a tenth of it.`,
  );
  // So that the error points at the loss that is wrong, and not at this line.
  (Error as { captureStackTrace?: (error: Error, above: object) => void }).captureStackTrace?.(error, above);
  throw error;
}
