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
  let sum = 0;
  for (const [i, weight] of weights.entries()) {
    if (factors[i]) sum += weight;
  }
  return sum > threshold;
}
