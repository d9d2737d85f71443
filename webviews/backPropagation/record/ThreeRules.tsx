import { agreement } from '../../../samples/back-propagation/agreement';
import { learnRecord, type ErrorRule } from '../../../samples/back-propagation/learnRecord';
import { errorRules } from '../../../src/teaching/backPropagationState';
import { axis } from '../../shared/chart/lineChart';
import { formatDigits } from '../../shared/format';
import { Disclosure, NumberTable, type Cell } from '../../shared/Numbers';
import { Prediction } from '../../shared/teaching/Prediction';
import { answerTo } from '../../shared/teaching/predictions';
import { achieve } from '../achieve';
import { state } from '../lesson';
import { Lines, type LineLook } from '../lines';
import { NetworkPicture } from '../NetworkPicture';
import { keys, type Learning } from './learning';
import { nodeName, ruleTitles } from './names';

const formulas: Readonly<Record<ErrorRule, string>> = {
  'weight shares': 'Σ e · w / (w₁ + w₂ + …)',
  'transposed weights': 'Σ w · e',
  'exact gradient': 'Σ w · σ′ · e',
};

/** The same errors sent back in three ways, on the same network. */
export function ThreeRules({ learning }: { readonly learning: Learning }) {
  const hasHidden = learning.network.layers.length > 1;
  return (
    <section class="card" aria-labelledby="rules-heading">
      <h2 id="rules-heading">Three ways to blame the hidden nodes</h2>
      {hasHidden ? (
        <Comparison learning={learning} />
      ) : (
        <p class="note">This network has no hidden node: add a layer.</p>
      )}
    </section>
  );
}

function Comparison({ learning }: { readonly learning: Learning }) {
  return (
    <>
      <p class="note">
        An output error has many causes: all links that led to it. Splitting it in proportion to the weights is fair,
        and all errors together stay the same. The denominators only scale each error, so the deck leaves them out. What
        makes the loss fall fastest is neither, but the exact gradient, with the slopes of the outputs. On each link
        stands what the error is multiplied with on its way back.
      </p>
      <div class="three">
        {errorRules.map((rule) => (
          <RulePicture key={rule} learning={learning} rule={rule} />
        ))}
      </div>
      <Numbers learning={learning} />
      <p>{differences(learning)}</p>
      <StillLearns learning={learning} />
    </>
  );
}

function RulePicture({ learning, rule }: { readonly learning: Learning; readonly rule: ErrorRule }) {
  const { network, byRule } = learning;
  const { layers, inputs } = network;
  const result = byRule[rule];
  const isChosen = learning.rule === rule;
  const isRoomy = layers.every(({ outputs }) => outputs <= roomyNodes);
  return (
    <figure class={`rule ${isChosen ? 'chosen' : ''}`}>
      <figcaption>
        <h3>
          {capital(ruleTitles[rule])}
          {isChosen && <span class="note"> (chosen)</span>}
        </h3>
        <span class="note">e hidden = {formulas[rule]}</span>
      </figcaption>
      {typeof result === 'string' ? (
        <p class="problem">{result}</p>
      ) : (
        <NetworkPicture
          label={`Errors, ${ruleTitles[rule]}: ${hiddenPlaces(learning)
            .map(
              ({ layer, node }) =>
                `${nodeName(learning, layer, node)} ${formatDigits(result.pass.errors[layer - 1]![node]!, 3)}`,
            )
            .join(', ')}`}
          nodes={[inputs.length, ...layers.map(({ outputs }) => outputs)].slice(1)}
          node={(column, node) => {
            const layer = column + 1;
            return {
              text: formatDigits(result.pass.errors[layer - 1]![node]!, 2),
              key: layer === layers.length ? keys.error(layer, node) : ruleKey(rule, layer, node),
            };
          }}
          link={(column, node, from) => {
            const layer = column + 1;
            const factor = factorOf(learning, rule, layer, node, from);
            return {
              weight: layers[layer - 1]!.weights[node * layers[layer - 1]!.inputs + from]!,
              key: keys.weight(layer, node, from),
              ...(isRoomy && { text: formatDigits(factor, 2), textAt: 0.82 }),
            };
          }}
        />
      )}
    </figure>
  );
}

