/**
 * A perceptron decides
 *
 * Go to the festival? Each factor either holds or not, and has a weight. The
 * perceptron says yes when the weights of the factors that hold add up to more
 * than the threshold.
 *
 * Return its decision.
 */
export function decide(weights: readonly number[], factors: readonly boolean[], threshold: number): boolean {
  // Your code here, in place of false.
  return false;
}
