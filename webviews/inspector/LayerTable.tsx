import { shapeText } from '../../src/inspector/describeLayer';
import type { ModelOverview } from '../../src/protocol';
import { formatCount } from '../shared/format';
import { Disclosure } from '../shared/Numbers';
import { chooseNode } from './host';

interface LayerTableProps {
  readonly model: ModelOverview;
  readonly chosen: string;
}

/** The same as the drawing, in numbers. */
export function LayerTable({ model, chosen }: LayerTableProps) {
  return (
    <section class="card" aria-labelledby="layers-heading">
      <h2 id="layers-heading">All layers as a table</h2>
      <Disclosure id="layers" summary={`Show all ${formatCount(model.nodes.length)} layers`}>
        {() => <Rows model={model} chosen={chosen} />}
      </Disclosure>
    </section>
  );
}

function Rows({ model: { nodes, parameters }, chosen }: LayerTableProps) {
  return (
    <div class="number-table layer-table" role="region" aria-label="Layers" tabIndex={0}>
      <table>
        <caption>Layers in the order in which they compute. Shapes without the number of records.</caption>
        <thead>
          <tr>
            {['layer', 'class', 'takes', 'gives', 'parameters', 'formula'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.id} aria-current={node.id === chosen || undefined}>
              <th scope="row">
                <button type="button" class="quiet" onClick={() => chooseNode(node.id)}>
                  {node.id}
                </button>
              </th>
              <td>{node.className}</td>
              <td>{node.inputShapes.map(shapeText).join(' and ')}</td>
              <td>{node.outputShapes.map(shapeText).join(' and ')}</td>
              <td>{formatCount(node.parameters)}</td>
              <td>{node.parameters > 0 ? node.formula : ''}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">all together</th>
            <td colSpan={3} />
            <td>{formatCount(parameters.total)}</td>
            <td>{formatCount(parameters.trainable)} trainable</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
