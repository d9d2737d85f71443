import { useState } from 'preact/hooks';

interface GuessProps {
  readonly id: string;
  readonly question: string;
  readonly guess: number | undefined;
  /** What pressing the button does beside guessing; absent, it only guesses. */
  readonly action?: string;
  /** It is being done. */
  readonly isBusy?: boolean;
  readonly onGuess: (guess: number) => void;
}

/** Asks for a number before it is shown. */
export function Guess({ id, question, guess, action, isBusy = false, onGuess }: GuessProps) {
  const [text, setText] = useState(guess === undefined ? '' : String(guess));
  const value = text.trim() === '' ? NaN : Number(text.replace(',', '.'));
  const isWrong = text.trim() !== '' && !Number.isFinite(value);
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (Number.isFinite(value)) onGuess(value);
      }}
    >
      <label htmlFor={id}>{question}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={isWrong}
        aria-describedby={`${id}-problem`}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class={action ? undefined : 'secondary'} disabled={!Number.isFinite(value) || isBusy}>
        {action ?? 'Guess'}
      </button>
      <p id={`${id}-problem`} class="problem" aria-live="polite">
        {isWrong && `“${text.trim()}” is not a number. Write one such as 12 or 2.5.`}
      </p>
    </form>
  );
}
