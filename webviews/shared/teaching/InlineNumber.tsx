import { useId, useState } from 'preact/hooks';
import { readNumber, type NumberField } from '../../../src/teaching/fields';
import { problemWith } from './NumberField';

interface InlineNumberProps {
  readonly field: NumberField;
  readonly value: number;
  /** The value as it is written while the field doesn't have the focus. */
  readonly shown: string;
  /** What it was before the learner changed it; absent when it is as it was. */
  readonly before?: string;
  /** What lights up with it. */
  readonly dataKey: string;
  readonly onChange: (value: number) => void;
}

/** A number within a table or a drawing, where it can be changed; the field's title names it for a screen reader. */
export function InlineNumber({ field, value, shown, before, dataKey, onChange }: InlineNumberProps) {
  const id = useId();
  // What stands in the field while it has the focus: all digits, and "0." on the way to 0.5 must not become "0".
  const [draft, setDraft] = useState<string>();
  const problem = draft === undefined ? undefined : problemWith(draft, field);
  const isChanged = before !== undefined;
  const onInput = (typed: string) => {
    setDraft(typed);
    if (problemWith(typed, field) === undefined) onChange(readNumber(typed, field));
  };
  return (
    <span class={`inline-number ${isChanged ? 'changed' : ''}`}>
      <input
        data-key={dataKey}
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
