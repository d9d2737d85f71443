/**
 * Where overfitting begins
 *
 * A network that overfits learns its training records by heart: the loss on them
 * goes on falling, while the loss on records that it has not seen (the validation
 * loss) rises.
 *
 * Return the first epoch in which the training loss is lower than in the epoch
 * before, and the validation loss is higher. Epochs count from 0. Return −1 where
 * there is none.
 */
export function overfittingFrom(trainingLosses: readonly number[], validationLosses: readonly number[]): number {
  // Your code here, in place of NaN.
  return NaN;
}
