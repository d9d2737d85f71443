import { gradientDescentState, optimiserIds, type OptimiserId } from '../../src/teaching/gradientDescentState';
import { markerShapes } from '../shared/chart/lineChart';
import { formatCount, formatDigits } from '../shared/format';
import { Disclosure, NumberTable, type Cell } from '../shared/Numbers';
import { NumberField } from '../shared/teaching/NumberField';
import { chosenOptimisers, followed, numbers } from './descent';
import { lesson } from './lesson';
import { optimisers } from './optimiserChoices';
import { CheapestQuestion } from './Questions';
import { thetaText } from './texts';

const { batchSize, iterations, tolerance } = gradientDescentState.fields;

/** Optimisers side by side, from one start. */
export function Optimisers() {
  const { state } = numbers.value;
  return (
    <section class="card" aria-labelledby="optimisers-heading">
      <div>
        <h2 id="optimisers-heading">Optimisers from one start</h2>
        <p class="note">
          All go downhill on the same cost with the same learning rate. They differ in how many examples they look at
          for a step, and in what they remember.
        </p>
      </div>
      <div class="fields">
        <NumberField
          field={iterations}
          value={state.iterations}
          note="The deck runs 1,000."
          onChange={(value) => lesson.change({ iterations: value })}
        />
        <NumberField
          field={tolerance}
          value={state.tolerance}
          note="Share of the avoidable cost that may be left."
          onChange={(value) => lesson.change({ tolerance: value })}
        />
        {state.optimisers.includes('miniBatch') && (
          <NumberField
            field={batchSize}
            value={state.batchSize}
            note="Examples a step."
            onChange={(value) => lesson.change({ batchSize: value })}
          />
        )}
      </div>
      <CheapestQuestion />
      <Disclosure id="optimisers" summary="Show numbers of all optimisers">
        {() => <Comparison />}
      </Disclosure>
    </section>
  );
}

/** Which trails are shown; at the same time their legend. */
export function OptimiserChoice() {
  const chosen = chosenOptimisers.value;
  const toggle = (id: OptimiserId) => {
    const next = optimiserIds.filter((one) => (one === id ? !chosen.includes(id) : chosen.includes(one)));
    lesson.change({ optimisers: next });
  };
  return (
    <fieldset class="optimiser-choice">
      <legend class="visually-hidden">Optimisers shown</legend>
      {optimiserIds.map((id) => (
        <label key={id} class="checkbox" data-key={`trail-${id}`}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            disabled={chosen.length === 1 && chosen.includes(id)}
            onChange={() => toggle(id)}
          />
          <TrailSample id={id} />
          {optimisers[id].title}
        </label>
      ))}
    </fieldset>
  );
}

function TrailSample({ id }: { readonly id: OptimiserId }) {
  const { colour, dash, marker } = optimisers[id];
  return (
    <svg width="32" height="12" viewBox="0 0 32 12" aria-hidden="true">
      <path d="M0 6h32" stroke={colour} stroke-width="2.5" stroke-dasharray={dash} />
      <path d={`M16 6${markerShapes[marker]}`} fill={colour} stroke={colour} />
    </svg>
  );
}

/** Whose lines are drawn through the data, and whose numbers stand in the table. */
export function FollowedChoice() {
  return (
    <label class="followed-choice">
      Lines and numbers of
      <select
        value={followed.value.id}
        onChange={(event) => lesson.change({ followed: event.currentTarget.value as OptimiserId })}
      >
        {chosenOptimisers.value.map((id) => (
          <option key={id} value={id}>
            {optimisers[id].title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Comparison() {
  const { step: at, outcomes, leastCost, state } = numbers.value;
  const rows = outcomes.map(({ id, descent, reached, evaluations }): Cell[] => {
    const shown = Math.min(at, descent.path.length - 1);
    const key = `trail-${id}`;
    const missing = descent.hasDiverged
      ? `diverged at step ${descent.path.length}`
      : `not in ${descent.path.length - 1}`;
    return [
      { text: optimisers[id].title, key },
      { text: reached === undefined ? missing : formatCount(reached), key },
      { text: evaluations === undefined ? '–' : formatCount(evaluations), key },
      { text: thetaText(descent.path[shown]!), key },
      { text: formatDigits(Math.max(0, descent.costs[shown]! - leastCost)), key },
    ];
  });
  return (
    <NumberTable
      caption={`Until ${formatDigits(100 * state.tolerance)} % of the avoidable cost is left; parameters and cost at step ${at}`}
      columns={['optimiser', 'steps', 'gradients', 'parameters', 'cost above the least']}
      rows={rows}
    />
  );
}
