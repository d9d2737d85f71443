import { runSystolicArray, type ArrayState } from '../../samples/devices/systolicArray';
import { formatCount } from '../shared/format';
import { Guess } from './Guess';
import { achieve } from './host';
import { Player } from './Player';
import { Section } from './Section';
import { arrayStep, guessedResult } from './view';

const weights = [
  [2, 0, 1],
  [1, 3, 0],
  [0, 1, 2],
];
const inputs = [
  [1, 2, 3],
  [4, 0, 1],
  [2, 5, 1],
  [0, 3, 2],
];
const states = runSystolicArray(inputs, weights);
const last = states.length - 1;
/** What plain arithmetic says. */
const product = inputs.map((row) =>
  weights[0]!.map((_, column) => row.reduce((sum, value, k) => sum + value * weights[k]![column]!, 0)),
);

/** The TPU's matrix unit in small: weights stay, inputs and sums move. */
export function Systolic() {
  const step = arrayStep.value;
  const state = states[step]!;
  const guess = guessedResult.value;
  const onStep = (next: number) => {
    arrayStep.value = next;
    if (next === last && guess !== undefined) achieve('steppedSystolicArray');
  };
  return (
    <Section id="systolic" heading="A systolic array, number by number" origins={['simulated']}>
      <p class="note">
        This is how a TPU multiplies matrices. Each cell keeps its weight. At every step inputs move one cell to the
        right, sums move one cell down, and every cell adds input × weight to the sum from above. Nothing is fetched
        from memory twice. The TPU has 256 × 256 such cells; here are 3 × 3.
      </p>
      <Guess
        id="guess-result"
        question="Before you step: which number leaves first, at the bottom left? (1 · 2 + 2 · 1 + 3 · 0)"
        guess={guess}
        onGuess={(value) => (guessedResult.value = value)}
      />
      <Player
        label="the array"
        step={step}
        last={last}
        text={`Step ${step} of ${last}`}
        milliseconds={900}
        onStep={onStep}
      />
      <div class="array-columns">
        <ArrayPicture state={state} />
        <div>
          {guess !== undefined && state.results[0]![0] !== undefined && (
            <p role="status">
              The first result is {product[0]![0]}; you guessed {guess}.
            </p>
          )}
          <Results state={state} />
        </div>
      </div>
    </Section>
  );
}

const cell = { width: 108, height: 76 };
const left = 128;
const top = 18;

function ArrayPicture({ state }: { readonly state: ArrayState }) {
  const busy = state.inputs.filter((input) => input !== undefined).length;
  const bottom = top + 3 * cell.height;
  return (
    <div class="scroll" role="region" aria-label="The array" tabIndex={0}>
      <svg
        class="array"
        viewBox={`0 0 ${left + 3 * cell.width + 12} ${bottom + 48}`}
        role="img"
        aria-label={`The array after step ${state.step}: ${busy} of 9 cells are busy. ${describeCells(state)}`}
      >
        {inputs[0]!.map((_, row) => (
          <Queue key={row} row={row} step={state.step} />
        ))}
        {state.inputs.map((input, index) => (
          <Cell key={index} index={index} input={input} sum={state.sums[index]} />
        ))}
        {weights[0]!.map((_, column) => {
          const leaving = state.sums[6 + column];
          const x = left + column * cell.width + cell.width / 2;
          return (
            <g key={column}>
              <path class="arrow" d={`M${x} ${bottom + 4}v16m-4 -5l4 5l4 -5`} />
              <text x={x} y={bottom + 40} text-anchor="middle" class="leaving">
                {leaving ?? '–'}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** The inputs that still wait at the left of a row, the next one nearest. */
function Queue({ row, step }: { readonly row: number; readonly step: number }) {
  const y = top + row * cell.height + cell.height / 2;
  const waiting = inputs
    .map((input, record) => ({ value: input[row]!, enters: record + row }))
    .filter(({ enters }) => enters >= step);
  return (
    <g>
      {waiting.map(({ value, enters }) => (
        <text key={enters} x={left - 26 - (enters - step) * 20} y={y + 5} text-anchor="middle" class="waiting">
          {value}
        </text>
      ))}
      <path class="arrow" d={`M${left - 16} ${y}h12m-5 -4l5 4l-5 4`} />
    </g>
  );
}

interface CellProps {
  readonly index: number;
  readonly input: number | undefined;
  readonly sum: number | undefined;
}

function Cell({ index, input, sum }: CellProps) {
  const [row, column] = [Math.floor(index / 3), index % 3];
  const weight = weights[row]![column]!;
  const x = left + column * cell.width;
  const y = top + row * cell.height;
  const isBusy = input !== undefined && sum !== undefined;
  return (
    <g class={isBusy ? 'cell busy' : 'cell'}>
      <rect x={x + 3} y={y + 3} width={cell.width - 6} height={cell.height - 6} rx="4" />
      <text x={x + 10} y={y + 22} class="weight">
        weight {weight}
      </text>
      {isBusy && (
        <>
          <text x={x + 10} y={y + 42}>
            {sum - input * weight} + {input} · {weight}
          </text>
          <text x={x + 10} y={y + 62} class="sum">
            = {sum}
          </text>
        </>
      )}
    </g>
  );
}

function describeCells({ inputs: held, sums }: ArrayState): string {
  const cells = held.flatMap((input, index) =>
    input === undefined
      ? []
      : `Row ${Math.floor(index / 3) + 1}, column ${(index % 3) + 1}: input ${input}, sum ${sums[index]}`,
  );
  return cells.join('; ');
}

/** What has left the array, beside what plain arithmetic says. */
function Results({ state }: { readonly state: ArrayState }) {
  const done = state.results.flat().filter((result) => result !== undefined).length;
  return (
    <div class="scroll" role="region" aria-label="Results" tabIndex={0}>
      <table class="plain">
        <caption>
          Inputs × weights: {formatCount(done)} of {formatCount(product.flat().length)} results have left the array
        </caption>
        <thead>
          <tr>
            <th scope="col">Input row</th>
            <th scope="col">from the array</th>
            <th scope="col">matrix product</th>
            <th scope="col">check</th>
          </tr>
        </thead>
        <tbody>
          {inputs.map((input, record) => {
            const result = state.results[record]!;
            const isRight = result.every((value, column) => value === product[record]![column]);
            return (
              <tr key={record}>
                <th scope="row">{input.join(', ')}</th>
                <td>{result.map((value) => value ?? '–').join(', ')}</td>
                <td>{product[record]!.join(', ')}</td>
                <td>{result.includes(undefined) ? 'under way' : isRight ? 'equal' : 'different'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
