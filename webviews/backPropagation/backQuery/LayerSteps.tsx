import backQueryCode from 'excerpt:samples/back-propagation/backQuery.ts#backQuery';
import logitCode from 'excerpt:samples/back-propagation/backQuery.ts#logit';
import rescaleCode from 'excerpt:samples/back-propagation/backQuery.ts#rescale';
import type { ComponentChildren } from 'preact';
import { formatCountOf, formatDigits } from '../../shared/format';
import { Disclosure, NumberTable } from '../../shared/Numbers';
import { Code } from '../../shared/teaching/Code';
import { fraction, keyed, numeral, operator, quantity, row, sub, variable } from '../../shared/teaching/math';
import { FormulaTable } from '../derivation/FormulaTable';
import { openSource } from '../lesson';
import { InkPicture, SignedPicture } from './pictures';
import type { Answer, Asked } from './source';

const codeKeys = {
  outputs: 'outputs = inputs',
  sums: 'outputs.map(logit)',
  back: 'sentBack(layer, sums)',
  inputs: 'rescale(back)',
};

/** The way back, layer by layer, each with its rescaling. */
export function LayerSteps({ network, answer }: { readonly network: Asked; readonly answer: Answer }) {
  const { steps } = answer;
  return (
    <section class="card" aria-labelledby="layers-heading">
      <h2 id="layers-heading">Layer by layer, backwards</h2>
      {steps.map((step, i) => {
        const layer = network.layers.length - i;
        const isLast = i === steps.length - 1;
        const [smallest, largest] = [Math.min(...step.sentBack), Math.max(...step.sentBack)];
        return (
          <div key={layer} class="layer-step">
            <h3>
              {i === 0 ? 'From the outputs' : 'From the hidden layer'} to {isLast ? 'the inputs' : 'the hidden layer'}
            </h3>
            <div class="way">
              <Part
                title={`${i === 0 ? 'Targets' : 'Outputs'} y, ${formatCountOf(step.outputs.length, 'node')}`}
                dataKey="outputs"
              >
                <InkPicture values={step.outputs} label={range('Outputs', step.outputs)} />
                <Range values={step.outputs} />
              </Part>
              <Part title="logit(y): sums" dataKey="sums">
                <SignedPicture values={step.sums} label={range('Sums', step.sums)} />
                <Range values={step.sums} />
              </Part>
              <Part
                title={`Wᵀ · sums, ${formatCountOf(step.sentBack.length, isLast ? 'input' : 'node')}`}
                dataKey="back"
              >
                <SignedPicture values={step.sentBack} label={range('Sent back', step.sentBack)} />
                <Range values={step.sentBack} />
              </Part>
              <Part title="Rescaled to 0.01…0.99" dataKey="inputs">
                <InkPicture values={step.inputs} label={range('Rescaled', step.inputs)} />
                <Range values={step.inputs} />
              </Part>
            </div>
            <FormulaTable
              caption={`Node 1 on each side, of layer ${layer + 1} and layer ${layer}`}
              rows={[
                {
                  name: 'Inverse of the sigmoid',
                  key: 'sums',
                  result: sub('x', '1'),
                  expression: row(
                    variable('log'),
                    fraction(
                      quantity(sub('y', '1'), step.outputs[0]!, 'outputs'),
                      row('1', operator('−'), quantity(sub('y', '1'), step.outputs[0]!, 'outputs')),
                    ),
                  ),
                  value: keyed('sums', numeral(step.sums[0]!)),
                },
                {
                  name: 'Rescaling',
                  key: 'inputs',
                  result: sub('y', '1'),
                  expression: row(
                    fraction(
                      row(quantity(sub('b', '1'), step.sentBack[0]!, 'back'), operator('−'), quantity('min', smallest)),
                      row(quantity('max', largest), operator('−'), quantity('min', smallest)),
                    ),
                    operator('·'),
                    numeral(0.98),
                    operator('+'),
                    numeral(0.01),
                  ),
                  value: keyed('inputs', numeral(step.inputs[0]!)),
                },
              ]}
            />
            <Disclosure id={`layer-${layer}`} summary="Show numbers">
              {() => (
                <div class="sides even">
                  <NumberTable
                    caption="What goes in"
                    columns={['Node', 'Outputs y', 'logit(y)']}
                    rows={Array.from(step.outputs, (output, node) => [
                      String(node + 1),
                      { text: formatDigits(output), key: 'outputs' },
                      { text: formatDigits(step.sums[node]!), key: 'sums' },
                    ])}
                  />
                  <NumberTable
                    caption="What comes out"
                    columns={[isLast ? 'Input' : 'Node', 'Wᵀ · sums', 'Rescaled']}
                    rows={Array.from(step.sentBack, (back, node) => [
                      String(node + 1),
                      { text: formatDigits(back), key: 'back' },
                      { text: formatDigits(step.inputs[node]!), key: 'inputs' },
                    ])}
                  />
                </div>
              )}
            </Disclosure>
          </div>
        );
      })}
      <p class="note">
        This is no inverse: many pictures have the same answer, and Wᵀ only stands in for the inverse of W. Rescaling is
        needed because what comes back need not lie between 0 and 1, and a logit of it would not exist.
      </p>
      <div class="codes">
        <Code title="Back query" excerpt={backQueryCode} keys={codeKeys} onOpen={openSource} />
        <Code
          title="Inverse of the sigmoid"
          excerpt={logitCode}
          keys={{ sums: 'Math.log(clamped' }}
          onOpen={openSource}
        />
        <Code title="Rescaling" excerpt={rescaleCode} keys={{ inputs: '* 0.98 + 0.01' }} onOpen={openSource} />
      </div>
    </section>
  );
}

function Part({
  title,
  dataKey,
  children,
}: {
  readonly title: string;
  readonly dataKey: string;
  readonly children: ComponentChildren;
}) {
  return (
    <figure class="part" data-key={dataKey}>
      <figcaption>{title}</figcaption>
      {children}
    </figure>
  );
}

function Range({ values }: { readonly values: Float64Array }) {
  return (
    <span class="caption">
      {formatDigits(Math.min(...values), 3)} to {formatDigits(Math.max(...values), 3)}
    </span>
  );
}

function range(name: string, values: Float64Array): string {
  return `${name}: ${formatDigits(Math.min(...values), 3)} to ${formatDigits(Math.max(...values), 3)}`;
}
