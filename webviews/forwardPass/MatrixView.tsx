import { matrixView } from '../../samples/forward-pass/matrixView';
import { figure } from './figures';
import { WeightCount } from './Questions';
import { isMovable, keys, progress, type View } from './view';

/** The layer of the newest node as W · x = z: its row of W and the column x are in use. */
export function MatrixView({ view }: { readonly view: View }) {
  const { current } = progress(view);
  const layer = Math.max(1, current?.layer ?? 1);
  const { network, pass, shown } = view;
  const [rows, columns] = [shown[layer]!, shown[layer - 1]!];
  const matrix = matrixView(network.layers[layer - 1]!, pass.signals[layer - 1]!, pass.sums[layer - 1]!, {
    rows,
    columns,
  });
  const usedRow = current ? rows.indexOf(current.node) : -1;
  const isKnown = (row: number) => row <= usedRow;
  return (
    <section class="card" aria-labelledby="matrix-heading">
      <h2 id="matrix-heading">The same step as matrices</h2>
      <p class="note">
        From layer {layer} to layer {layer + 1}: W · x{matrix.biases && ' + b'} = z, shapes {matrix.shapes}. Row and
        column in use are framed; a row of W times the column x gives one entry of z.
      </p>
      <div class="matrices" role="region" aria-label="Matrices" tabIndex={0}>
        <Matrix
          name="W"
          shape={shapeOf(network.layers[layer - 1]!.outputs, network.layers[layer - 1]!.inputs)}
          columnNames={columns.map((column) => `from ${column + 1}`)}
          rowNames={rows.map((row) => `to ${row + 1}`)}
          cells={matrix.weights.map((row, j) =>
            row.map((weight, i) => ({
              text: figure(weight),
              key: `${keys.weight(layer, rows[j]!, columns[i]!)} ${keys.signal(layer - 1, columns[i]!)}`,
              isUsed: j === usedRow,
              mark: changedMark(view, keys.weight(layer, rows[j]!, columns[i]!)),
            })),
          )}
        />
        <span class="sign">·</span>
        <Matrix
          name="x"
          shape={shapeOf(network.layers[layer - 1]!.inputs, 1)}
          columnNames={['signal']}
          rowNames={columns.map((column) => String(column + 1))}
          cells={matrix.signals.map((signal, i) => [
            {
              text: figure(signal),
              key: keys.signal(layer - 1, columns[i]!),
              isUsed: usedRow >= 0,
              mark:
                layer === 1
                  ? changedMark(view, keys.signal(0, columns[i]!))
                  : movedMark(view, layer - 1, columns[i]!, 'signal'),
            },
          ])}
        />
        {matrix.biases && (
          <>
            <span class="sign">+</span>
            <Matrix
              name="b"
              shape={shapeOf(network.layers[layer - 1]!.outputs, 1)}
              columnNames={['bias']}
              rowNames={rows.map((row) => String(row + 1))}
              cells={matrix.biases.map((bias, j) => [
                {
                  text: figure(bias),
                  key: keys.bias(layer, rows[j]!),
                  isUsed: j === usedRow,
                  mark: changedMark(view, keys.bias(layer, rows[j]!)),
                },
              ])}
            />
          </>
        )}
        <span class="sign">=</span>
        <Matrix
          name="z"
          shape={shapeOf(network.layers[layer - 1]!.outputs, 1)}
          columnNames={['sum']}
          rowNames={rows.map((row) => String(row + 1))}
          cells={matrix.sums.map((sum, j) => [
            {
              text: isKnown(j) ? figure(sum) : '?',
              key: keys.sum(layer, rows[j]!),
              isUsed: j === usedRow,
              mark: isKnown(j) ? movedMark(view, layer, rows[j]!, 'sum') : '',
            },
          ])}
        />
      </div>
      <WeightCount view={view} layer={layer} />
    </section>
  );
}

const shapeOf = (rows: number, columns: number) => `${rows} × ${columns}`;

interface Cell {
  readonly text: string;
  readonly key: string;
  readonly isUsed: boolean;
  /** ◆ changed by the learner, Δ downstream of a change. */
  readonly mark: '◆' | 'Δ' | '';
}

function changedMark({ changed }: View, key: string): Cell['mark'] {
  return changed.has(key) ? '◆' : '';
}

function movedMark(view: View, layer: number, node: number, of: 'sum' | 'signal'): Cell['mark'] {
  return isMovable(view, layer, node, of) ? 'Δ' : '';
}

interface MatrixProps {
  readonly name: string;
  readonly shape: string;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
}

function Matrix({ name, shape, rowNames, columnNames, cells }: MatrixProps) {
  return (
    <table class="matrix">
      <caption>
        <i>{name}</i> ({shape})
      </caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{name}</th>
          {columnNames.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cells.map((row, j) => (
          <tr key={rowNames[j]}>
            <th scope="row" class="visually-hidden">
              {rowNames[j]}
            </th>
            {row.map(({ text, key, isUsed, mark }, i) => (
              <td key={columnNames[i]} data-key={key} class={isUsed ? 'used' : ''}>
                {mark && <span class="mark">{mark}</span>}
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
