import activateCode from 'excerpt:samples/forward-pass/layer.ts#activate';
import sumsCode from 'excerpt:samples/forward-pass/layer.ts#weightedSums';
import type { Activation } from '../../samples/forward-pass/layer';
import { Code } from '../shared/teaching/Code';
import type { CodeKeys } from '../shared/teaching/excerpt';
import { lesson } from './lesson';
import { keys, progress, type View } from './view';

const pieces: Readonly<Record<Activation, string>> = {
  sigmoid: '1 / (1 + Math.exp(-sum))',
  tanh: 'Math.tanh',
  relu: 'Math.max(0, sum)',
  linear: 'sums.slice()',
  softmax: 'exponential / total',
};

/** The lines that compute the numbers of the table, lit up by them. */
export function SampleCode({ view }: { readonly view: View }) {
  const { step } = progress(view);
  const inSums: Record<string, string> = {};
  const inActivate: Record<string, string> = {};
  for (const { layer, node, incoming } of view.rows.slice(view.inputRows, view.inputRows + step)) {
    for (const { from } of incoming!.links.strongest) inSums[keys.weight(layer, node, from)] = 'sum += ';
    inSums[keys.bias(layer, node)] = 'biases?.[node]';
    inSums[keys.sum(layer, node)] = 'sums[node] = ';
    inActivate[keys.signal(layer, node)] = pieces[incoming!.activation];
  }
  const open = (file: string, line: number) => lesson.openSource(file, line);
  return (
    <div class="sample-code">
      <Code title="From signals to sums" excerpt={sumsCode} keys={inSums satisfies CodeKeys} onOpen={open} />
      <Code title="From sums to signals" excerpt={activateCode} keys={inActivate satisfies CodeKeys} onOpen={open} />
    </div>
  );
}
