import { signal } from '@preact/signals';
import { likelyColumns, parseTable, pointsFrom, type BadRow, type Table } from '../../samples/linear-regression/table';
import { coordinate, gradientDescentState, maximumPoints } from '../../src/teaching/gradientDescentState';
import { number } from '../../src/teaching/fields';
import { formatCount, formatCountOf, formatDigits } from '../shared/format';
import { Icon } from '../shared/Icon';
import { attempt } from '../shared/Messages';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { NumberField } from '../shared/teaching/NumberField';
import { numbers } from './descent';
import { addPoint, choosePoint, movePoint, removePoint, replacePoints } from './editPoints';
import { host, lesson } from './lesson';
import { dataAxes } from './views';

const { fields } = gradientDescentState;

/** Where the points come from, and each of them by its numbers. */
export function DataCard() {
  const { state } = numbers.value;
  const { points: own, featureScale, standardise } = state;
  return (
    <section class="card" aria-labelledby="data-heading">
      <div>
        <h2 id="data-heading">Data</h2>
        <p class="note">
          {own
            ? `${formatCountOf(own.length, 'point')} of your own. Drag them, click into the plot to add one, press Delete to remove one.`
            : 'Made for this lesson: y = 4 + 3x with random noise, as the deck makes it. Drag a point, or click into the plot to add one, and the data become your own.'}
        </p>
      </div>
      <div class="fields">
        <Setting name="seed" note="Of data, start and batches." />
        {own ? (
          <button type="button" class="secondary" onClick={() => replacePoints(null, 0)}>
            <Icon name="again" />
            Back to Made Data
          </button>
        ) : (
          (['count', 'noise', 'outliers'] as const).map((name) => <Setting key={name} name={name} />)
        )}
      </div>
      <div class="fields">
        <Setting name="featureScale" note={standardise ? 'Standardising undoes it.' : 'x times this, in the model.'} />
        <label class="checkbox">
          <input
            type="checkbox"
            checked={standardise}
            onChange={(event) => lesson.change({ standardise: event.currentTarget.checked })}
          />
          Standardise x {featureScale !== 1 && '(undoes the feature scale)'}
        </label>
      </div>
      <ChosenPoint />
      <OwnData />
      <Disclosure id="points" summary="Show all points">
        {() => (
          <NumberTable
            caption="All points"
            columns={['point', 'x', 'y']}
            rows={numbers.value.points.map(({ x, y }, index) => [
              String(index + 1),
              formatDigits(x, 6),
              formatDigits(y, 6),
            ])}
          />
        )}
      </Disclosure>
    </section>
  );
}

type SettingName = 'seed' | 'count' | 'noise' | 'outliers' | 'featureScale';

function Setting({ name, note }: { readonly name: SettingName; readonly note?: string }) {
  return (
    <NumberField
      field={fields[name]}
      value={numbers.value.state[name]}
      {...(note !== undefined && { note })}
      onChange={(value) => lesson.change({ [name]: value })}
    />
  );
}

function ChosenPoint() {
  const { points: all, chosenIndex: index } = numbers.value;
  const { x, y } = all[index]!;
  const which = number('point', { initial: 1, minimum: 1, maximum: all.length, integer: true });
  const middle = ({ min, max }: { min: number; max: number }) => (min + max) / 2;
  return (
    <div class="fields" role="group" aria-label="One point">
      <NumberField
        field={which}
        value={index + 1}
        note={`of ${all.length}`}
        onChange={(value) => choosePoint(value - 1)}
      />
      <NumberField field={coordinate('x')} value={x} onChange={(value) => movePoint(index, value, y)} />
      <NumberField field={coordinate('y')} value={y} onChange={(value) => movePoint(index, x, value)} />
      <button
        type="button"
        class="secondary"
        onClick={() => addPoint(middle(dataAxes.peek().x), middle(dataAxes.peek().y))}
      >
        Add Point
      </button>
      <button type="button" class="secondary" disabled={all.length === 1} onClick={() => removePoint(index)}>
        Remove Point
      </button>
    </div>
  );
}

interface Imported {
  readonly name: string;
  readonly table: Table;
  readonly x: number;
  readonly y: number;
}

