import { signalNumber } from '../../src/teaching/forwardPassState';
import { number } from '../../src/teaching/fields';
import { Prediction } from '../shared/teaching/Prediction';
import { formatCount } from '../shared/format';
import { achieve } from './achievements';
import { nameOf } from './describe';
import { figure } from './figures';
import { state } from './lesson';
import { progress, type View } from './view';

const guess = signalNumber('your guess');

/** Before a node is computed: what will leave it? */
export function NextSignal({ view }: { readonly view: View }) {
  const { step } = progress(view);
  const next = view.rows[view.inputRows + step];
  if (!next?.incoming) return null;
  const { links, sum, bias, activation } = next.incoming;
  const { source, run, digit, nodes, seed, changes } = state.value;
  return (
    <Prediction
      id="nextSignal"
      about={JSON.stringify([source, run, digit, nodes, seed, changes, step])}
      question={
        <>
          {nameOf(next)} comes next. {activation === 'softmax' ? 'Softmax' : `Its activation is ${activation}.`}{' '}
          {activation === 'softmax' && 'shares 1 among the nodes of the layer. '}
          What will leave it?
        </>
      }
      field={guess}
      truth={next.signal}
      onAnswered={() => achieve('predictedSignal')}
    >
      <p>
        Its links bring {links.strongest.map(({ product }) => figure(product)).join(' + ')}
        {links.rest && ` + ${figure(links.rest.sum)} from ${formatCount(links.rest.count)} more`}
        {bias !== undefined && `, and its bias is ${figure(bias)}`}. Together that is {figure(sum)}, and {activation}{' '}
        turns it into {figure(next.signal)}. Take one step forward to see it in the table.
      </p>
    </Prediction>
  );
}

const weightCount = number('number of weights', { initial: 1, minimum: 1, maximum: 1e7, integer: true });

/** How large is the matrix of the shown layer? */
export function WeightCount({ view, layer }: { readonly view: View; readonly layer: number }) {
  const { inputs, outputs } = view.network.layers[layer - 1]!;
  return (
    <Prediction
      id="weightCount"
      about={`${inputs} ${outputs}`}
      question={`How many weights lead from layer ${layer} with ${formatCount(inputs)} nodes to layer ${layer + 1} with ${formatCount(outputs)}?`}
      field={weightCount}
      truth={inputs * outputs}
      onAnswered={() => achieve('predictedShape')}
    >
      <p>
        One for each pair of nodes: a row for each of the {formatCount(outputs)} nodes that receive, a column for each
        of the {formatCount(inputs)} that send, {formatCount(outputs)} × {formatCount(inputs)} ={' '}
        {formatCount(inputs * outputs)}.
      </p>
    </Prediction>
  );
}
