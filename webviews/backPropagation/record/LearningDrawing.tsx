import { formatDigits } from '../../shared/format';
import { lesson } from '../lesson';
import { NetworkPicture } from '../NetworkPicture';
import { currentStep, isKnown, keys, steps, type Learning, type Phase } from './learning';
import { describeStep, nodeName } from './names';

/** The network with what is known of it by now: signals in the nodes, errors below them, targets beside the outputs. */
export function LearningDrawing({ learning }: { readonly learning: Learning }) {
  const { network, targets, pass, learningRate } = learning;
  const { layers, inputs } = network;
  const last = layers.length;
  const current = currentStep.value;
  const isAt = (phases: readonly Phase[], layer: number, node: number) =>
    current !== undefined && phases.includes(current.phase) && current.layer === layer && current.node === node;
  const errorOf = (layer: number, node: number) => pass.errors[layer - 1]![node]!;
  const hasError = (layer: number, node: number) => isKnown(layer === last ? 'error' : 'backward', layer, node);
  return (
    <section class="card" aria-labelledby="drawing-heading">
      <h2 id="drawing-heading">The network</h2>
      <NetworkPicture
        label={`${describeStep(learning)}. Arrow keys move between nodes, Enter goes to the step that computes a node’s signal.`}
        nodes={[inputs.length, ...layers.map(({ outputs }) => outputs)]}
        node={(layer, node) => {
          const isSignalKnown = layer === 0 || isKnown('forward', layer, node);
          const signal = formatDigits(pass.forward.signals[layer]![node]!, 3);
          const isErrorKnown = layer > 0 && hasError(layer, node);
          const error = isErrorKnown ? formatDigits(errorOf(layer, node), 3) : '';
          return {
            text: isSignalKnown ? signal : '',
            key: keys.signal(layer, node),
            isCurrent: isAt(['forward', 'error', 'backward', 'update'], layer, node),
            label:
              `${nodeName(learning, layer, node)}: ${isSignalKnown ? `signal ${signal}` : 'not computed yet'}` +
              `${isErrorKnown ? `, error ${error}` : ''}${layer === last ? `, target ${targets[node]}` : ''}`,
            ...(isErrorKnown && { below: `e ${error}`, belowKey: keys.error(layer, node) }),
            ...(layer === last && { beside: `t ${formatDigits(targets[node]!, 3)}`, besideKey: keys.target(node) }),
          };
        }}
        link={(layer, node, from) => {
          const isUpdated = isKnown('update', layer, node);
          const { inputs: width } = layers[layer - 1]!;
          const link = node * width + from;
          const moved = learningRate * pass.weightSteps[layer - 1]![link]!;
          return {
            weight: (isUpdated ? pass.after : layers)[layer - 1]!.weights[link]!,
            key: `${keys.weight(layer, node, from)}${isUpdated ? ` ${keys.updated(layer, node, from)}` : ''}`,
            isCurrent: isAt(['forward', 'update'], layer, node) || isAt(['backward'], layer - 1, from),
            ...(isAt(['update'], layer, node) && { text: `${moved < 0 ? '' : '+'}${formatDigits(moved, 2)}` }),
          };
        }}
        onChoose={(layer, node) =>
          lesson.change({
            step:
              1 + steps.value.findIndex((one) => one.phase === 'forward' && one.layer === layer && one.node === node),
          })
        }
      />
      <ul class="legend">
        <li>
          <LegendLine class="positive" /> positive weight
        </li>
        <li>
          <LegendLine class="negative" /> negative; the thicker, the larger
        </li>
        <li>
          <i>e</i> error, <i>t</i> target
        </li>
      </ul>
    </section>
  );
}

export function LegendLine({ class: name }: { readonly class: string }) {
  return (
    <svg width={28} height={8} aria-hidden="true">
      <line class={`link ${name} current`} stroke-width={2.5} x1={0} x2={28} y1={4} y2={4} />
    </svg>
  );
}
