import { operator, row, variable, type MathNode } from '../shared/teaching/math';

/** A symbol with its lower numbers and its layer above, in parentheses as in the deck: a₁⁽³⁾. */
export function supersub(symbol: string, lower: string, layer: number): MathNode {
  const above = row(operator('('), String(layer), operator(')'));
  return { tag: 'msubsup', children: [variable(symbol), lower, above] };
}
