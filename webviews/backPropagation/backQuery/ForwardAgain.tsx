import { formatTwoDecimals } from '../../shared/format';
import { Prediction } from '../../shared/teaching/Prediction';
import { answerTo } from '../../shared/teaching/predictions';
import { achieve } from '../achieve';
import { nameOf } from './Blend';
import { InkPicture } from './pictures';
import { blend, blendTargets, shownRun, type Answer, type Asked } from './source';

const options = {
  sure: 'What was asked for, above 0.9',
  unsure: 'What was asked for, but not so sure',
  other: 'Something else',
};

/** The picture goes forward through the same network: would it answer what it was asked for? */
export function ForwardAgain({ network, answer }: { readonly network: Asked; readonly answer: Answer }) {
  const { outputs, picture } = answer;
  const { first, second, share } = blend.value;
  const wanted = share <= 0.5 ? first : second;
  const best = outputs.indexOf(Math.max(...outputs));
  const truth = best !== wanted ? options.other : outputs[best]! > 0.9 ? options.sure : options.unsure;
  const about = JSON.stringify([network.isDigits && shownRun.value?.run.id, network.epoch, first, second, share]);
  return (
    <section class="card" aria-labelledby="forward-heading">
      <h2 id="forward-heading">Forward again</h2>
      <figure class="result">
        <InkPicture values={picture} label={`Back query of ${nameOf(network, wanted)}`} />
        <figcaption class="caption">by the back query</figcaption>
      </figure>
      <Prediction
        id="forwardAgain"
        about={about}
        question={`This picture came back for ${nameOf(network, wanted)}${share > 0 && share < 1 ? ', the larger part of the blend' : ''}. It goes forward through the same network. What will that answer?`}
        options={Object.values(options)}
        truth={truth}
        onAnswered={() => {
          if (network.isDigits) achieve('backQueried');
        }}
      >
        It answers {nameOf(network, best)} with {formatTwoDecimals(outputs[best]!)}. Wᵀ brings back roughly what each
        node looks for, but rescaling moves all values together, and in the middle grey no picture of training ever had.
      </Prediction>
      {answerTo('forwardAgain', about) !== undefined && <Outputs network={network} outputs={outputs} />}
    </section>
  );
}

/** The output nodes with their targets, as bars and numbers. */
export function Outputs({ network, outputs }: { readonly network: Asked; readonly outputs: Float64Array }) {
  const targets = blendTargets.value;
  const best = outputs.indexOf(Math.max(...outputs));
  return (
    <table class="bars">
      <caption class="visually-hidden">Outputs</caption>
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Output</th>
          <th scope="col">Target</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {Array.from(outputs, (output, node) => (
          <tr key={node} class={node === best ? 'best' : ''}>
            <th scope="row">{nameOf(network, node)}</th>
            <td>{formatTwoDecimals(output)}</td>
            <td>{formatTwoDecimals(targets[node]!)}</td>
            <td class="bar-cell">
              <div class="bar" style={{ width: `${100 * output}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
