import { useCallback } from 'preact/hooks';
import { imageSide } from '../../samples/digits';
import { shapeText } from '../../src/inspector/describeLayer';
import type { ModelInput, ModelOverview } from '../../src/protocol';
import { DrawingArea } from '../shared/drawing/DrawingArea';
import { formatCount } from '../shared/format';
import { Icon } from '../shared/Icon';
import { attempt } from '../shared/Messages';
import { paintInk, Picture } from '../shared/Picture';
import type { Theme } from '../shared/theme';
import { host } from './host';
import { choiceOf, choose, digitOf, kinds, scalingsOf, takesDigits, valuesOf } from './inputs';
import { strokes, type InputKind } from './view';

/** What is put into the model. */
export function InputCard({ model }: { readonly model: ModelOverview }) {
  return (
    <section class="card" aria-labelledby="input-heading">
      <h2 id="input-heading">Put something in</h2>
      {model.inputs.map((input) => (
        <Input key={input.node} input={input} isOnly={model.inputs.length === 1} />
      ))}
    </section>
  );
}

interface InputProps {
  readonly input: ModelInput;
}

function Input({ input, isOnly }: InputProps & { readonly isOnly: boolean }) {
  const choice = choiceOf(input);
  const given = valuesOf(input);
  const offered = Object.entries(kinds).filter(
    ([kind]) => takesDigits(input) || kind === 'random' || kind === 'numbers',
  );
  return (
    <div class="input" role="group" aria-label={`Input ${input.node}`}>
      {!isOnly && <h3>{input.node}</h3>}
      <p class="note">
        {input.vocabulary === undefined
          ? `It takes ${shapeText(input.shape)} numbers.`
          : `It takes ${shapeText(input.shape)} tokens, whole numbers from 0 to ${formatCount(input.vocabulary - 1)}.`}
      </p>
      <label class="choice">
        Input
        <select
          value={choice.kind}
          onChange={({ currentTarget: { value } }) => choose(input, { kind: value as InputKind })}
        >
          {offered.map(([kind, title]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {choice.kind === 'digit' && <ChooseDigit input={input} />}
      {choice.kind === 'drawn' && <Draw />}
      {choice.kind === 'random' && <Seed input={input} />}
      {choice.kind === 'numbers' && <OwnNumbers input={input} />}
      {(choice.kind === 'digit' || choice.kind === 'drawn') && <ChooseScaling input={input} />}
      {'pixels' in given && given.pixels && choice.kind === 'drawn' && (
        <PixelPicture pixels={given.pixels} label="Your drawing, prepared as MNIST’s digits were" />
      )}
      {'missing' in given && (
        <p class={given.waiting ? 'note' : 'problem'} role="status">
          {!given.waiting && <Icon name="warning" />}
          {given.missing}
        </p>
      )}
    </div>
  );
}

function ChooseDigit({ input }: InputProps) {
  const choice = choiceOf(input);
  const digit = digitOf(choice);
  const count = digit?.count ?? 2000;
  const to = (index: number) => choose(input, { digit: Math.max(0, Math.min(count - 1, index)) });
  return (
    <div class="digit-choice">
      {digit ? (
        <PixelPicture pixels={digit.pixels} label={`Test digit ${digit.index + 1}, a ${digit.label}`} />
      ) : (
        <div class="picture" />
      )}
      <div>
        <label class="choice">
          Test digit
          <input
            type="number"
            min={1}
            max={count}
            value={choice.digit + 1}
            onInput={({ currentTarget: { value } }) => {
              const number = Math.round(Number(value));
              if (number >= 1 && number <= count) to(number - 1);
            }}
          />
          of {formatCount(count)}
        </label>
        <p>
          <button
            type="button"
            class="quiet"
            aria-label="Previous digit"
            disabled={choice.digit === 0}
            onClick={() => to(choice.digit - 1)}
          >
            <Icon name="previous" />
          </button>
          <button
            type="button"
            class="quiet"
            aria-label="Next digit"
            disabled={choice.digit === count - 1}
            onClick={() => to(choice.digit + 1)}
          >
            <Icon name="next" />
          </button>
        </p>
        <p class="note">{digit && `Somebody wrote a ${digit.label}.`}</p>
      </div>
    </div>
  );
}

function PixelPicture({ pixels, label }: { readonly pixels: Uint8Array; readonly label: string }) {
  const paint = useCallback((image: ImageData, colours: Theme) => paintInk(image, pixels, colours), [pixels]);
  return <Picture width={imageSide} height={imageSide} paint={paint} label={label} class="pixels" />;
}

function Draw() {
  return (
    <div>
      <DrawingArea strokes={strokes} />
      <p id="drawing-keys" class="note">
        Draw with mouse, finger or pen. With the keyboard: arrow keys move the pen, Space puts it down or up, Escape
        clears.
      </p>
      <button
        type="button"
        class="secondary"
        disabled={strokes.value.length === 0}
        onClick={() => (strokes.value = [])}
      >
        <Icon name="clear" />
        Clear
      </button>
    </div>
  );
}

function Seed({ input }: InputProps) {
  const { seed } = choiceOf(input);
  return (
    <div class="options">
      <label class="choice">
        Seed
        <input
          type="number"
          min={0}
          value={seed}
          onInput={({ currentTarget: { value } }) => {
            const number = Number(value);
            if (Number.isInteger(number) && number >= 0 && number < 2 ** 32) choose(input, { seed: number });
          }}
        />
      </label>
      <button type="button" class="secondary" onClick={() => choose(input, { seed: (seed + 1) % 2 ** 32 })}>
        <Icon name="again" />
        Others
      </button>
      <p class="note">
        {input.vocabulary === undefined
          ? 'Normally distributed: mean 0, standard deviation 1.'
          : 'Every token is equally likely.'}
      </p>
    </div>
  );
}

function OwnNumbers({ input }: InputProps) {
  const { text } = choiceOf(input);
  const read = async () => {
    const table = await host.readNumbers();
    if (table) choose(input, { text: table.text });
  };
  return (
    <div class="own-numbers">
      <label>
        Numbers, separated by commas, spaces or lines; the last axis runs fastest
        <textarea
          rows={5}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget: { value } }) => choose(input, { text: value })}
        />
      </label>
      <button type="button" class="secondary" onClick={() => attempt(read)}>
        From a CSV File…
      </button>
    </div>
  );
}

function ChooseScaling({ input }: InputProps) {
  const { scaling } = choiceOf(input);
  return (
    <label class="choice">
      Pixels enter as
      <select
        value={String(scaling)}
        onChange={({ currentTarget: { value } }) => choose(input, { scaling: Number(value) })}
      >
        {scalingsOf(input).map(({ name }, index) => (
          <option key={name} value={String(index)}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
