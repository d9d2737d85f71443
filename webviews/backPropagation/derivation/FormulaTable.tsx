import { Math } from '../../shared/teaching/Formula';
import { operator, row, type MathNode } from '../../shared/teaching/math';

export interface FormulaRow {
  /** For a screen reader: "Derivative of u". */
  readonly name: string;
  readonly key: string;
  readonly result: MathNode;
  readonly expression: MathNode;
  readonly value: MathNode;
}

/** Many short formulas, each in its three states: in symbols, with the current numbers, and the result. */
export function FormulaTable({ caption, rows }: { readonly caption: string; readonly rows: readonly FormulaRow[] }) {
  return (
    <div class="number-table formula-table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">In symbols</th>
            <th scope="col">With numbers</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, key, result, expression, value }) => (
            <tr key={name}>
              <th scope="row" data-key={key}>
                <Math node={row(result, operator('='), expression)} />
              </th>
              <td data-key={key}>
                <Math node={expression} state="numbers" />
              </td>
              <td data-key={key}>
                <Math node={value} state="numbers" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
