import type { ComponentChildren } from 'preact';
import { signal } from '@preact/signals';

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

interface NumberTableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly string[])[];
}

/** The numbers behind a picture, scrolling within its own bounds. */
export function NumberTable({ caption, columns, rows }: NumberTableProps) {
  return (
    <div class="number-table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([heading, ...cells]) => (
            <tr key={heading}>
              <th scope="row">{heading}</th>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