/** More than so many factors into a node would cover each other. */
const roomyNodes = 4;

/** What an error is multiplied with on its way back along a link. */
function factorOf({ network, pass }: Learning, rule: ErrorRule, layer: number, node: number, from: number): number {
  const { weights, inputs } = network.layers[layer - 1]!;
  const weight = weights[node * inputs + from]!;
  switch (rule) {
    case 'weight shares':
      return weight / Array.from(weights.slice(node * inputs, (node + 1) * inputs)).reduce((sum, one) => sum + one, 0);
    case 'transposed weights':
      return weight;
    case 'exact gradient':
      return weight * pass.slopes[layer - 1]![node]!;
  }
}

/** The hidden nodes, from the last layer to the first. */
function hiddenPlaces({ network: { layers } }: Learning) {
  return layers
    .slice(0, -1)
    .flatMap(({ outputs }, l) => Array.from({ length: outputs }, (_, node) => ({ layer: l + 1, node })))
    .sort((one, other) => other.layer - one.layer);
}

const ruleKey = (rule: ErrorRule, layer: number, node: number) =>
  `${keys.error(layer, node)} ${rule[0]}${layer}.${node}`;

function Numbers({ learning }: { readonly learning: Learning }) {
  const rows = hiddenPlaces(learning).map(({ layer, node }): Cell[] => [
    { text: capital(nodeName(learning, layer, node)), key: keys.error(layer, node) },
    ...errorRules.map((rule) => {
      const error = errorOf(learning, rule, layer, node);
      const exact = errorOf(learning, 'exact gradient', layer, node)!;
      const mark = error !== undefined && error * exact < 0 ? ' ≠ sign' : '';
      return { text: error === undefined ? '–' : formatDigits(error) + mark, key: ruleKey(rule, layer, node) };
    }),
  ]);
  const sums = [
    'Sum of the last hidden layer’s errors',
    ...errorRules.map((rule) => {
      const result = learning.byRule[rule];
      if (typeof result === 'string') return '–';
      return formatDigits(result.pass.errors.at(-2)!.reduce((sum, error) => sum + error, 0));
    }),
  ];
  const outputs = learning.pass.errors.at(-1)!.reduce((sum, error) => sum + error, 0);
  return (
    <>
      <NumberTable
        caption={`Hidden errors. The output errors add up to ${formatDigits(outputs)}.`}
        columns={['Node', ...errorRules.map((rule) => capital(ruleTitles[rule]))]}
        rows={[...rows, sums]}
      />
    </>
  );
}

function errorOf({ byRule }: Learning, rule: ErrorRule, layer: number, node: number): number | undefined {
  const result = byRule[rule];
  return typeof result === 'string' ? undefined : result.pass.errors[layer - 1]![node]!;
}

/** Where the rules differ, in a sentence. */
function differences(learning: Learning): string {
  const places = hiddenPlaces(learning);
  const opposite = errorRules.slice(0, 2).flatMap((rule) =>
    places
      .filter(({ layer, node }) => {
        const error = errorOf(learning, rule, layer, node);
        return error !== undefined && error * errorOf(learning, 'exact gradient', layer, node)! < 0;
      })
      .map(({ layer, node }) => `${ruleTitles[rule]} for ${nodeName(learning, layer, node)}`),
  );
  const shares = learning.byRule['weight shares'];
  const largest = Math.max(
    ...places.map(({ layer, node }) => Math.abs(errorOf(learning, 'weight shares', layer, node) ?? 0)),
  );
  const outputs = Math.max(...learning.pass.errors.at(-1)!.map(Math.abs));
  return [
    opposite.length === 0
      ? 'Here all three agree on the sign of every hidden error; they differ in size.'
      : `The sign is opposite to the exact gradient’s in ${opposite.join(', and ')}: there the rule moves weights uphill.`,
    typeof shares === 'string'
      ? ''
      : largest > 3 * outputs
        ? `A hidden error of ${formatDigits(largest, 3)} by weight shares is far beyond any output error: weights that nearly cancel make a small denominator. Wᵀ · e has none.`
        : '',
  ]
    .join(' ')
    .trim();
}

