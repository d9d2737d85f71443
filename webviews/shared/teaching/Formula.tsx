import { createElement, type ComponentChildren, type VNode } from 'preact';
import { markup, operator, row, type MathNode, type MathState, type Markup } from './math';

interface FormulaProps {
  /** For a screen reader, before the formula itself: "Update of θ₁". */
  readonly name: string;
  /** Left of the equals sign. */
  readonly result: MathNode;
  readonly is?: '=' | '←' | '≈';
  readonly expression: MathNode;
  /** The value of the expression. */
  readonly value: MathNode;
}

interface FormulasProps {
  /** Unlike that of any other region of the view. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** Formulas that scroll together where they are too long, and so are one stop for the Tab key. */
export function Formulas({ label = 'Formulas', children }: FormulasProps) {
  return (
    <div class="formulas" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

/** A formula in three states, to be put into `Formulas`: in symbols, with the current numbers in it, and its result. */
export function Formula({ name, result, is = '=', expression, value }: FormulaProps) {
  const states: readonly (readonly [string, MathNode, MathState])[] = [
    ['In symbols', row(result, operator(is), expression), 'symbols'],
    ['With numbers', row(operator('='), expression), 'numbers'],
    ['Result', row(operator('='), value), 'numbers'],
  ];
  return (
    <dl class="formula" aria-label={name}>
      {states.map(([label, node, state]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Math node={node} state={state} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Typeset mathematics; MathML, so that it can be read aloud too. */
export function Math({ node, state = 'symbols' }: { readonly node: MathNode; readonly state?: MathState }) {
  return <math>{render(markup(node, state))}</math>;
}

function render({ tag, children, key }: Markup): VNode {
  const parts = children.map((child) => (typeof child === 'string' ? child : render(child)));
  return createElement(tag as 'mrow', key === undefined ? {} : { 'data-key': key }, ...parts);
}
