import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { nextIndex } from './nextIndex';

interface ItemGridProps {
  readonly label: string;
  readonly count: number;
  readonly class: string;
  readonly selected: number | undefined;
  readonly describe: (index: number) => string;
  readonly onChoose: (index: number) => void;
  readonly children: (index: number) => ComponentChildren;
}

/** A list box in rows: one stop for the Tab key, arrow keys within, Enter or a click chooses. */
export function ItemGrid({ label, count, class: className, selected, describe, onChoose, children }: ItemGridProps) {
  const [focused, setFocused] = useState(0);
  const current = Math.min(focused, count - 1);
  const choose = (index: number) => {
    setFocused(index);
    onChoose(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const list = event.currentTarget as HTMLElement;
    if (event.key === 'Enter' || event.key === ' ') choose(current);
    else {
      const next = nextIndex(event.key, current, count, columnsOf(list));
      if (next === undefined) return;
      setFocused(next);
      (list.children[next] as HTMLElement).focus();
    }
    event.preventDefault();
  };
  return (
    <div role="listbox" aria-label={label} aria-orientation="horizontal" class={className} onKeyDown={onKeyDown}>
      {Array.from({ length: count }, (_, index) => (
        <div
          key={index}
          role="option"
          class="item"
          title={describe(index)}
          aria-selected={index === selected}
          tabIndex={index === current ? 0 : -1}
          onClick={() => choose(index)}
        >
          <span class="visually-hidden">{describe(index)}</span>
          <div aria-hidden="true">{children(index)}</div>
        </div>
      ))}
    </div>
  );
}

/** How many children stand in the first row. */
function columnsOf(list: HTMLElement): number {
  const items = [...list.children] as HTMLElement[];
  const second = items.findIndex((item) => item.offsetTop > items[0]!.offsetTop);
  return second === -1 ? items.length : second;
}