const options = {
  more: 'Yes, and more than by the exact gradient',
  less: 'Yes, but less than by the exact gradient',
  no: 'No, it rises',
};

/** Why a rule that isn't the gradient can still learn: its step goes downhill as long as the angle is below 90°. */
function StillLearns({ learning }: { readonly learning: Learning }) {
  const { pass, byRule, learningRate } = learning;
  const [deck, exact] = [byRule['transposed weights'], byRule['exact gradient']];
  if (typeof deck === 'string' || typeof exact === 'string') return null;
  const { network, nodes, seed, changes, targets, repeats } = state.value;
  const about = JSON.stringify([network, nodes, seed, changes, targets, repeats, learningRate]);
  const truth =
    deck.lossAfter >= pass.loss ? options.no : deck.lossAfter < exact.lossAfter ? options.more : options.less;
  const cosine = agreement(deck.pass, exact.pass);
  return (
    <>
      <Prediction
        id="stillLearns"
        about={about}
        question={`All weights are changed by the deck’s rule Wᵀ · e, once, with α = ${formatDigits(learningRate)}. The rule leaves out the slopes of the outputs. Does the loss of this record still fall?`}
        options={Object.values(options)}
        truth={truth}
        onAnswered={() => achieve('comparedErrors')}
      >
        The last layer’s weights get their exact step under every rule; only the hidden ones differ. In the space of all
        weights, the deck’s step and the exact one have the cosine {formatDigits(cosine, 3)}, an angle of{' '}
        {formatDigits((Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI, 3)}°.{' '}
        {cosine > 0
          ? 'Below 90°, a small enough step goes downhill. Without the slopes, which are at most ¼, hidden errors are larger: a larger step in nearly the right direction.'
          : 'At 90° or more, this step goes uphill to begin with.'}
      </Prediction>
      {answerTo('stillLearns', about) !== undefined && <LossByRule learning={learning} />}
    </>
  );
}

const lessons = 50;
const looks: Readonly<Record<ErrorRule, LineLook>> = {
  'weight shares': { colour: 'var(--vscode-charts-red)', dash: '2 3' },
  'transposed weights': { colour: 'var(--vscode-charts-blue)', dash: '7 4' },
  'exact gradient': { colour: 'var(--vscode-foreground)', dash: '' },
};

/** The loss while the same record is learnt again and again, by each rule from the same weights. */
function LossByRule({ learning }: { readonly learning: Learning }) {
  const curves = errorRules.map((rule) => ({ rule, losses: lossesOf(learning, rule) }));
  const all = curves.flatMap(({ losses }) => losses);
  const ends = curves.map(
    ({ rule, losses }) =>
      `${ruleTitles[rule]} ${formatDigits(losses.at(-1)!, 3)}${losses.length <= lessons ? ` (ended after ${losses.length - 1})` : ''}`,
  );
  return (
    <>
      <Lines
        label={`Loss over ${lessons} lessons. At the end: ${ends.join('; ')}.`}
        x={axis('times learnt', 0, lessons)}
        y={axis('loss L', 0, Math.max(...all))}
        lines={curves.map(({ rule, losses }) => ({
          name: ruleTitles[rule],
          points: losses.map((loss, i) => [i, loss] as const),
          look: looks[rule],
        }))}
      />
      <Disclosure id="losses" summary="Show numbers">
        {() => (
          <NumberTable
            caption="Loss of this record"
            columns={['Times learnt', ...errorRules.map((rule) => capital(ruleTitles[rule]))]}
            rows={Array.from({ length: lessons + 1 }, (_, i) => [
              String(i),
              ...curves.map(({ losses }) => (i in losses ? formatDigits(losses[i]!) : '–')),
            ])}
          />
        )}
      </Disclosure>
    </>
  );
}

/** Ends early where the rule can't be applied any more. */
function lossesOf({ network, targets, learningRate }: Learning, rule: ErrorRule): number[] {
  const losses: number[] = [];
  let { layers } = network;
  try {
    for (let i = 0; i <= lessons; i++) {
      const { loss, after } = learnRecord(layers, { inputs: network.inputs, targets }, learningRate, rule);
      losses.push(loss);
      layers = after;
    }
  } catch {
    // What the curve shows by its end, and the pictures say in words.
  }
  return losses;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
