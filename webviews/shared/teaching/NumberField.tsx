import { useId, useState } from 'preact/hooks';
import { capitalised, readNumber, type NumberField as Field } from '../../../src/teaching/fields';
import { Icon } from '../Icon';

interface NumberFieldProps {
  readonly field: Field;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Absent: the field's title. */
  readonly label?: string;
  readonly note?: string;
}

/** As many as the field is wide; the value itself keeps all of its digits. */
const shownDigits = 7;

/** Takes effect with every key that leaves a number the field allows; else it says why not, and nothing changes. */
export function NumberField({ field, value, onChange, label = capitalised(field.title), note }: NumberFieldProps) {
  const id = useId();
  // What stands in the field while it has the focus: "0." on the way to 0.5 must not become "0".
  const [draft, setDraft] = useState<string>();
  const problem = draft === undefined ? undefined : problemWith(draft, field);
  const onInput = (typed: string) => {
    setDraft(typed);
    if (problemWith(typed, field) === undefined) onChange(readNumber(typed, field));
  };
  return (
    <div class="number-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        size={8}
        value={draft ?? String(Number(value.toPrecision(shownDigits)))}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={() => setDraft(undefined)}
      />
      <p id={`${id}-note`} class={problem ? 'problem' : 'note'} aria-live="polite">
        {problem !== undefined && <Icon name="warning" />}
        {problem ?? note}
      </p>
    </div>
  );
}

export function problemWith(typed: string, field: Field): string | undefined {
  try {
    readNumber(typed, field);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
