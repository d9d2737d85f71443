/**
 * Ask a layer backwards
 *
 * What does a layer take a label for? Send the outputs backwards. Undo the
 * sigmoid with its inverse, the logit; go back along all links with Wᵀ; then
 * stretch the result into the range of signals, 0.01 to 0.99:
 *
 *   sₖ = log(oₖ / (1 − oₖ))
 *   rᵢ = Σ wₖᵢ · sₖ
 *   inputᵢ = (rᵢ − smallest r) / (largest r − smallest r) · 0.98 + 0.01
 *
 * Return the inputs. Row k of the weights holds the links into output k.
 */
export function backQuery(weights: readonly number[][], outputs: readonly number[]): number[] {
  const sums = outputs.map((output) => Math.log(output / (1 - output)));
  const sentBack = weights[0].map((_, i) => sums.reduce((total, sum, k) => total + weights[k][i] * sum, 0));
  const smallest = Math.min(...sentBack);
  const range = Math.max(...sentBack) - smallest;
  return sentBack.map((value) => ((value - smallest) / range) * 0.98 + 0.01);
}
