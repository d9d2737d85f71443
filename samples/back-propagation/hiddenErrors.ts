import type { Layer } from '../forward-pass/layer';

/**
 * Three ways to say how much of an error each node before a layer is to blame for (deck topic 5). In all of them `into`
 * is the layer whose nodes have the errors; the result has one error for each of its inputs.
 */

/** weightsᵀ · vector: what comes back along every link, added up where the links begin. */
export function sentBack({ weights, inputs, outputs }: Layer, vector: ArrayLike<number>): Float64Array {
  const result = new Float64Array(inputs);
  for (let node = 0, link = 0; node < outputs; node++) {
    for (let from = 0; from < inputs; from++, link++) result[from]! += weights[link]! * vector[node]!;
  }
  return result;
}

/**
 * Each error is split among the links that made it, in proportion to their weights:
 * e₁ = E₁ · w₁₁ / (w₁₁ + w₁₂ + …) + E₂ · w₂₁ / (w₂₁ + w₂₂ + …) + …
 * The errors of all nodes then add up to the errors that were split.
 * @throws RangeError when the weights into a node add up to 0: then there are no shares
 */
export function byWeightShares(into: Layer, errors: ArrayLike<number>): Float64Array {
  const totals = Float64Array.from({ length: into.outputs }, (_, node) =>
    sumOf(into.weights.subarray(node * into.inputs, (node + 1) * into.inputs)),
  );
  const zero = totals.indexOf(0);
  if (zero >= 0) {
    throw new RangeError(
      `The weights into node ${zero + 1} add up to 0, so its error can't be split in proportion to them.`,
    );
  }
  return sentBack(
    into,
    totals.map((total, node) => errors[node]! / total),
  );
}

/**
 * The deck's rule: weightsᵀ · errors. The same as the shares without their denominators, which only scale each error;
 * simpler, and not disturbed by weights that nearly cancel.
 */
export function byTransposedWeights(into: Layer, errors: ArrayLike<number>): Float64Array {
  return sentBack(into, errors);
}

/**
 * The exact gradient: weightsᵀ · (errors · slopes). The slope of the layer's activation belongs to the chain rule, and
 * the deck's rule leaves it out.
 * @param slopes the derivative of the activation at each node of the layer that has the errors
 */
export function byExactGradient(into: Layer, errors: ArrayLike<number>, slopes: ArrayLike<number>): Float64Array {
  return sentBack(
    into,
    Float64Array.from({ length: into.outputs }, (_, node) => errors[node]! * slopes[node]!),
  );
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
