import { formatDigits } from '../../shared/format';
import { NumberTable, type Cell } from '../../shared/Numbers';
import { InlineNumber } from '../../shared/teaching/InlineNumber';
import { targetField } from '../../../src/teaching/backPropagationState';
import { signalNumber } from '../../../src/teaching/forwardPassState';
import { valueAt, type Place } from '../../../samples/forward-pass/change';
import { state } from '../lesson';
import { changeNumber, changeTarget, currentStep, isChanged, isKnown, keys, original, type Learning } from './learning';
import { linkName, nodeName, unknown } from './names';

/** All numbers of the pass by now: a row for each node, and one for each weight. */
export function StepNumbers({ learning }: { readonly learning: Learning }) {
  return (
    <section class="card" aria-labelledby="numbers-heading">
      <h2 id="numbers-heading">Numbers</h2>
      <p class="note">
        Inputs, targets and weights can be changed here.
        {state.value.repeats > 0 && ' A change begins again with the weights before any learning.'}
      </p>
      <div class="tables">
        <Nodes learning={learning} />
        <Weights learning={learning} />
      </div>
    </section>
  );
}

function Nodes({ learning }: { readonly learning: Learning }) {
  const { network, targets, pass } = learning;
  const last = network.layers.length;
  const current = currentStep.value;
  const places = pass.forward.signals.flatMap((signals, layer) => Array.from(signals, (_, node) => ({ layer, node })));
  const rows = places.map(({ layer, node }): Cell[] => {
    const name = { text: nodeName(learning, layer, node), key: keys.signal(layer, node) };
    if (layer === 0) return [name, '–', editable({ kind: 'input', node }, learning), '–', '–', '–', '–'];
    const isForward = isKnown('forward', layer, node);
    const hasError = isKnown(layer === last ? 'error' : 'backward', layer, node);
    const isUpdated = isKnown('update', layer, node);
    const cell = (isThere: boolean, value: number, key: string) => ({
      text: isThere ? formatDigits(value) : unknown,
      key,
    });
    return [
      name,
      cell(isForward, pass.forward.sums[layer - 1]![node]!, keys.sum(layer, node)),
      cell(isForward, pass.forward.signals[layer]![node]!, keys.signal(layer, node)),
      layer === last ? editableTarget(node, targets[node]!, nodeName(learning, layer, node)) : '–',
      cell(hasError, pass.errors[layer - 1]![node]!, keys.error(layer, node)),
      cell(isUpdated, pass.slopes[layer - 1]![node]!, keys.slope(layer, node)),
      cell(isUpdated, pass.deltas[layer - 1]![node]!, keys.delta(layer, node)),
    ];
  });
  const row = current && places.findIndex(({ layer, node }) => layer === current.layer && node === current.node);
  return (
    <NumberTable
      caption="Nodes"
      columns={['Node', 'Sum x', 'Signal o', 'Target t', 'Error e', 'Slope o(1 − o)', 'δ = e · slope']}
      rows={rows}
      {...(row !== undefined && current?.phase !== 'again' && { current: row })}
    />
  );
}

function Weights({ learning }: { readonly learning: Learning }) {
  const { network, pass, learningRate } = learning;
  const current = currentStep.value;
  const places = network.layers.flatMap(({ inputs, outputs }, l) =>
    Array.from({ length: outputs * inputs }, (_, link) => ({
      layer: l + 1,
      node: Math.floor(link / inputs),
      from: link % inputs,
      link,
    })),
  );
  const rows = places.map(({ layer, node, from, link }): Cell[] => {
    const isUpdated = isKnown('update', layer, node);
    const key = keys.updated(layer, node, from);
    return [
      { text: linkName(learning, layer, node, from), key: keys.weight(layer, node, from) },
      editable({ kind: 'weight', layer: layer - 1, node, from }, learning),
      { text: isUpdated ? formatDigits(learningRate * pass.weightSteps[layer - 1]![link]!) : unknown, key },
      { text: isUpdated ? formatDigits(pass.after[layer - 1]!.weights[link]!) : unknown, key },
    ];
  });
  const row =
    current?.phase === 'update' || current?.phase === 'forward'
      ? places.findIndex(({ layer, node }) => layer === current.layer && node === current.node)
      : -1;
  return (
    <NumberTable
      caption="Weights"
      columns={['Link', 'Weight w', 'Δw = α · δ · signal', 'New weight']}
      rows={rows}
      {...(row >= 0 && { current: row })}
    />
  );
}

function editable(place: Place, learning: Learning): Cell {
  const value = valueAt(learning.network, place);
  const key =
    place.kind === 'weight' ? keys.weight(place.layer + 1, place.node, place.from) : keys.signal(0, place.node);
  const title =
    place.kind === 'weight'
      ? `weight ${linkName(learning, place.layer + 1, place.node, place.from)}`
      : nodeName(learning, 0, place.node);
  return {
    text: formatDigits(value),
    key,
    content: (
      <InlineNumber
        field={signalNumber(title)}
        value={value}
        shown={formatDigits(value)}
        {...(isChanged(place) && { before: formatDigits(valueAt(original.value, place)) })}
        dataKey={key}
        onChange={(changed) => changeNumber(place, changed)}
      />
    ),
  };
}

function editableTarget(node: number, value: number, name: string): Cell {
  return {
    text: formatDigits(value),
    key: keys.target(node),
    content: (
      <InlineNumber
        field={targetField(`target of ${name}`)}
        value={value}
        shown={formatDigits(value)}
        dataKey={keys.target(node)}
        onChange={(changed) => changeTarget(node, changed)}
      />
    ),
  };
}
