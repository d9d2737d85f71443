import sentBackCode from 'excerpt:samples/back-propagation/hiddenErrors.ts#sentBack';
import exactCode from 'excerpt:samples/back-propagation/hiddenErrors.ts#byExactGradient';
import sharesCode from 'excerpt:samples/back-propagation/hiddenErrors.ts#byWeightShares';
import transposedCode from 'excerpt:samples/back-propagation/hiddenErrors.ts#byTransposedWeights';
import learnCode from 'excerpt:samples/back-propagation/learnRecord.ts#learnRecord';
import outputErrorsCode from 'excerpt:samples/back-propagation/learnRecord.ts#outputErrors';
import activateCode from 'excerpt:samples/forward-pass/layer.ts#activate';
import sumsCode from 'excerpt:samples/forward-pass/layer.ts#weightedSums';
import type { ErrorRule } from '../../../samples/back-propagation/learnRecord';
import { Code } from '../../shared/teaching/Code';
import type { Excerpt } from '../../shared/teaching/excerpt';
import { openSource } from '../lesson';
import { currentStep, keys, type Learning } from './learning';
import { ruleTitles } from './names';

const rules: Readonly<Record<ErrorRule, Excerpt>> = {
  'weight shares': sharesCode,
  'transposed weights': transposedCode,
  'exact gradient': exactCode,
};

/** The lines that compute what this phase of the pass is about, lit up by its numbers. */
export function RecordCode({ learning }: { readonly learning: Learning }) {
  const places = placesOf(learning);
  const phase = currentStep.value?.phase ?? 'forward';
  switch (phase) {
    case 'forward':
      return (
        <div class="codes">
          <Code
            title="From signals to sums"
            excerpt={sumsCode}
            keys={{ ...all(places.weights, 'sum += '), ...all(places.sums, 'sums[node] = ') }}
            onOpen={openSource}
          />
          <Code
            title="From sums to signals"
            excerpt={activateCode}
            keys={all(places.signals, '1 / (1 + Math.exp(-sum))')}
            onOpen={openSource}
          />
        </div>
      );
    case 'error':
    case 'again':
      return (
        <Code
          title="Target less output"
          excerpt={outputErrorsCode}
          keys={all([...places.outputErrors, ...places.targets], 'targets[node]! - output')}
          onOpen={openSource}
        />
      );
    case 'backward':
      return (
        <div class="codes">
          <Code
            title={`Hidden errors: ${ruleTitles[learning.rule]}`}
            excerpt={rules[learning.rule]}
            keys={all(places.hiddenErrors, 'sentBack(')}
            onOpen={openSource}
          />
          <Code
            title="Wᵀ times a vector"
            excerpt={sentBackCode}
            keys={all([...places.hiddenErrors, ...places.weights], 'result[from]! +=')}
            onOpen={openSource}
          />
        </div>
      );
    case 'update':
      return (
        <Code
          title="One record through all phases"
          excerpt={learnCode}
          keys={{
            ...all(places.slopes, 'slopes(activation'),
            ...all(places.deltas, 'error * allSlopes'),
            ...all(places.updated, 'weight + learningRate * weightSteps'),
            ...all(places.outputErrors, 'outputErrors(forward'),
            ...all(places.hiddenErrors, 'hiddenErrors(rule'),
          }}
          onOpen={openSource}
        />
      );
  }
}

/** The same piece of code for each of these keys. */
function all(places: readonly string[], piece: string): Record<string, string> {
  return Object.fromEntries(places.map((key) => [key, piece]));
}

/** The keys of everything there is, by what it is. */
function placesOf({ network: { layers } }: Learning) {
  const last = layers.length;
  const nodes = layers.flatMap(({ outputs }, l) =>
    Array.from({ length: outputs }, (_, node) => ({ layer: l + 1, node })),
  );
  const links = layers.flatMap(({ inputs, outputs }, l) =>
    Array.from({ length: inputs * outputs }, (_, link) => ({
      layer: l + 1,
      node: Math.floor(link / inputs),
      from: link % inputs,
    })),
  );
  const errors = (isOutput: boolean) =>
    nodes.filter(({ layer }) => (layer === last) === isOutput).map(({ layer, node }) => keys.error(layer, node));
  return {
    sums: nodes.map(({ layer, node }) => keys.sum(layer, node)),
    signals: nodes.map(({ layer, node }) => keys.signal(layer, node)),
    slopes: nodes.map(({ layer, node }) => keys.slope(layer, node)),
    deltas: nodes.map(({ layer, node }) => keys.delta(layer, node)),
    outputErrors: errors(true),
    hiddenErrors: errors(false),
    targets: nodes.filter(({ layer }) => layer === last).map(({ node }) => keys.target(node)),
    weights: links.map(({ layer, node, from }) => keys.weight(layer, node, from)),
    updated: links.map(({ layer, node, from }) => keys.updated(layer, node, from)),
  };
}
