/**
 * Through all layers
 *
 * A network hands its signals on from layer to layer: what leaves one layer
 * enters the next. Each layer is a matrix; row j holds the weights of the links
 * into node j. Every node puts its sum through the sigmoid, σ(s) = 1 / (1 + e⁻ˢ).
 *
 * Return what leaves the last layer. `layer` below does one.
 */
export function forward(layers: readonly number[][][], inputs: readonly number[]): number[] {
  let signals = [...inputs];
  for (const weights of layers) signals = layer(weights, signals);
  return signals;
}

/** What leaves the nodes of one layer. */
function layer(weights: readonly number[][], signals: readonly number[]): number[] {
  return weights.map((row) => {
    const sum = row.reduce((total, weight, i) => total + weight * signals[i], 0);
    return 1 / (1 + Math.exp(-sum));
  });
}
