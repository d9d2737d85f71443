import { foldLinks, type FoldedLinks } from './fold';
import { linksInto, type ForwardPass } from './forwardPass';
import type { Activation, Layer } from './layer';

/** One node's way from what comes in to what goes out. Layers count from 0, the inputs. */
export interface SignalRow {
  readonly layer: number;
  readonly node: number;
  readonly signal: number;
  /** How the signal came about; absent for inputs, which are given. */
  readonly incoming?: Incoming;
}

interface Incoming {
  readonly links: FoldedLinks;
  /** Absent in a layer without biases. */
  readonly bias?: number;
  readonly sum: number;
  readonly activation: Activation;
}

/**
 * The signal table (deck topic 4): a row for each of the shown nodes, layer by layer.
 * @param shown the nodes of each layer, the inputs first, as `strongestNodes` gives them
 * @param mostLinks of more links than this into a node, the rest are summed
 * @param ranking decides which links are the strongest: the layers themselves, or as they were before a change, so that
 *   a link does not move while its weight does
 */
export function signalRows(
  layers: readonly Layer[],
  pass: ForwardPass,
  shown: readonly (readonly number[])[],
  mostLinks: number,
  ranking: { readonly layers: readonly Layer[]; readonly pass: ForwardPass } = { layers, pass },
): SignalRow[] {
  return shown.flatMap((nodes, l) =>
    nodes.map((node): SignalRow => {
      const signal = pass.signals[l]![node]!;
      const layer = layers[l - 1];
      if (!layer) return { layer: l, node, signal };
      const links = linksInto(layer, node, pass.signals[l - 1]!);
      const ranked = linksInto(ranking.layers[l - 1]!, node, ranking.pass.signals[l - 1]!);
      return {
        layer: l,
        node,
        signal,
        incoming: {
          links: foldLinks(links, mostLinks, ranked),
          ...(layer.biases && { bias: layer.biases[node]! }),
          sum: pass.sums[l - 1]![node]!,
          activation: layer.activation,
        },
      };
    }),
  );
}

export type SortKey = 'order' | 'sum' | 'signal';

/** Inputs have no sum; they come after all that have one. */
export function sortRows(rows: readonly SignalRow[], by: SortKey, descending: boolean): SignalRow[] {
  const sign = descending ? -1 : 1;
  if (by === 'order') return descending ? rows.toReversed() : [...rows];
  const value = (row: SignalRow) => (by === 'signal' ? row.signal : (row.incoming?.sum ?? sign * Infinity));
  // Equal rows, and two infinities, keep their order.
  return rows.toSorted((one, other) => (value(one) === value(other) ? 0 : sign * (value(one) - value(other))));
}

const columns = ['layer', 'node', 'weight × signal', 'bias', 'sum', 'activation', 'signal'];

/** Every number with all its digits; a spreadsheet reads it back as it was. */
export function toCsv(rows: readonly SignalRow[]): string {
  return [columns, ...rows.map((row) => cellsOf(row, String))].map((cells) => cells.join(',')).join('\n') + '\n';
}

/** @param format how a number is written */
export function toMarkdown(rows: readonly SignalRow[], format: (value: number) => string): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = [line(columns), line(columns.map((column) => (isNumeric(column) ? '---:' : '---')))];
  return [...head, ...rows.map((row) => line(cellsOf(row, format)))].join('\n') + '\n';
}

const isNumeric = (column: string) => ['bias', 'sum', 'signal'].includes(column);

function cellsOf({ layer, node, signal, incoming }: SignalRow, format: (value: number) => string): string[] {
  const place = [String(layer + 1), String(node + 1)];
  if (!incoming) return [...place, '', '', '', 'input', format(signal)];
  const { links, bias, sum, activation } = incoming;
  const products = links.strongest.map((link) => `${format(link.weight)} × ${format(link.signal)}`);
  if (links.rest) products.push(`${format(links.rest.sum)} from ${links.rest.count} more`);
  return [
    ...place,
    products.join(' + '),
    bias === undefined ? '' : format(bias),
    format(sum),
    activation,
    format(signal),
  ];
}
