import { Choice } from '../../shared/Choice';
import { formatEpoch, formatPercent, formatTwoDecimals } from '../../shared/format';
import { Icon } from '../../shared/Icon';
import { ItemGrid } from '../../shared/ItemGrid';
import { attempt } from '../../shared/Messages';
import { Stepper } from '../../shared/teaching/Stepper';
import { host, lesson, state } from '../lesson';
import { Ascent } from './Ascent';
import { Blend } from './Blend';
import { ForwardAgain } from './ForwardAgain';
import { LayerSteps } from './LayerSteps';
import { InkPicture } from './pictures';
import {
  answers,
  asked,
  blend,
  blended,
  frameSteps,
  isLive,
  isOver,
  nearest,
  shownRun,
  trainedRuns,
  type Asked,
} from './source';

/** What a network takes a label for: asked from its outputs back to its inputs. */
export function BackQueryView() {
  const network = asked.value;
  return (
    <>
      <Source />
      {typeof network === 'string' && (
        <p class="card" role="alert">
          {network}
        </p>
      )}
      {typeof network === 'object' && blended.value && <Query network={network} />}
    </>
  );
}

const sources = { run: 'One that you train', small: 'The small one of “One record”' } as const;

function Source() {
  const { source } = state.value;
  return (
    <section class="card" aria-labelledby="source-heading">
      <h2 id="source-heading">Ask the network backwards</h2>
      <p class="note">
        A label’s targets enter at the outputs. Through each layer, the inverse of the sigmoid says what sums would have
        made them, Wᵀ sends these back, and the result is rescaled to 0.01…0.99, to be the outputs of the layer before.
        What arrives at the inputs is a picture of what the network looks for.
      </p>
      <div class="fields reasons-over">
        <Choice
          label="Network"
          options={sources}
          value={source}
          onChange={(value) => lesson.change({ source: value })}
        />
        {source === 'run' && <RunChoice />}
      </div>
      {source === 'run' && shownRun.value && <Epochs />}
    </section>
  );
}

function RunChoice() {
  const runs = trainedRuns.value;
  if (!runs) return <p role="status">Reading the runs…</p>;
  const shown = shownRun.value;
  const train = (preset: 'hand-made-100' | 'hand-made-complete') => {
    lesson.change({ run: '', epoch: null }); // The new run will be the newest.
    attempt(() => host.trainRun(preset));
  };
  return (
    <>
      {shown && (
        <label class="choice">
          Run
          <select
            value={shown.run.id}
            onChange={({ currentTarget }) => lesson.change({ run: currentTarget.value, epoch: null })}
          >
            {runs.map(({ run }) => (
              <option key={run.id} value={run.id}>
                {run.title},{' '}
                {run.testAccuracy === undefined ? 'not tested yet' : `${formatPercent(run.testAccuracy)} right`},{' '}
                {new Date(run.startedAt).toLocaleString()}
              </option>
            ))}
          </select>
        </label>
      )}
      {!shown && (
        <p class="note">
          {runs.length > 0
            ? 'This run is no longer there.'
            : 'There is no trained network of this kind yet: sigmoid nodes, which can be inverted.'}{' '}
          Train one; then come back here, also while it goes on.
        </p>
      )}
      {!shown && runs.length > 0 && (
        <button type="button" class="secondary" onClick={() => lesson.change({ run: '', epoch: null })}>
          Show the Newest
        </button>
      )}
      <button type="button" class={shown ? 'secondary' : ''} onClick={() => train('hand-made-100')}>
        <Icon name="training" />
        Train on 100 Records
      </button>
      <button type="button" class="secondary" onClick={() => train('hand-made-complete')}>
        <Icon name="training" />
        Train on All
      </button>
    </>
  );
}

/** Back to what the network looked for earlier; at the newest, it goes along with a run that is going on. */
function Epochs() {
  const steps = frameSteps.value;
  const last = steps.length - 1;
  const { epoch } = state.value;
  const index = epoch === null ? last : steps.indexOf(nearest(steps, epoch));
  const network = asked.value;
  const shown = typeof network === 'object' && network.epoch !== undefined ? network.epoch : steps[index]!;
  const right = answers.value.filter(({ outputs }, label) => outputs.indexOf(Math.max(...outputs)) === label).length;
  const run = shownRun.value!;
  const describe = `Epoch ${formatEpoch(shown)}${isLive.value ? ', live' : ''}: ${right} of ${answers.value.length} pictures are read as their own label`;
  return (
    <>
      <Stepper
        step={index}
        last={last}
        describe={describe}
        onStep={(step) => lesson.change({ epoch: step === last ? null : steps[step]! })}
      />
      {!isOver(run) && epoch !== null && <p class="note">The run goes on. At the last step the pictures follow it.</p>}
    </>
  );
}

function Query({ network }: { readonly network: Asked }) {
  return (
    <>
      {network.isDigits && <TenLabels />}
      <Blend network={network} />
      <div class="sides even">
        <ForwardAgain network={network} answer={blended.value!} />
        <Ascent network={network} />
      </div>
      <LayerSteps network={network} answer={blended.value!} />
    </>
  );
}

function TenLabels() {
  const { first, share } = blend.value;
  const all = answers.value;
  const describe = (label: number) => {
    const { outputs } = all[label]!;
    const answer = outputs.indexOf(Math.max(...outputs));
    return `Back query of ${label}: read as ${answer}, with ${formatTwoDecimals(outputs[answer]!)}`;
  };
  return (
    <section class="card" aria-labelledby="labels-heading">
      <h2 id="labels-heading">All ten labels</h2>
      <ItemGrid
        label="Back queries"
        class="gallery label-gallery"
        count={all.length}
        selected={share === 0 ? first : undefined}
        describe={describe}
        onChoose={(label) => lesson.change({ first: label, share: 0 })}
      >
        {(label) => {
          const { picture, outputs } = all[label]!;
          const answer = outputs.indexOf(Math.max(...outputs));
          return (
            <>
              <InkPicture values={picture} />
              <span class="caption">
                {label} → <strong>{answer}</strong>
              </span>
              <span class="caption">{formatTwoDecimals(outputs[answer]!)}</span>
            </>
          );
        }}
      </ItemGrid>
      <p class="note">
        Below each picture: its label → what the same network says to it, and how strongly. Choose one.
      </p>
    </section>
  );
}
