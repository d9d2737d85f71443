import { coordinate } from '../../src/teaching/gradientDescentState';
import { NumberField } from '../shared/teaching/NumberField';
import { achieve } from './achieve';
import { numbers } from './descent';
import { lesson } from './lesson';
import { thetaName, thetaText } from './texts';

/** The start as numbers, and the target. */
export function StartFields() {
  const { start: current, parameters: size, least } = numbers.value;
  const change = (j: number, value: number) => {
    const [first, second] = current.with(j, value) as [number, number];
    lesson.change(size === 1 ? { startOne: first } : { startTwo: [first, second] });
    achieve('choseStart');
  };
  return (
    <section class="card" aria-labelledby="start-heading">
      <div>
        <h2 id="start-heading">Start and target</h2>
        <p class="note">
          At first the start is drawn with the seed, as NumPy draws it. The closed form, without any step, gives{' '}
          {thetaText(least)}.
        </p>
      </div>
      <div class="fields">
        {current.map((value, j) => (
          <NumberField
            key={j}
            field={coordinate(`start ${thetaName(size, j)}`)}
            value={value}
            onChange={(to) => change(j, to)}
          />
        ))}
        <button type="button" class="secondary" onClick={() => lesson.change({ startOne: null, startTwo: null })}>
          Draw with the Seed
        </button>
      </div>
    </section>
  );
}
