import type { BoundaryNetwork } from '../../samples/neuron/boundaryNetwork';

/** All weights and biases in one list, as the panel's state keeps them: each layer's weights unit by unit, then its biases. */
export function linksOf({ layers }: Pick<BoundaryNetwork, 'layers'>): number[] {
  return layers.flatMap(({ weights, biases }) => [...weights.flatMap((row) => [...row]), ...biases]);
}

/** A copy of the network with these links. */
export function withLinks(network: BoundaryNetwork, links: readonly number[]): BoundaryNetwork {
  let next = 0;
  const take = (count: number) => Float64Array.from(links.slice(next, (next += count)));
  const layers = network.layers.map(({ weights, biases }) => ({
    weights: weights.map((row) => take(row.length)),
    biases: take(biases.length),
  }));
  return { ...network, layers };
}

/** Where a weight or a bias belongs. */
export interface Link {
  /** Its place in the list of all. */
  readonly index: number;
  /** Counted from 0, the first after the inputs. */
  readonly layer: number;
  readonly to: number;
  /** Absent for a bias. */
  readonly from?: number;
}

/**
 * The places of all links, in the order of `linksOf`.
 * @param sizes the units of each layer, the inputs first
 */
export function linkPlaces(sizes: readonly number[]): Link[] {
  const count = (length: number) => Array.from({ length }, (_, i) => i);
  const places = sizes
    .slice(1)
    .flatMap((units, layer) => [
      ...count(units).flatMap((to) => count(sizes[layer]!).map((from) => ({ layer, to, from }))),
      ...count(units).map((to) => ({ layer, to })),
    ]);
  return places.map((place, index) => ({ ...place, index }));
}

/** "weight from x to unit 2 of layer 1", "bias of the output" */
export function nameOfLink(sizes: readonly number[], { layer, to, from }: Link): string {
  const receiver = nameOfUnit(sizes, layer, to);
  if (from === undefined) return `bias of ${receiver}`;
  return `weight from ${layer === 0 ? ['x', 'y'][from]! : nameOfUnit(sizes, layer - 1, from)} to ${receiver}`;
}

export function nameOfUnit(sizes: readonly number[], layer: number, unit: number): string {
  return layer === sizes.length - 2 ? 'the output' : `unit ${unit + 1} of layer ${layer + 1}`;
}
