import { deepNetwork } from '../../samples/neuron/deepNetwork';
import { lesson } from './lesson';

/** The nodes of each layer. Here layers and nodes count from 1, as in the deck's symbols. */
export const sizes = [deepNetwork.inputs.length, ...deepNetwork.layers.map(({ outputs }) => outputs)];

/** What lights up together. A link and a bias have the number of the layer that they come after. */
export const nodeKey = (layer: number, node: number) => `a-${layer}-${node}`;
export const linkKey = (layer: number, to: number, from: number) => `w-${layer}-${to}-${from}`;
export const biasKey = (layer: number, node: number) => `b-${layer}-${node}`;

/** The node whose formula is shown. */
export function shownNode(): { layer: number; node: number } {
  const { layer, node } = lesson.state.value;
  return { layer, node: Math.min(node, sizes[layer - 1]!) };
}
