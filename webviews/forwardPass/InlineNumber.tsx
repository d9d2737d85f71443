import { useId, useState } from 'preact/hooks';
import type { Place } from '../../samples/forward-pass/change';
import { describePlace, valueAt } from '../../samples/forward-pass/change';
import { readNumber } from '../../src/teaching/fields';
import { signalNumber } from '../../src/teaching/forwardPassState';
import { problemWith } from '../shared/teaching/NumberField';
import { changedAt } from './achievements';
import { figure } from './figures';
import { changeNumber, keyOf, type View } from './view';

interface InlineNumberProps {
  readonly view: View;
  readonly place: Place;
  /** Absent: as many as the learner chose. */
  readonly decimals?: number;
}

/** An input, a weight or a bias within the table or the drawing, where it can be changed. */
export function InlineNumber({ view, place, decimals }: InlineNumberProps) {
  const id = useId();
  // What stands in the field while it has the focus: all digits, and "0." on the way to 0.5 must not become "0".
  const [draft, setDraft] = useState<string>();
  const field = signalNumber(describePlace(place));
  const problem = draft === undefined ? undefined : problemWith(draft, field);
  const key = keyOf(place);
  const isChanged = view.changed.has(key);
  const before = figure(valueAt(view.original.network, place));
  const value = valueAt(view.network, place);
  const shown = figure(value, decimals);
  const onInput = (typed: string) => {
    setDraft(typed);
    if (problemWith(typed, field) !== undefined) return;
    changeNumber(view, place, readNumber(typed, field));
    changedAt(place);
  };
  return (
    <span class={`inline-number ${isChanged ? 'changed' : ''}`}>
      <input
        data-key={key}
        aria-label={`${field.title}${isChanged ? `, changed from ${before}` : ''}`}
        title={isChanged ? `You changed this; it was ${before}.` : undefined}
        inputMode="decimal"
        autoComplete="off"
        style={{ width: `${Math.max(3, shown.length) + 1}ch` }}
        value={draft ?? shown}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : id}
        onFocus={() => setDraft(String(value))}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={() => setDraft(undefined)}
      />
      {isChanged && (
        <span class="mark" aria-hidden="true">
          ◆
        </span>
      )}
      {problem !== undefined && (
        <span id={id} class="inline-problem" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
