import { useRef, useState } from 'preact/hooks';
import { recordsIn } from '../../samples/classification';
import { classes } from '../../samples/digits';
import { ClosableHeading } from '../shared/ClosableHeading';
import { css, mix, mostReadable } from '../shared/colours';
import { formatCount, formatCountOf } from '../shared/format';
import { nextIndex } from '../shared/nextIndex';
import { theme } from '../shared/theme';
import { DigitGallery } from './Digit';
import { chooseCell, type Results } from './results';
import { chosenCell, type Cell } from './view';

const digits = Array.from({ length: classes }, (_, digit) => digit);

/** Which digits are taken for which: a row for each true label, a column for each answer. */
export function Confusion({ results }: { readonly results: Results }) {
  return (
    <section class="card" aria-labelledby="confusion-heading">
      <h2 id="confusion-heading">Confusion matrix</h2>
      <p class="note">
        Rows: what the digit is. Columns: what the network answered. The diagonal is right; choose a cell to see its
        digits.
      </p>
      <Matrix results={results} />
      {chosenCell.value && <Drawer cell={chosenCell.value} results={results} />}
    </section>
  );
}

function Matrix({ results: { confusion } }: { readonly results: Results }) {
  const grid = useRef<HTMLTableSectionElement>(null);
  const [focused, setFocused] = useState(0);
  const rowTotals = digits.map((label) =>
    digits.reduce((total, answer) => total + confusion[label * classes + answer]!, 0),
  );
  const chosen = chosenCell.value && chosenCell.value.label * classes + chosenCell.value.answer;
  const choose = (index: number) => {
    setFocused(index);
    chooseCell(cellAt(index));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') choose(focused);
    else {
      const next = nextIndex(event.key, focused, classes * classes, classes);
      if (next === undefined) return;
      setFocused(next);
      grid.current!.querySelectorAll<HTMLElement>('[role=gridcell]')[next]!.focus();
    }
    event.preventDefault();
  };
  return (
    <div class="matrix">
      <span class="matrix-columns" aria-hidden="true">
        answered
      </span>
      <span class="matrix-rows" aria-hidden="true">
        is
      </span>
      <table role="grid" aria-labelledby="confusion-heading">
        <thead>
          <tr>
            <td />
            {digits.map((answer) => (
              <th key={answer} scope="col" aria-label={`answered ${answer}`}>
                {answer}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={grid} onKeyDown={onKeyDown}>
          {digits.map((label) => (
            <tr key={label}>
              <th scope="row" aria-label={`is ${label}`}>
                {label}
              </th>
              {digits.map((answer) => {
                const index = label * classes + answer;
                const count = confusion[index]!;
                return (
                  <td
                    key={answer}
                    role="gridcell"
                    tabIndex={index === focused ? 0 : -1}
                    aria-selected={index === chosen}
                    aria-label={describe({ label, answer }, count, rowTotals[label]!)}
                    title={describe({ label, answer }, count, rowTotals[label]!)}
                    style={heat(count / Math.max(1, rowTotals[label]!), label === answer)}
                    onClick={() => choose(index)}
                  >
                    {count === 0 ? '' : count}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellAt(index: number): Cell {
  return { label: Math.floor(index / classes), answer: index % classes };
}

function describe({ label, answer }: Cell, count: number, total: number): string {
  return `${formatCount(count)} of ${formatCountOf(total, 'digit')} ${label} answered ${answer}`;
}

/** The share of its row as a colour: green on the diagonal, red beside it. Few mistakes are to be seen too, hence the root. */
function heat(share: number, isRight: boolean) {
  if (share === 0) return {};
  const { background, foreground, green, red } = theme.value;
  const shade = mix(background, isRight ? green : red, 0.1 + 0.6 * Math.sqrt(share));
  return {
    backgroundColor: css(shade),
    color: css(mostReadable(shade, [foreground, [0, 0, 0], [255, 255, 255]])),
  };
}

function Drawer({ cell, results }: { readonly cell: Cell; readonly results: Results }) {
  const found = recordsIn(cell, results.answers, results.labels);
  const heading = `${formatCountOf(found.length, 'digit')}: is ${cell.label}, answered ${cell.answer}`;
  return (
    <div class="drawer">
      <ClosableHeading
        heading={heading}
        closeLabel="Close these digits"
        onClose={() => (chosenCell.value = undefined)}
      />
      {found.length > 0 ? (
        <DigitGallery key={`${cell.label}-${cell.answer}`} label={heading} digits={found} results={results} />
      ) : (
        <p class="empty">No test digit falls into this cell at this epoch.</p>
      )}
    </div>
  );
}
