import { csvText } from '../csvText';
import { shapeText } from './describeLayer';
import type { ModelOverview } from '../protocol';

const columns = ['layer', 'class', 'input', 'output', 'parameters', 'formula', 'trainable', 'takes from'];

/** The layers as CSV (RFC 4180), in the order in which they compute. */
export function layersAsCsv({ nodes, links }: ModelOverview): string {
  const titleOf = new Map(nodes.map(({ id, title }) => [id, title]));
  const rows = nodes.map((node) => [
    node.title,
    node.className,
    node.inputShapes.map(shapeText).join('; '),
    node.outputShapes.map(shapeText).join('; '),
    node.parameters,
    node.formula ?? '',
    node.trainable ? 'yes' : 'no',
    links
      .filter(({ to }) => to === node.id)
      .map(({ from }) => titleOf.get(from))
      .join('; '),
  ]);
  return csvText([columns, ...rows]);
}
