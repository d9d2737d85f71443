import { number } from '../../../src/teaching/fields';
import { formatDigits } from '../../shared/format';
import { Prediction } from '../../shared/teaching/Prediction';
import { state } from '../lesson';
import { step, steps, type Learning, type Step } from './learning';
import { linkName, nodeName } from './names';

const guess = number('your guess', { initial: 0, minimum: -1e6, maximum: 1e6 });

/** Before the next error or weight is computed: what will it be? */
export function NextNumber({ learning }: { readonly learning: Learning }) {
  const next = steps.value[step.value];
  const asked = next && questionAbout(learning, next);
  if (!asked) return null;
  const { network, nodes, seed, changes, targets, rule, repeats, learningRate } = state.value;
  return (
    <Prediction
      id="nextNumber"
      about={JSON.stringify([network, nodes, seed, changes, targets, rule, repeats, learningRate, step.value])}
      question={asked.question}
      field={guess}
      truth={asked.truth}
    >
      {asked.why} Take one step forward to see it in the picture.
    </Prediction>
  );
}

function questionAbout(
  learning: Learning,
  { phase, layer, node }: Step,
): { question: string; truth: number; why: string } | undefined {
  const { network, targets, pass, learningRate, rule } = learning;
  const name = nodeName(learning, layer, node);
  const error = () => pass.errors[layer - 1]![node]!;
  switch (phase) {
    case 'error': {
      const [output, target] = [formatDigits(pass.forward.signals[layer]![node]!), formatDigits(targets[node]!)];
      return {
        question: `Output ${node + 1} says ${output}; its target is ${target}. What is its error e?`,
        truth: error(),
        why: `Target less output: ${target} − ${output} = ${formatDigits(error())}. ${error() < 0 ? 'It is negative: the output must fall.' : 'It is positive: the output must rise.'}`,
      };
    }
    case 'backward': {
      const { weights, inputs } = network.layers[layer]!;
      const terms = Array.from(pass.errors[layer]!, (e, to) => [weights[to * inputs + node]!, e] as const);
      const list = terms.map(([w, e], to) => `${formatDigits(w)} to error ${formatDigits(e)} (node ${to + 1})`);
      return {
        question: `From ${name} lead links with the weights ${list.join(', ')}. What is its error, by the rule “${ruleNames[rule]}”?`,
        truth: error(),
        why:
          rule === 'transposed weights'
            ? `Weight × error, added up: ${terms.map(([w, e]) => `${bracketed(w)} · ${bracketed(e)}`).join(' + ')} = ${formatDigits(error())}.`
            : `It is ${formatDigits(error())}. The formula of the next step shows each part of the sum.`,
      };
    }
    case 'update': {
      const { weights, inputs } = network.layers[layer - 1]!;
      const truth = pass.after[layer - 1]!.weights[node * inputs]!;
      const delta = pass.deltas[layer - 1]![node]!;
      const [w, signal] = [weights[node * inputs]!, pass.forward.signals[layer - 1]![0]!];
      return {
        question: `The weight ${linkName(learning, layer, node, 0)} is ${formatDigits(w)}, the signal along it ${formatDigits(signal)}. Error × slope of ${name} is ${formatDigits(delta)}, the learning rate ${formatDigits(learningRate)}. What is the new weight?`,
        truth,
        why: `${formatDigits(w)} + ${formatDigits(learningRate)} · ${bracketed(delta)} · ${formatDigits(signal)} = ${formatDigits(truth)}.`,
      };
    }
    default:
      return undefined;
  }
}

const ruleNames = {
  'weight shares': 'split by weight shares',
  'transposed weights': 'weight × error',
  'exact gradient': 'weight × slope × error',
};

const bracketed = (value: number) => (value < 0 ? `(${formatDigits(value)})` : formatDigits(value));
