/** One line of a derivation: what it is called, and its number. */
export interface DerivationStep {
  readonly symbol: string;
  readonly formula: string;
  readonly value: number;
}

/**
 * The sigmoid's derivative at x by substitution (deck topic 5): u = −x, v = eᵘ, s = 1 + v, σ = 1 / s, and the chain rule
 * through all four. The last two lines are the same number.
 * @throws RangeError when x is so far below 0 that eᵘ is beyond the largest number there is
 */
export function sigmoidSlopeBySubstitution(x: number): DerivationStep[] {
  const u = -x;
  const v = Math.exp(u);
  if (!Number.isFinite(v)) throw new RangeError(`Overflow: e to the power of ${u} is beyond 1.8e308.`);
  const s = 1 + v;
  const sigma = 1 / s;
  return [
    { symbol: 'u', formula: '−x', value: u },
    { symbol: 'v', formula: 'eᵘ', value: v },
    { symbol: 's', formula: '1 + v', value: s },
    { symbol: 'σ', formula: '1 / s', value: sigma },
    { symbol: 'du/dx', formula: '−1', value: -1 },
    { symbol: 'dv/du', formula: 'eᵘ', value: v },
    { symbol: 'ds/dv', formula: '1', value: 1 },
    { symbol: 'dσ/ds', formula: '−1 / s²', value: -1 / s / s },
    { symbol: 'dσ/dx', formula: 'dσ/ds · ds/dv · dv/du · du/dx', value: v / s / s },
    { symbol: 'dσ/dx', formula: 'σ · (1 − σ)', value: sigma * (1 - sigma) },
  ];
}

/**
 * The derivative of the squared error E = Σ (t − o)² with respect to one weight, and the weight's step (deck topic 5), in
 * an output node, o = σ(x).
 * @param target t, what the node should say
 * @param sum x, what enters the node's sigmoid
 * @param signal what comes along the weight's link
 */
export function outputWeightDerivative(
  { target, sum, signal }: { readonly target: number; readonly sum: number; readonly signal: number },
  learningRate: number,
): DerivationStep[] {
  const output = 1 / (1 + Math.exp(-sum));
  return weightDerivative({ error: target - output, sum, signal }, learningRate);
}

/**
 * The same for a weight into any node, hidden ones too, of which the error e is known: t − o of an output node, and of a
 * hidden one what the exact rule sends back, Σ e · σ′ · w over the nodes that it leads to.
 */
export function weightDerivative(
  { error, sum, signal }: { readonly error: number; readonly sum: number; readonly signal: number },
  learningRate: number,
): DerivationStep[] {
  const output = 1 / (1 + Math.exp(-sum));
  const slope = output * (1 - output);
  return [
    { symbol: '∂E/∂o', formula: '−2 · e', value: -2 * error },
    { symbol: '∂o/∂x', formula: 'σ(x) · (1 − σ(x))', value: slope },
    { symbol: '∂x/∂w', formula: 'signal', value: signal },
    { symbol: '∂E/∂w', formula: '−2 · e · σ(x) · (1 − σ(x)) · signal', value: -2 * error * slope * signal },
    { symbol: '∂E/∂w', formula: '−e · o · (1 − o) · signal, the constant 2 dropped', value: -error * slope * signal },
    { symbol: 'Δw', formula: 'α · e · o · (1 − o) · signal', value: learningRate * error * slope * signal },
  ];
}
