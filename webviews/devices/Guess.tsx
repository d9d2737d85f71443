import { useState } from 'preact/hooks';

interface GuessProps {
  readonly id: string;
  readonly question: string;
  readonly guess: number | undefined;
  readonly onGuess: (guess: number) => void;
}

/** Asks for a number before it is shown. */
export function Guess({ id, question, guess, onGuess }: GuessProps) {
  const [text, setText] = useState(guess === undefined ? '' : String(guess));
  const value = text.trim() === '' ? NaN : Number(text.replace(',', '.'));
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
        aria-invalid={text !== '' && Number.isNaN(value)}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="secondary" disabled={Number.isNaN(value)}>
        Guess
      </button>
    </form>
  );
}
