import type { ForwardPass, Link } from './forwardPass';
import type { Layer } from './layer';

export interface FoldedLinks {
  /** The largest products first, whatever their sign. */
  readonly strongest: readonly Link[];
  /** All the others together; absent when there are none. */
  readonly rest?: { readonly count: number; readonly sum: number };
}

/**
 * Shows the few links that decide a sum, and adds up what the many others bring.
 * @param ranking the same links, as they were when it was decided which are the strongest
 */
export function foldLinks(links: readonly Link[], most: number, ranking: readonly Link[] = links): FoldedLinks {
  if (links.length <= most) return { strongest: links };
  const sorted = [...ranking].sort((one, other) => Math.abs(other.product) - Math.abs(one.product));
  const rest = sorted.slice(most);
  return {
    strongest: sorted.slice(0, most).map(({ from }) => links[from]!),
    rest: { count: rest.length, sum: rest.reduce((sum, { from }) => sum + links[from]!.product, 0) },
  };
}

/**
 * Which nodes to draw of layers that are too large to draw whole: in the last layer those with the largest signals, in
 * each other layer those that send most (Σ |weight × signal|) to the nodes drawn in the next one.
 * @returns for each layer, inputs first: all nodes in their order when there are `most` or fewer, else the strongest first
 */
export function strongestNodes(layers: readonly Layer[], { signals }: ForwardPass, most: number): number[][] {
  const chosen: number[][] = [];
  for (let l = layers.length; l >= 0; l--) {
    const next = layers[l];
    const strengths = Array.from(signals[l]!, (signal, from) =>
      next
        ? chosen[0]!.reduce((sum, node) => sum + Math.abs(next.weights[node * next.inputs + from]! * signal), 0)
        : Math.abs(signal),
    );
    chosen.unshift(indicesOfLargest(strengths, most));
  }
  return chosen;
}

function indicesOfLargest(numbers: readonly number[], most: number): number[] {
  const indices = [...numbers.keys()];
  if (indices.length <= most) return indices;
  return indices.sort((one, other) => numbers[other]! - numbers[one]!).slice(0, most);
}
