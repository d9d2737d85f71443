import { expect, test } from 'vitest';
import {
  fenced,
  fraction,
  keyed,
  markup,
  operator,
  power,
  quantity,
  row,
  sub,
  variable,
  type Markup,
} from '../../webviews/shared/teaching/math';

/** MathML as text. */
function written({ tag, children, key }: Markup): string {
  const inside = children.map((child) => (typeof child === 'string' ? child : written(child))).join('');
  return `<${tag}${key === undefined ? '' : ` data-key="${key}"`}>${inside}</${tag}>`;
}

const theta = quantity(sub('θ', '1'), -0.25, 'theta1');

test('a quantity is its symbol, or its number; a negative number gets parentheses', () => {
  expect(written(markup(theta, 'symbols'))).toBe('<mrow data-key="theta1"><msub><mi>θ</mi><mn>1</mn></msub></mrow>');
  expect(written(markup(theta, 'numbers'))).toBe(
    '<mrow data-key="theta1"><mrow><mo>(</mo><mrow><mo>−</mo><mn>0.25</mn></mrow><mo>)</mo></mrow></mrow>',
  );
});

test('a formula keeps its structure in both states', () => {
  const formula = row(fraction('2', quantity('m', 100)), keyed('f', power(fenced(variable('f')), '2')), operator('·'));
  const end =
    '<mrow data-key="f"><msup><mrow><mo>(</mo><mi>f</mi><mo>)</mo></mrow><mn>2</mn></msup></mrow><mo>·</mo></mrow>';
  expect(written(markup(formula, 'symbols'))).toBe(`<mrow><mfrac><mn>2</mn><mi>m</mi></mfrac>${end}`);
  expect(written(markup(formula, 'numbers'))).toBe(`<mrow><mfrac><mn>2</mn><mn>100</mn></mfrac>${end}`);
});

test('no formula reads NaN', () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    expect(written(markup(quantity('x', value), 'numbers'))).not.toMatch(/NaN|Infinity/);
  }
});
