import { useState } from 'preact/hooks';
import type { ModelAnswer, ModelOverview } from '../../src/protocol';
import { formatCountOf, formatDigits } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Pager } from '../shared/Pager';
import { answer, answerProblem, isComputing, waitsToBeAsked } from './answers';
import { questionInputs } from './inputs';
import { AskNow } from './TensorView';
import { target } from './view';

/** What the model gives, and which of its numbers the gradients are taken of. */
export function Answer({ model }: { readonly model: ModelOverview }) {
  const given = answer.value;
  return (
    <section class="card" aria-labelledby="answer-heading" aria-busy={isComputing.value}>
      <h2 id="answer-heading">What comes out</h2>
      {waitsToBeAsked.value ? (
        <AskNow />
      ) : answerProblem.value !== undefined ? (
        <p class="problem" role="alert">
          <Icon name="warning" />
          {answerProblem.value}
        </p>
      ) : given ? (
        <>
          <p class="note">
            Choose the number whose gradient you want to see: press a row. Now it is output {given.target.index}
            {given.outputs.length > 1 && ` of ${model.outputs[given.target.output]!.node}`}
            {target.value === undefined && ', the largest'}. Computed with {given.engine}.
          </p>
          {!questionInputs.value && (
            <p class="problem">
              <Icon name="warning" />
              This is still for the input before.
            </p>
          )}
          {given.outputs.map((_, output) => (
            <Outputs key={output} output={output} model={model} given={given} />
          ))}
          {target.value !== undefined && (
            <button type="button" class="secondary" onClick={() => (target.value = undefined)}>
              Take the Largest
            </button>
          )}
        </>
      ) : (
        <p class="note">{isComputing.value ? 'Computing…' : 'Put something in first.'}</p>
      )}
    </section>
  );
}

interface OutputsProps {
  readonly output: number;
  readonly model: ModelOverview;
  readonly given: ModelAnswer;
}

const rowsPerPage = 12;

function Outputs({ output, model, given }: OutputsProps) {
  const [wantedPage, setPage] = useState(0);
  const { values } = given.outputs[output]!;
  const page = Math.min(wantedPage, Math.ceil(values.length / rowsPerPage) - 1);
  const start = page * rowsPerPage;
  const limit = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const isTarget = (index: number) => given.target.output === output && given.target.index === index;
  return (
    <div>
      <table class="outputs">
        <caption>
          {model.outputs[output]!.node}: {formatCountOf(values.length, 'number')}, counted from 0 as classes are
        </caption>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Output</th>
            <td />
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {Array.from(values.subarray(start, start + rowsPerPage), (value, i) => {
            const index = start + i;
            return (
              <tr key={index} aria-current={isTarget(index) || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    class="quiet"
                    aria-pressed={isTarget(index)}
                    aria-label={`Gradient of output ${index}`}
                    onClick={() => (target.value = { output, index })}
                  >
                    {index}
                  </button>
                </th>
                <td>
                  <div
                    class={value < 0 ? 'bar negative' : 'bar'}
                    style={{ width: `${limit > 0 ? (100 * Math.abs(value)) / limit : 0}%` }}
                  />
                </td>
                <td>{formatDigits(value)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Pager noun="outputs" count={values.length} pageSize={rowsPerPage} page={page} onPage={setPage} />
    </div>
  );
}
