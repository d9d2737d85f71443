import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { capitalised, readNumber, type NumberField } from '../../../src/teaching/fields';
import { formatDigits } from '../format';
import { Icon } from '../Icon';
import { problemWith } from './NumberField';
import { answerTo, given, howFarOff } from './predictions';

interface PredictionProps {
  readonly id: string;
  readonly question: ComponentChildren;
  /** All that the answer hangs on, as text: when it changes, the question is open again. */
  readonly about: string;
  readonly onAnswered?: () => void;
  /** Why it is so; shown with the answer. */
  readonly children: ComponentChildren;
}

interface NumberQuestion extends PredictionProps {
  readonly field: NumberField;
  readonly truth: number;
}

interface ChoiceQuestion extends PredictionProps {
  readonly options: readonly string[];
  readonly truth: string;
}

/** Asks first; then says how far off the guess was, and why it is as it is. */
export function Prediction(props: NumberQuestion | ChoiceQuestion) {
  const { id, question, about, onAnswered, children } = props;
  const guess = answerTo(id, about);
  const answer = (value: number | string) => {
    given.value = { ...given.value, [id]: { about, answer: value } };
    onAnswered?.();
  };
  const again = () => {
    given.value = Object.fromEntries(Object.entries(given.value).filter(([key]) => key !== id));
  };
  return (
    <section class="card prediction">
      <h3>Predict first</h3>
      <p>{question}</p>
      {guess === undefined ? (
        'options' in props ? (
          <Options {...props} onAnswer={answer} />
        ) : (
          <NumberAnswer {...props} onAnswer={answer} />
        )
      ) : (
        <div role="status" class="revealed">
          <p>{'options' in props ? verdictOnChoice(guess, props.truth) : verdictOnNumber(guess, props.truth)}</p>
          <div class="note">{children}</div>
          <button type="button" class="secondary" onClick={again}>
            Ask Again
          </button>
        </div>
      )}
    </section>
  );
}

function verdictOnNumber(guess: number | string, truth: number): ComponentChildren {
  return (
    <>
      You said {formatDigits(Number(guess))}; it is <strong>{formatDigits(truth)}</strong>:{' '}
      {howFarOff(Number(guess), truth)}
    </>
  );
}

function verdictOnChoice(guess: number | string, truth: string): ComponentChildren {
  const isRight = guess === truth;
  return (
    <>
      <Icon name={isRight ? 'right' : 'wrong'} /> You said “{guess}”.{' '}
      {isRight ? (
        'That is right.'
      ) : (
        <>
          It is “<strong>{truth}</strong>”.
        </>
      )}
    </>
  );
}

function NumberAnswer({ field, onAnswer }: NumberQuestion & { onAnswer: (value: number) => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isTold, setTold] = useState(false);
  const problem = problemWith(typed, field);
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (problem === undefined) onAnswer(readNumber(typed, field));
    else setTold(true);
  };
  return (
    <form class="answer" onSubmit={onSubmit}>
      <label htmlFor={id}>{capitalised(field.title)}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        size={8}
        value={typed}
        aria-invalid={isTold && problem !== undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="submit">Reveal</button>
      <p id={`${id}-note`} class="problem" aria-live="polite">
        {isTold && problem !== undefined && (
          <>
            <Icon name="warning" />
            {problem}
          </>
        )}
      </p>
    </form>
  );
}

function Options({ options, onAnswer }: ChoiceQuestion & { onAnswer: (value: string) => void }) {
  return (
    <div class="answer" role="group" aria-label="Your answer">
      {options.map((option) => (
        <button key={option} type="button" class="secondary" onClick={() => onAnswer(option)}>
          {option}
        </button>
      ))}
    </div>
  );
}
