import type { ComponentChildren } from 'preact';
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The disclosures that stand open, by id; a panel keeps it with the rest of its state. */
export const openDisclosures = signal<readonly string[]>([]);

interface DisclosureProps {
  readonly id: string;
  readonly summary: string;
  /** Made only while it stands open. */
  readonly children: () => ComponentChildren;
}

export function Disclosure({ id, summary, children }: DisclosureProps) {
  const open = openDisclosures.value.includes(id);
  const onToggle = (event: Event) => {
    const isOpen = (event.currentTarget as HTMLDetailsElement).open;
    if (isOpen === open) return;
    openDisclosures.value = isOpen ? [...openDisclosures.value, id] : openDisclosures.value.filter((one) => one !== id);
  };
  return (
    <details class="disclosure" open={open} onToggle={onToggle}>
      <summary>{summary}</summary>
      {open && <div class="disclosed">{children()}</div>}
    </details>
  );
}

/** A text, or one that lights up with what has the same key in a teaching panel. */
export type Cell =
  | string
  | {
      readonly text: string;
      readonly key: string;
      /** Shown in the place of the text: a field, perhaps. */
      readonly content?: ComponentChildren;
    };

interface NumberTableProps {
  readonly caption: string;
  readonly columns: readonly Cell[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
  /** The row that the rest of the panel shows; it is kept in view. */
  readonly current?: number;
}

/** The numbers behind a picture, scrolling within its own bounds. */
export function NumberTable({ caption, columns, rows, current }: NumberTableProps) {
  const region = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const row = region.current!.querySelector<HTMLElement>('[aria-current]');
    if (row) keepInView(region.current!, row);
  }, [current, rows.length]);
  return (
    <div class="number-table" role="region" aria-label={caption} tabIndex={0} ref={region}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={textOf(column)} scope="col" data-key={keyOf(column)}>
                {textOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([heading = '', ...cells], index) => (
            <tr key={textOf(heading)} aria-current={index === current || undefined}>
              <th scope="row" data-key={keyOf(heading)}>
                {contentOf(heading)}
              </th>
              {cells.map((cell, column) => (
                <td key={column} data-key={keyOf(cell)}>
                  {contentOf(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function contentOf(cell: Cell): ComponentChildren {
  return typeof cell === 'string' ? cell : (cell.content ?? cell.text);
}

function keyOf(cell: Cell): string | undefined {
  return typeof cell === 'string' ? undefined : cell.key;
}

/** Scrolls the table alone: `scrollIntoView` would take the whole panel along. */
export function keepInView(region: HTMLElement, row: HTMLElement): void {
  const heading = region.querySelector('thead')!.offsetHeight;
  const above = row.offsetTop - heading - region.scrollTop;
  const below = row.offsetTop + row.offsetHeight - region.clientHeight - region.scrollTop;
  if (above < 0) region.scrollTop += above;
  else if (below > 0) region.scrollTop += below;
}
