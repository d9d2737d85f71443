import type { BoundaryNetwork } from '../../samples/neuron/boundaryNetwork';

/** All weights and biases in one list, as the panel's state keeps them: each layer's weights unit by unit, then its biases. */
export function linksOf({ layers }: BoundaryNetwork): number[] {
  return layers.flatMap(({ weights, biases }) => [...weights.flatMap((row) => [...row]), ...biases]);
}

/** The network with these links; unchanged when their number is another network's. */
export function withLinks(network: BoundaryNetwork, links: readonly number[]): BoundaryNetwork {
  if (links.length !== linksOf(network).length) return network;
  let next = 0;
  const take = (count: number) => Float64Array.from(links.slice(next, (next += count)));
  const layers = network.layers.map(({ weights, biases }) => ({
    weights: weights.map((row) => take(row.length)),
    biases: take(biases.length),
  }));
  return { ...network, layers };
}