const imported = signal<Imported | undefined>(undefined);
/** Why the text could not be used. */
const problem = signal<string | undefined>(undefined);

function take(from: 'file' | 'selection'): void {
  attempt(async () => {
    const found = await host.readTable(from);
    if (!found) return;
    imported.value = problem.value = undefined;
    try {
      const table = parseTable(found.text, found.firstLine);
      imported.value = { name: found.name, table, ...likelyColumns(table) };
    } catch (error) {
      problem.value = `${found.name}: ${(error as Error).message}`;
    }
  });
}

/** Points from a CSV file or from what is selected in an editor. */
function OwnData() {
  const current = imported.value;
  return (
    <div class="own-data">
      <div class="fields">
        <button type="button" class="secondary" onClick={() => take('file')}>
          Use a CSV File…
        </button>
        <button type="button" class="secondary" onClick={() => take('selection')}>
          Use the Editor’s Selection
        </button>
      </div>
      <div aria-live="polite">
        {problem.value !== undefined && (
          <p class="problem">
            <Icon name="warning" />
            {problem.value}
          </p>
        )}
        {current && <Columns imported={current} />}
      </div>
    </div>
  );
}

function Columns({ imported: current }: { readonly imported: Imported }) {
  const { name, table, x, y } = current;
  const { points: found, bad } = pointsFrom(table, x, y);
  const refusal = refusalOf(found);
  const use = () => {
    const pairs = found.map(({ x, y }) => [x, y] as const);
    replacePoints(pairs, 0);
    imported.value = undefined;
  };
  return (
    <div class="own-data">
      <p>
        {name}: {formatCountOf(table.rows.length, 'row')}, {formatCountOf(table.columns.length, 'column')}.
      </p>
      <div class="fields">
        <ColumnChoice
          label="x"
          columns={table.columns}
          value={x}
          onChange={(to) => (imported.value = { ...current, x: to })}
        />
        <ColumnChoice
          label="y"
          columns={table.columns}
          value={y}
          onChange={(to) => (imported.value = { ...current, y: to })}
        />
        <button type="button" disabled={refusal !== undefined} onClick={use}>
          Use {formatCountOf(found.length, 'Point')}
        </button>
      </div>
      {refusal !== undefined && (
        <p class="problem">
          <Icon name="warning" />
          {refusal}
        </p>
      )}
      {bad.length > 0 && <BadRows bad={bad} />}
    </div>
  );
}

function refusalOf(found: readonly { x: number; y: number }[]): string | undefined {
  if (found.length === 0) return 'No row has a number in both columns. Choose other columns.';
  if (found.length > maximumPoints) {
    return `These are ${formatCount(found.length)} points; at most ${maximumPoints} can be shown. Select fewer rows.`;
  }
  const { minimum, maximum } = coordinate('x');
  const isOutside = (value: number) => value < minimum || value > maximum;
  const index = found.findIndex(({ x, y }) => isOutside(x) || isOutside(y));
  if (index === -1) return undefined;
  const { x, y } = found[index]!;
  return `Point ${index + 1} (${formatDigits(x)}, ${formatDigits(y)}) is out of range: from −1,000,000 to 1,000,000 is allowed.`;
}

interface ColumnChoiceProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly value: number;
  readonly onChange: (column: number) => void;
}

function ColumnChoice({ label, columns, value, onChange }: ColumnChoiceProps) {
  return (
    <label class="select-field">
      {label}
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {columns.map((name, index) => (
          <option key={index} value={index}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The list of a long file's mistakes would bury what matters. */
const maximumNamed = 5;

function BadRows({ bad }: { readonly bad: readonly BadRow[] }) {
  const others = bad.length - maximumNamed;
  return (
    <div class="note">
      {formatCountOf(bad.length, 'row')} left out:
      <ul>
        {bad.slice(0, maximumNamed).map(({ line, reason }) => (
          <li key={line}>
            line {formatCount(line)}: {reason}
          </li>
        ))}
        {others > 0 && <li>and {formatCount(others)} more</li>}
      </ul>
    </div>
  );
}
