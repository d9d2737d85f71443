import { formatDigits } from '../format';

/** A formula as data, written once, shown in symbols and with the current numbers. */
export type MathNode = string | MathElement | Either;

interface MathElement {
  readonly tag: 'mi' | 'mn' | 'mo' | 'mrow' | 'msub' | 'msup' | 'msubsup' | 'mfrac' | 'munderover' | 'mtext';
  readonly children: readonly MathNode[];
  /** What lights up with it. */
  readonly key?: string;
}

/** Something that looks different once the numbers are put in. */
interface Either {
  readonly symbols: MathNode;
  readonly numbers: MathNode;
}

export type MathState = 'symbols' | 'numbers';

/** MathML's elements, with one of the two looks chosen. */
export interface Markup {
  readonly tag: MathElement['tag'];
  readonly children: readonly (string | Markup)[];
  readonly key?: string;
}

const element = (tag: MathElement['tag'], ...children: readonly MathNode[]): MathElement => ({ tag, children });

/** A variable: θ */
export const variable = (name: string) => element('mi', name);
/** An operator: + */
export const operator = (sign: string) => element('mo', sign);
export const row = (...children: readonly MathNode[]) => element('mrow', ...children);
/** θ₁ */
export const sub = (base: MathNode, index: MathNode) => element('msub', base, index);
/** f² */
export const power = (base: MathNode, exponent: MathNode) => element('msup', base, exponent);
export const fraction = (numerator: MathNode, denominator: MathNode) => element('mfrac', numerator, denominator);
/** Σ from below to above, of what follows. */
export const sum = (from: MathNode, to: MathNode) => element('munderover', operator('∑'), from, to);
export const fenced = (...children: readonly MathNode[]) => row(operator('('), ...children, operator(')'));
/** Words within a formula. */
export const words = (text: string) => element('mtext', text);

/** A number; a negative one gets its parentheses from `quantity`. */
export const numeral = (value: number) =>
  value < 0 ? row(operator('−'), element('mn', formatDigits(-value))) : element('mn', formatDigits(value));

export const either = (symbols: MathNode, numbers: MathNode): Either => ({ symbols, numbers });

/** Marks a part of a formula, so that it lights up with the number or the line of code that it stands for. */
export const keyed = (key: string, node: MathNode): MathElement => ({ ...row(node), key });

/** A symbol that stands for a number. */
export const quantity = (symbol: MathNode, value: number, key?: string): MathNode => {
  const node = either(symbol, value < 0 ? fenced(numeral(value)) : numeral(value));
  return key === undefined ? node : keyed(key, node);
};

/** The formula in one of its states, as MathML to be rendered. Bare text must be a symbol and becomes one. */
export function markup(node: MathNode, state: MathState): Markup {
  if (typeof node === 'string') return { tag: /^[\d.]+$/.test(node) ? 'mn' : 'mi', children: [node] };
  if ('symbols' in node) return markup(node[state], state);
  const isLeaf = node.tag === 'mi' || node.tag === 'mn' || node.tag === 'mo' || node.tag === 'mtext';
  return {
    tag: node.tag,
    children: node.children.map((child) => (isLeaf ? (child as string) : markup(child, state))),
    ...(node.key !== undefined && { key: node.key }),
  };
}
