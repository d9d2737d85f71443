import { useState } from 'preact/hooks';
import { nextIndex } from '../nextIndex';
import { codeLines, tokens, type CodeKeys, type Excerpt } from './excerpt';

interface CodeProps {
  /** What it computes, in a few words. */
  readonly title: string;
  readonly excerpt: Excerpt;
  readonly keys: CodeKeys;
  readonly onOpen: (file: string, line: number) => void;
}

/** The lines of a sample that compute what is shown: one stop for the Tab key, arrow keys within, Enter or a click opens. */
export function Code({ title, excerpt, keys, onOpen }: CodeProps) {
  const [focused, setFocused] = useState(0);
  const lines = codeLines(excerpt, keys);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, focused, lines.length, 1);
    if (next === undefined) return;
    setFocused(next);
    const list = event.currentTarget as HTMLElement;
    list.querySelectorAll('button')[next]?.focus();
    event.preventDefault();
  };
  return (
    <figure class="code">
      <figcaption>
        {title} <span class="note">{excerpt.file}</span>
      </figcaption>
      <ol aria-label={`Code: ${title}. Enter opens the file at a line.`} onKeyDown={onKeyDown}>
        {lines.map((line, index) => (
          <li key={line.number}>
            <button
              type="button"
              data-key={line.keys.join(' ')}
              tabIndex={index === focused ? 0 : -1}
              title={`Open ${excerpt.file}, line ${line.number}`}
              onFocus={() => setFocused(index)}
              onClick={() => onOpen(excerpt.file, line.number)}
            >
              <span class="line-number">{line.number}</span>
              <code>
                {tokens(line.text).map(({ kind, text }) =>
                  kind === 'plain' ? text : <span class={kind}>{text}</span>,
                )}
              </code>
            </button>
          </li>
        ))}
      </ol>
    </figure>
  );
}
