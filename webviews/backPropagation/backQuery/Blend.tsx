import { Choice } from '../../shared/Choice';
import { formatDigits, formatPercent } from '../../shared/format';
import { lesson } from '../lesson';
import { blend, type Asked } from './source';

/** Two labels at once, in any mixture. */
export function Blend({ network }: { readonly network: Asked }) {
  const { first, second, share } = blend.value;
  const labels = Object.fromEntries(
    Array.from({ length: network.classes }, (_, label) => [String(label), nameOf(network, label)]),
  );
  return (
    <section class="card" aria-labelledby="blend-heading">
      <h2 id="blend-heading">Blend two labels</h2>
      <div class="fields reasons-over">
        <Choice
          label="From"
          options={labels}
          value={String(first)}
          onChange={(value) => lesson.change({ first: Number(value) })}
        />
        <label class="slider">
          <span>
            {formatPercent(1 - share)} {nameOf(network, first)}, {formatPercent(share)} {nameOf(network, second)}
          </span>
          <input
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={share}
            aria-valuetext={`${formatDigits(100 * share)} percent of the second label`}
            onInput={({ currentTarget }) => lesson.change({ share: currentTarget.valueAsNumber })}
          />
        </label>
        <Choice
          label="To"
          options={labels}
          value={String(second)}
          onChange={(value) => lesson.change({ second: Number(value) })}
        />
      </div>
    </section>
  );
}

/** "3" for digits, "output 3" of the small network. */
export function nameOf({ isDigits }: Asked, label: number): string {
  return isDigits ? String(label) : `output ${label + 1}`;
}
