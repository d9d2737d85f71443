/**
 * Random weights to start with
 *
 * Weights start normally distributed around 0, with the standard deviation 1/√n,
 * where n is the number of links that come into each node: then the sums are
 * about as large as the signals, however many there are.
 *
 * Return the weight matrix: a row for each node of the layer, and in it a weight
 * for each incoming link.
 *
 * @param draws random numbers with mean 0 and standard deviation 1, one for each weight, row by row
 * @param nodes how many nodes the layer has
 * @param incoming how many links come into each of them
 */
export function initialise(draws: readonly number[], nodes: number, incoming: number): number[][] {
  const deviation = incoming ** -0.5;
  return Array.from({ length: nodes }, (_, node) =>
    draws.slice(node * incoming, (node + 1) * incoming).map((draw) => draw * deviation),
  );
}
