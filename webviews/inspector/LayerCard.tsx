import { shapeText } from '../../src/inspector/describeLayer';
import type { ModelNode, ModelOverview, WeightInfo } from '../../src/protocol';
import { Fact } from '../shared/Fact';
import { formatCount, formatValue } from '../shared/format';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { answer } from './answers';
import { parametersText } from './Graph';
import { shownTensor } from './host';
import { TensorView } from './TensorView';
import { chosenTensor } from './view';

interface LayerCardProps {
  readonly node: ModelNode;
  readonly model: ModelOverview;
}

/** One layer: what it computes, what it has learnt, and what it makes of the input. */
export function LayerCard({ node, model }: LayerCardProps) {
  const { title, className, sentence, settings, use, trainable, weights } = node;
  const shown = shownTensor.value;
  return (
    <section class="card layer" aria-labelledby="layer-heading">
      <div>
        <p class="overline">
          {className}
          {use && ` · use ${use.number} of ${use.of}`}
        </p>
        <h2 id="layer-heading">{title}</h2>
      </div>
      <p>{sentence}</p>
      <dl class="rows">
        <Fact name="Takes" value={node.inputShapes.map(shapeText).join(' and ') || 'what you put in'} />
        <Fact name="Gives" value={node.outputShapes.map(shapeText).join(' and ')} />
        <Fact
          name="Parameters"
          value={parametersOf(
            node,
            weights.map((index) => model.weights[index]!),
          )}
        />
        {weights.length > 0 && <Fact name="Trainable" value={trainable ? 'yes' : 'no'} />}
      </dl>
      {settings.length > 0 && (
        <Disclosure id="settings" summary="Show all its settings">
          {() => <NumberTable caption={`Settings of ${title}`} columns={['setting', 'value']} rows={settings} />}
        </Disclosure>
      )}
      <Tensors node={node} model={model} />
      {shown && <TensorView tensor={shown.ref} name={shown.name} />}
    </section>
  );
}

/** "784 × 300 (kernel) + 300 (bias) = 235,500" */
function parametersOf(node: ModelNode, weights: readonly WeightInfo[]): string {
  if (node.parameters === 0) return parametersText(node);
  const terms = weights.map(({ name, shape }) => `${shape.join(' × ')} (${name.slice(name.lastIndexOf('/') + 1)})`);
  return `${terms.join(' + ')} = ${formatCount(node.parameters)}`;
}

/** What of the layer can be looked at: its weights, its output, and its gradient. */
function Tensors({ node, model }: LayerCardProps) {
  const shown = shownTensor.value?.ref;
  const given = answer.value;
  const hasGradient = given?.withGradient.includes(node.id) ?? false;
  const weights = node.weights.map((index, place) => ({
    key: place,
    label: shortName(
      model.weights[index]!.name,
      node.weights.map((other) => model.weights[other]!.name),
    ),
    isShown: shown?.of === 'weight' && shown.weight === index,
  }));
  const options = [
    ...weights,
    { key: 'activation' as const, label: 'Output', isShown: shown?.of === 'activation' },
    { key: 'gradient' as const, label: 'Gradient', isShown: shown?.of === 'gradient' },
  ];
  return (
    <>
      <div class="tensors" role="group" aria-label="What is shown of this layer">
        {options.map(({ key, label, isShown }) => (
          <button
            key={key}
            type="button"
            class={isShown ? '' : 'secondary'}
            aria-pressed={isShown}
            onClick={() => (chosenTensor.value = key)}
          >
            {label}
          </button>
        ))}
      </div>
      {shown?.of === 'gradient' && given && (
        <p class="note">
          {hasGradient
            ? `How much output ${given.target.index}, now ${formatValue(given.target.value)}, would change if each number that this layer gives grew a little: change of the output for each unit.`
            : 'The chosen output does not depend smoothly on this layer: tokens are names rather than amounts, or the layer is on another branch.'}
        </p>
      )}
      {shown?.of === 'activation' && given && <p class="note">What this layer gives for the input below.</p>}
    </>
  );
}

/** "kernel"; where a layer has two of that name, with what tells them apart: "forward_lstm/kernel". */
function shortName(name: string, all: readonly string[]): string {
  const last = (text: string, parts: number) => text.split('/').slice(-parts).join('/');
  const isUnique = all.filter((other) => last(other, 1) === last(name, 1)).length === 1;
  return last(name, isUnique ? 1 : 2);
}
