/**
 * The step of every weight
 *
 * Back propagation moves the weight of the link from node j to node k by
 *
 *   Δwₖⱼ = α · Eₖ · oₖ · (1 − oₖ) · oⱼ
 *
 * where Eₖ is the error of node k (target − output), oₖ what it puts out, and oⱼ
 * the signal that came along the link.
 *
 * Return the steps as a matrix: a row for each node k, in it a step for each
 * signal j.
 *
 * @param learningRate α
 * @param errors Eₖ
 * @param outputs oₖ
 * @param signals oⱼ
 */
export function weightSteps(
  learningRate: number,
  errors: readonly number[],
  outputs: readonly number[],
  signals: readonly number[],
): number[][] {
  // Your code here, in place of [].
  return [];
}
