import code from 'excerpt:samples/back-propagation/gradientAscent.ts#ascend';
import { forwardPass } from '../../../samples/forward-pass/forwardPass';
import { formatDigits } from '../../shared/format';
import { Code } from '../../shared/teaching/Code';
import { lesson, openSource, state } from '../lesson';
import { ascent, ascentRate, mostSteps } from './climb';
import { nameOf } from './Blend';
import { Outputs } from './ForwardAgain';
import { InkPicture } from './pictures';
import { blend, type Asked } from './source';

/** Another way to the picture: not backwards through W, but uphill from a grey one, along the exact gradient. */
export function Ascent({ network }: { readonly network: Asked }) {
  const steps = ascent.value;
  const { first, second, share } = blend.value;
  const wanted = nameOf(network, share <= 0.5 ? first : second);
  const shown = Math.min(state.value.ascentSteps, steps.length - 1);
  const at = steps[shown];
  return (
    <section class="card" aria-labelledby="ascent-heading">
      <h2 id="ascent-heading">Gradient ascent beside it</h2>
      {at && at.picture.length === network.layers[0]!.inputs && (
        <>
          <figure class="result">
            <InkPicture values={at.picture} label={`Gradient ascent towards ${wanted}, step ${shown}`} />
            <figcaption class="caption" data-key="ascent">
              by gradient ascent
            </figcaption>
          </figure>
          <p class="note">
            Begins with grey, 0.5 everywhere. Each step moves every pixel by {ascentRate} × the gradient of −L, and
            keeps it within 0.01…1. The weights stay as they are.
          </p>
          <label class="slider">
            <span>
              Step <strong>{shown}</strong> of {mostSteps}:{' '}
              <span data-key="loss">loss L {formatDigits(at.loss, 3)}</span>
            </span>
            <input
              type="range"
              min={0}
              max={mostSteps}
              value={shown}
              onInput={({ currentTarget }) => lesson.change({ ascentSteps: currentTarget.valueAsNumber })}
            />
          </label>
          <Outputs network={network} outputs={forwardPass(network.layers, at.picture).signals.at(-1)!} />
        </>
      )}
      <Code
        title="One step of ascent"
        excerpt={code}
        keys={{ ascent: 'rate * step', loss: 'loss: errors.reduce' }}
        onOpen={openSource}
      />
    </section>
  );
}
