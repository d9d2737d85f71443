/**
 * Foretell a small change
 *
 * A smooth neuron answers a small change of its weight with a small change of its
 * output, and its slope foretells it. For h = σ(w·x + b), the chain rule gives
 *
 *   Δh ≈ σ′(w·x + b) · x · Δw,  σ′(s) = σ(s) · (1 − σ(s))
 *
 * Return the change foretold.
 *
 * @param change Δw
 */
export function foretell(weight: number, bias: number, input: number, change: number): number {
  // Your code here, in place of NaN.
  return NaN;
}
